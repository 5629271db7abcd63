package dev.ferry.actor.hands;

import dev.ferry.actor.copy.StepControl;
import dev.ferry.actor.copy.StepHands;
import dev.ferry.actor.copy.StorageNode;
import dev.ferry.model.job.Action;
import dev.ferry.model.job.Report;
import dev.ferry.model.job.StepFacts;
import dev.ferry.model.system.SystemEvent;
import dev.ferry.model.transfer.Assignment.Rename;
import dev.ferry.model.transfer.SourceFile;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.storage.CopyInterruptedException;
import dev.ferry.storage.CopyThreads;
import dev.ferry.storage.FileFacts;
import dev.ferry.storage.ForeignHolder;
import dev.ferry.storage.StorageException;
import dev.ferry.storage.Volume;
import dev.ferry.storage.VolumeFile;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Carries out the actions of plans, one after the other as jobs ask for them. */
public final class NodeSteps implements StepHands {
    private final NodeVolumes volumes;
    private final EntityDesk desk;
    private final Clock clock;
    private final ClaimSteps claims;
    private final ItemSteps items;
    private final PublishSteps publishing;
    private final VerifySteps verifying;

    public NodeSteps(NodeVolumes volumes, EntityDesk desk, Definitions definitions, CopyThreads threads, Clock clock) {
        this.volumes = volumes;
        this.desk = desk;
        this.clock = clock;
        this.claims = new ClaimSteps(volumes, desk);
        this.items = new ItemSteps(volumes, definitions, threads);
        this.publishing = new PublishSteps(volumes);
        this.verifying = new VerifySteps(volumes, threads.hashers());
    }

    @Override
    public Report perform(StorageNode.Task task, StepControl control) {
        try {
            control.checkpoint();
            return new Report.Done(facts(task, control));
        } catch (CopyInterruptedException _) {
            return new Report.Stopped();
        } catch (StorageException e) {
            return new Report.Failed(e.refusal(), e.passing());
        }
    }

    private StepFacts facts(StorageNode.Task task, StepControl control)
            throws StorageException, CopyInterruptedException {
        return switch (task.action()) {
            case Action.TakeClaims take -> claims.take(task, take);
            case Action.SettleClaims(var volume) -> done(() -> desk.settle(volume, task.job()));
            case Action.AbandonClaims(var volume) -> done(() -> desk.abandon(volume, task.job()));
            case Action.OpenStaging(var roots) -> done(() -> openStaging(task, roots));
            case Action.RemoveStaging(var roots) -> done(() -> removeStaging(task, roots));
            case Action.CheckSources(var files) -> done(() -> checkSources(files));
            case Action.MakeItem make -> items.make(task, make, control);
            case Action.WriteManifest manifest -> items.writeManifest(task, manifest);
            case Action.VerifyStaged(var indexes, var targets) -> verifying.staged(task, indexes, targets, control);
            case Action.VerifyFolder(var folder, var all) -> verifying.folder(folder, all, control);
            case Action.PutAside(var renames) -> done(() -> putAside(renames));
            case Action.PutBack(var renames) -> done(() -> putBack(renames));
            case Action.Publish publish -> done(() -> publishing.publish(task, publish));
            case Action.Unpublish unpublish -> publishing.unpublish(task, unpublish);
            case Action.RealizeSystem realize -> done(() -> realize(task, realize));
            case Action.RemoveFiles(var files, var folders) -> done(() -> removeFiles(files, folders));
            case Action.ForgetSystem(var system, var keys) ->
                done(() -> {
                    desk.forget(system, task.job());
                    for (String key : keys) {
                        desk.disown(key, system);
                    }
                });
            case Action.AwaitView(var system, var _) -> done(() -> desk.awaitView(system));
        };
    }

    private interface Doing {
        void run() throws StorageException;
    }

    private static StepFacts done(Doing doing) throws StorageException {
        doing.run();
        return StepFacts.NONE;
    }

    private void openStaging(StorageNode.Task task, List<VolumePath> roots) throws StorageException {
        for (VolumePath root : roots) {
            volumes.staging(root, task.job().value()).open();
        }
    }

    private void removeStaging(StorageNode.Task task, List<VolumePath> roots) throws StorageException {
        for (VolumePath root : roots) {
            volumes.staging(root, task.job().value()).remove();
        }
    }

    private void checkSources(List<SourceFile> files) throws StorageException {
        for (SourceFile file : files) {
            Volume volume = volumes.readable(file.path());
            Optional<FileFacts> facts = volume.stat(file.path().path());
            if (facts.isEmpty()) {
                throw StorageException.invalid(
                        file.path() + " is not there any more", "bring it back, then start again");
            }
            if (!facts.get().stamp().equals(file.stamp())) {
                throw StorageException.inUse(
                        file.path() + " has changed since it was looked at",
                        "stop what writes to it, then start again");
            }
            requireFree(volume, file.path());
        }
    }

    static void requireFree(Volume volume, VolumePath path) throws StorageException {
        try (VolumeFile open = volume.openRead(path.path())) {
            Optional<String> holder = ForeignHolder.holder(open);
            if (holder.isPresent()) {
                throw StorageException.inUse(
                        path + " is held by " + holder.get(), "stop what holds it, then start again");
            }
        }
    }

    private void putAside(List<Rename> renames) throws StorageException {
        for (Rename rename : renames) {
            Volume volume = volumes.writable(rename.from());
            if (volume.stat(rename.from().path()).isPresent()) {
                volume.renameNoReplace(rename.from().path(), rename.to().path());
                volume.syncFolder(rename.from().parent().path());
                volume.syncFolder(rename.to().parent().path());
            } else if (volume.stat(rename.to().path()).isEmpty()) {
                throw StorageException.invalid(
                        rename.from() + " is not there any more", "bring it back, then start again");
            }
        }
    }

    private void putBack(List<Rename> renames) throws StorageException {
        for (Rename rename : renames.reversed()) {
            Volume volume = volumes.writable(rename.from());
            boolean aside = volume.stat(rename.to().path()).isPresent();
            boolean occupied = volume.stat(rename.from().path()).isPresent();
            if (aside && !occupied) {
                volume.renameNoReplace(rename.to().path(), rename.from().path());
                volume.syncFolder(rename.from().parent().path());
            } else if (aside && rename.to().path().startsWith(".ferry/")) {
                throw StorageException.inUse(
                        rename.from() + " is occupied by something new; what was there before is kept in "
                                + rename.to(),
                        "move one of them away by hand");
            }
        }
    }

    private void realize(StorageNode.Task task, Action.RealizeSystem realize) throws StorageException {
        var made = realize.realized();
        desk.realize(
                realize.system(),
                new SystemEvent.SystemRealized(
                        task.job(),
                        made.settings(),
                        made.state(),
                        made.placement(),
                        made.snapshots(),
                        clock.instant()));
    }

    private void removeFiles(List<VolumePath> files, List<VolumePath> folders) throws StorageException {
        for (VolumePath file : files) {
            volumes.writable(file).remove(file.path());
        }
        for (VolumePath folder : folders) {
            Volume volume = volumes.writable(folder);
            if (volume.stat(folder.path()).isPresent()) {
                volume.removeFolderIfEmpty(folder.path());
            }
        }
    }
}
