package dev.ferry.simulation;

import dev.ferry.actor.copy.StepControl;
import dev.ferry.actor.copy.StepHands;
import dev.ferry.actor.copy.StorageNode;
import dev.ferry.model.job.Action;
import dev.ferry.model.job.Report;
import dev.ferry.model.job.StepFacts;
import dev.ferry.model.transfer.FileStamp;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.storage.Posix;
import dev.ferry.storage.PosixException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The product's hands, with what a planted fault makes of some steps. */
record PlantedHands(SimProcess process, StepHands steps) implements StepHands {
    @Override
    public Report perform(StorageNode.Task task, StepControl control) {
        return switch (task.action()) {
            case Action.RemoveStaging _ when is(Mutation.STAGING_NOT_REMOVED) -> done();
            case Action.VerifyStaged verify
            when is(Mutation.VERIFICATION_SKIPPED) ->
                new Report.Done(new StepFacts(0, stamps(task, verify), null, List.of()));
            case Action.Publish publish
            when is(Mutation.MANIFEST_FIRST) && publish.manifestLast() -> {
                publishManifest(task, publish);
                yield steps.perform(task, control);
            }
            case Action.Unpublish undo
            when is(Mutation.UNDO_BY_NAME) -> {
                undo.targets().forEach(this::remove);
                yield steps.perform(task, control);
            }
            default -> steps.perform(task, control);
        };
    }

    private boolean is(Mutation mutation) {
        return process.world().planted() == mutation;
    }

    private static Report done() {
        return new Report.Done(StepFacts.NONE);
    }

    private SimDisk disk() {
        return process.world().disk();
    }

    private static String folder(VolumePath place) {
        return place.volume() + (place.path().isEmpty() ? "" : "/" + place.path());
    }

    private Map<String, Inode> staged(StorageNode.Task task, VolumePath place) {
        return disk().files(place.volume() + "/.ferry/staging/" + task.job());
    }

    private List<FileStamp> stamps(StorageNode.Task task, Action.VerifyStaged verify) {
        List<FileStamp> stamps = new ArrayList<>();
        List<FileStamp> trees = new ArrayList<>();
        boolean manifest = false;
        for (int i : verify.indexes()) {
            Map<String, Inode> staged = staged(task, verify.targets().get(i));
            staged.forEach((name, file) -> {
                if (name.startsWith(i + ".") && Character.isDigit(name.charAt(name.length() - 1))) {
                    stamps.add(file.facts(1).stamp());
                }
            });
            boolean isManifest = verify.targets().get(i).fileName().equals("ferry.manifest.json");
            manifest |= isManifest;
            if (!isManifest && staged.containsKey(i + ".tree")) {
                trees.add(staged.get(i + ".tree").facts(1).stamp());
            }
        }
        if (manifest) {
            stamps.addAll(trees);
        }
        return stamps;
    }

    private void publishManifest(StorageNode.Task task, Action.Publish publish) {
        VolumePath target = publish.targets().getLast();
        int index = publish.targets().size() - 1;
        staged(task, target).keySet().stream()
                .filter(name -> name.startsWith(index + "."))
                .findFirst()
                .ifPresent(name -> {
                    Inode from = disk().find(target.volume() + "/.ferry/staging/" + task.job());
                    Inode to = disk().folder(folder(target.parent()));
                    process.publishes(to, target.fileName(), from.names.get(name));
                    disk().rename(from, name, to, target.fileName(), process.machine());
                });
    }

    private void remove(VolumePath target) {
        Posix posix = process.posix();
        try {
            int root = posix.openRoot("/" + target.volume());
            int folder = posix.openBeneath(root, target.parent().path(), Posix.O_DIRECTORY, 0);
            posix.unlink(folder, target.fileName());
            posix.close(folder);
            posix.close(root);
        } catch (PosixException _) {
            // There was none.
        }
    }
}
