package dev.ferry.actor.hands;

import dev.ferry.actor.copy.StepControl;
import dev.ferry.actor.copy.StepHands;
import dev.ferry.actor.copy.StorageNode;
import dev.ferry.actor.system.PlannedCommand;
import dev.ferry.model.SystemId;
import dev.ferry.model.job.Action;
import dev.ferry.model.job.Report;
import dev.ferry.model.job.StepFacts;
import dev.ferry.model.system.Relocation;
import dev.ferry.model.system.SystemEvent;
import dev.ferry.model.transfer.SourceFile;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.storage.CopyInterruptedException;
import dev.ferry.storage.CopyThreads;
import dev.ferry.storage.FileFacts;
import dev.ferry.storage.ForeignHolder;
import dev.ferry.storage.StorageException;
import dev.ferry.storage.Volume;
import dev.ferry.storage.VolumeFile;
import dev.ferry.storage.WriteLease;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Carries out the actions of plans, one after the other as jobs ask for them. Each try works on volumes that are covered by the
 * lease of the incarnation that it was given to, and by no later one.
 */
public final class NodeSteps implements StepHands {
    private final NodeVolumes all;
    private final EntityDesk desk;
    private final Tools tools;
    private final Predicate<String> held;

    /** What the steps read and tell the time with. */
    public record Tools(Sources.Peers peers, CopyThreads threads, Clock clock) {}

    /** {@code held} tells whether an incarnation of this node still has its lease. */
    public NodeSteps(NodeVolumes volumes, EntityDesk desk, Tools tools, Predicate<String> held) {
        this.all = volumes;
        this.desk = desk;
        this.tools = tools;
        this.held = held;
    }

    @Override
    public Report perform(StorageNode.Task task, StepControl control) {
        try {
            control.checkpoint();
            WriteLease lease = HeldLease.of(held, task.attempt().incarnation());
            return new Report.Done(facts(task, all.under(lease), control));
        } catch (CopyInterruptedException _) {
            return new Report.Stopped();
        } catch (StorageException e) {
            return new Report.Failed(e.refusal(), e.passing());
        }
    }

    private StepFacts facts(StorageNode.Task task, NodeVolumes volumes, StepControl control)
            throws StorageException, CopyInterruptedException {
        FileMoves moves = new FileMoves(volumes);
        return switch (task.action()) {
            case Action.TakeClaims take -> new ClaimSteps(volumes, desk).take(task, take);
            case Action.SettleClaims(var volume) -> telling(volumes, () -> desk.settle(volume, task.job()));
            case Action.AbandonClaims(var volume) -> telling(volumes, () -> desk.abandon(volume, task.job()));
            case Action.OpenStaging(var roots) -> done(() -> openStaging(task, volumes, roots));
            case Action.RemoveStaging(var roots) -> done(() -> removeStaging(task, volumes, roots));
            case Action.CheckSources(var files) -> done(() -> checkSources(volumes, files));
            case Action.MakeItem make -> items(volumes).make(task, make, control);
            case Action.FetchItem(var index, var item, var root) ->
                items(volumes).make(task, new Action.MakeItem(index, item, root, null), control);
            case Action.WriteManifest manifest -> items(volumes).writeManifest(task, manifest);
            case Action.VerifyStaged(var indexes, var targets) ->
                new VerifySteps(volumes, tools.threads().hashers()).staged(task, indexes, targets, control);
            case Action.VerifyFolder(var folder, var whole) ->
                new VerifySteps(volumes, tools.threads().hashers()).folder(folder, whole, control);
            case Action.PutAside(var renames) -> done(() -> moves.putAside(task, renames));
            case Action.PutBack(var renames) -> done(() -> moves.putBack(task, renames));
            case Action.Publish publish -> done(() -> new PublishSteps(volumes).publish(task, publish));
            case Action.Unpublish unpublish -> new PublishSteps(volumes).unpublish(task, unpublish);
            case Action.RealizeSystem realize -> telling(volumes, () -> realize(task, realize));
            case Action.PlanSystem(var system, var planned) ->
                telling(
                        volumes,
                        () -> desk.plan(
                                system,
                                new PlannedCommand.Plan(new SystemEvent.SystemPlanned(
                                        task.job(), planned, tools.clock().instant()))));
            case Action.AddSnapshots(var system, var found) ->
                telling(volumes, () -> desk.plan(system, new PlannedCommand.AddSnapshots(task.job(), found)));
            case Action.RelocateSystem(var system, var relocation) ->
                telling(volumes, () -> desk.relocate(system, moved(task, relocation)));
            case Action.EquipSystem(var system, var settings) ->
                telling(volumes, () -> desk.equip(system, task.job(), settings));
            case Action.DescribeSystem(var system) -> telling(volumes, () -> desk.describe(system));
            case Action.RemoveSources remove -> new MoveSteps(volumes).removeSources(task, remove);
            case Action.DisownPlaces(var volume, var system, var places) ->
                telling(volumes, () -> desk.disown(volume, system, places));
            case Action.RemoveFiles(var files, var folders) -> done(() -> moves.remove(task, files, folders));
            case Action.ForgetSystem(var system, var keys) -> telling(volumes, () -> forget(task, system, keys));
            case Action.AwaitView(var system, var _) -> done(() -> desk.awaitView(system));
        };
    }

    private ItemSteps items(NodeVolumes volumes) {
        return new ItemSteps(volumes, new Sources(volumes, tools.peers()), new Definitions(volumes), tools.threads());
    }

    private interface Doing {
        void run() throws StorageException;
    }

    private static StepFacts done(Doing doing) throws StorageException {
        doing.run();
        return StepFacts.NONE;
    }

    /** What is told to entities is covered by the lease like what is done to files. */
    private static StepFacts telling(NodeVolumes volumes, Doing doing) throws StorageException {
        volumes.lease().require();
        return done(doing);
    }

    private static void openStaging(StorageNode.Task task, NodeVolumes volumes, List<VolumePath> roots)
            throws StorageException {
        for (VolumePath root : roots) {
            volumes.staging(root, task.job().value()).open();
        }
    }

    private static void removeStaging(StorageNode.Task task, NodeVolumes volumes, List<VolumePath> roots)
            throws StorageException {
        for (VolumePath root : roots) {
            volumes.staging(root, task.job().value()).remove();
        }
    }

    private static void checkSources(NodeVolumes volumes, List<SourceFile> files) throws StorageException {
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

    private void forget(StorageNode.Task task, SystemId system, List<String> volumeKeys) throws StorageException {
        desk.forget(system, task.job());
        for (String key : volumeKeys) {
            desk.disown(key, system);
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
                        tools.clock().instant()));
    }

    private SystemEvent.SystemMoved moved(StorageNode.Task task, Relocation relocation) {
        return new SystemEvent.SystemMoved(task.job(), relocation, tools.clock().instant());
    }
}
