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
import java.util.Comparator;
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

    /** The name of what the newest try has staged as the n-th file; null for none. */
    private static String newest(Map<String, Inode> staged, int index) {
        String prefix = index + ".";
        return staged.keySet().stream()
                .filter(name -> name.matches(prefix.replace(".", "[.]") + "[0-9]+"))
                .max(Comparator.comparingLong(name -> Long.parseLong(name.substring(prefix.length()))))
                .orElse(null);
    }

    private List<FileStamp> stamps(StorageNode.Task task, Action.VerifyStaged verify) {
        List<FileStamp> stamps = new ArrayList<>();
        List<FileStamp> trees = new ArrayList<>();
        boolean hasManifest = false;
        for (int i : verify.indexes()) {
            VolumePath target = verify.targets().get(i);
            Map<String, Inode> staged = staged(task, target);
            String name = newest(staged, i);
            if (name != null) {
                stamps.add(staged.get(name).facts(1).stamp());
            }
            if (target.fileName().equals("ferry.manifest.json")) {
                hasManifest = true;
            } else if (staged.containsKey(name + ".tree")) {
                trees.add(staged.get(name + ".tree").facts(1).stamp());
            }
        }
        if (hasManifest) {
            stamps.addAll(trees);
        }
        return stamps;
    }

    private void publishManifest(StorageNode.Task task, Action.Publish publish) {
        VolumePath target = publish.targets().getLast();
        int index = publish.targets().size() - 1;
        String name = newest(staged(task, target), index);
        if (name != null) {
            Inode from = disk().find(target.volume() + "/.ferry/staging/" + task.job());
            Inode to = disk().folder(folder(target.parent()));
            process.publishes(to, target.fileName());
            disk().rename(from, name, to, target.fileName(), process.machine());
        }
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
