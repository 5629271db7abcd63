package dev.ferry.testkit;

import dev.ferry.model.Decision;
import dev.ferry.model.JobId;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SystemId;
import dev.ferry.model.job.Action;
import dev.ferry.model.job.Job;
import dev.ferry.model.job.JobOrder;
import dev.ferry.model.job.Report;
import dev.ferry.model.job.StepFacts;
import dev.ferry.model.system.EquipRules;
import dev.ferry.model.system.PlannedRules;
import dev.ferry.model.system.SystemEvent;
import dev.ferry.model.system.SystemRules;
import dev.ferry.model.system.VirtualSystem;
import dev.ferry.model.transfer.Assignment.Rename;
import dev.ferry.model.transfer.Item;
import dev.ferry.model.transfer.SourceFile;
import dev.ferry.model.volume.Claim;
import dev.ferry.model.volume.Volume;
import dev.ferry.model.volume.VolumeEvent;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.model.volume.VolumeRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The outside of a job, in memory: a disk, volumes that decide by {@link VolumeRules}, systems that decide by
 * {@link SystemRules}, and hands that perform every action so that it can be done twice.
 */
public final class FakeWorld {
    private static final String MANIFEST = "ferry.manifest.json";

    public final FakeDisk disk = new FakeDisk();
    private final Map<String, Volume> volumes = new TreeMap<>();
    private final Map<String, VirtualSystem> systems = new TreeMap<>();
    private final Map<String, Long> freeBytes = new TreeMap<>();
    private final List<Action> performed = new ArrayList<>();
    private Fault fault = Fault.NONE;

    public FakeWorld(List<String> volumeNames) {
        for (String name : volumeNames) {
            disk.makeFolders(new VolumePath(name, "", ".ferry/staging"), FakeDisk.USER);
        }
    }

    public void failing(Fault other) {
        fault = other;
    }

    public void setFreeBytes(String volumeKey, long bytes) {
        freeBytes.put(volumeKey, bytes);
    }

    /** All that was begun, in order, tries that failed included. */
    public List<Action> performed() {
        return List.copyOf(performed);
    }

    public Volume volume(String key) {
        return volumes.getOrDefault(key, Volume.EMPTY);
    }

    public VirtualSystem system(SystemId id) {
        return systems.getOrDefault(id.value(), VirtualSystem.neverLived());
    }

    public WorldState state() {
        return WorldState.of(disk, volumes, systems);
    }

    public Decision<SystemEvent> reserve(JobOrder order) {
        return happened(order.system(), SystemRules.reserve(system(order.system()), order));
    }

    public void acknowledge(SystemId id, JobId job) {
        happened(id, SystemRules.acknowledge(system(id), job));
    }

    public void release(SystemId id, JobId job) {
        happened(id, SystemRules.release(system(id), job));
    }

    public Decision<SystemEvent> happened(SystemId id, Decision<SystemEvent> decision) {
        if (decision instanceof Decision.Accepted<SystemEvent>(var events)) {
            events.forEach(event -> systems.put(id.value(), system(id).on(event)));
        }
        return decision;
    }

    public Decision<VolumeEvent> promised(String key, Decision<VolumeEvent> decision) {
        if (decision instanceof Decision.Accepted<VolumeEvent>(var events)) {
            events.forEach(event -> volumes.put(key, volume(key).on(event)));
        }
        return decision;
    }

    /** One try at an action of a job. */
    public Report perform(Job.Active job, Action action, Instant now) {
        performed.add(action);
        return switch (fault.at(performed.size(), action)) {
            case NONE -> hands(job, action, now);
            case FAIL -> new Report.Failed(broken(action), false);
            case FAIL_FOR_NOW -> new Report.Failed(broken(action), true);
            case FAIL_AFTERWARDS -> {
                Report done = hands(job, action, now);
                yield done instanceof Report.Failed ? done : new Report.Failed(broken(action), false);
            }
            case LOSE_REPLY -> {
                hands(job, action, now);
                yield new Report.Gone();
            }
        };
    }

    private static Refusal broken(Action action) {
        return new Refusal(
                ReturnCode.FAILED, action.getClass().getSimpleName() + " is made to fail", "stop making it fail");
    }

    private Report hands(Job.Active job, Action action, Instant now) {
        JobId id = job.order().id();
        return switch (action) {
            case Action.TakeClaims take -> take(id, take);
            case Action.SettleClaims(var key) -> done(promised(key, VolumeRules.settle(volume(key), id)));
            case Action.AbandonClaims(var key) -> done(promised(key, VolumeRules.abandon(volume(key), id)));
            case Action.OpenStaging(var places) -> {
                places.forEach(place -> disk.makeFolders(staging(place, id), id.value()));
                yield done();
            }
            case Action.RemoveStaging(var places) -> {
                places.forEach(place -> disk.deleteTree(staging(place, id)));
                yield done();
            }
            case Action.CheckSources(var files) -> check(files);
            case Action.MakeItem(var index, var item, var _, var _) -> make(job, index, item);
            case Action.FetchItem(var index, var item, var _) -> make(job, index, item);
            case Action.WriteManifest manifest -> {
                stage(job, manifest.index(), manifest.root(), MANIFEST);
                yield done();
            }
            case Action.VerifyStaged(var indexes, var targets) -> verify(job, indexes, targets);
            case Action.VerifyFolder(var folder, var _) ->
                disk.exists(folder.child(MANIFEST)) ? done() : refused(folder + " has no manifest");
            case Action.PutAside(var renames) -> rename(renames);
            case Action.PutBack(var renames) -> putBack(renames);
            case Action.Publish publish -> publish(job, publish.targets());
            case Action.Unpublish unpublish -> unpublish(job, unpublish.targets());
            case Action.RealizeSystem(var system, var realized) ->
                done(happened(
                        system,
                        SystemRules.realize(
                                system(system),
                                new SystemEvent.SystemRealized(
                                        id,
                                        realized.settings(),
                                        realized.state(),
                                        realized.placement(),
                                        realized.snapshots(),
                                        now))));
            case Action.PlanSystem(var system, var planned) ->
                done(happened(
                        system, PlannedRules.plan(system(system), new SystemEvent.SystemPlanned(id, planned, now))));
            case Action.AddSnapshots(var system, var found) ->
                done(happened(system, PlannedRules.addSnapshots(system(system), id, found, now)));
            case Action.RelocateSystem(var system, var relocation) ->
                done(happened(
                        system,
                        SystemRules.relocate(system(system), new SystemEvent.SystemMoved(id, relocation, now))));
            case Action.EquipSystem(var system, var settings) ->
                done(happened(system, EquipRules.equip(system(system), id, settings, now)));
            case Action.DescribeSystem(var system) -> {
                if (system(system) instanceof VirtualSystem.Realized realized) {
                    disk.put(
                            realized.placement().definition(),
                            "definition of " + realized.settings().drives());
                }
                yield done();
            }
            case Action.RemoveSources(var files, var folders) -> {
                files.stream().filter(this::isStill).forEach(file -> disk.deleteFile(file.path()));
                folders.forEach(folder -> disk.deleteEmptyFolder(folder, null));
                yield done();
            }
            case Action.DisownPlaces(var key, var system, var places) ->
                done(promised(key, VolumeRules.disown(volume(key), system, places)));
            case Action.RemoveFiles(var files, var folders) -> {
                files.forEach(disk::deleteFile);
                folders.forEach(folder -> disk.deleteEmptyFolder(folder, null));
                yield done();
            }
            case Action.ForgetSystem(var system, var keys) -> forget(id, system, keys, now);
            case Action.AwaitView(var system, var present) ->
                isThere(system) == present
                        ? done()
                        : new Report.Failed(
                                new Refusal(ReturnCode.TIMEOUT, "the lists do not tell of " + system, ""), true);
        };
    }

    private boolean isThere(SystemId id) {
        return switch (system(id)) {
            case VirtualSystem.Absent _, VirtualSystem.Planned _ -> false;
            case VirtualSystem.Drafted _, VirtualSystem.Realized _ -> true;
        };
    }

    private Report take(JobId job, Action.TakeClaims take) {
        long free = freeBytes.getOrDefault(take.volumeKey(), Long.MAX_VALUE / 2);
        VolumeRules.Wish wish = new VolumeRules.Wish(job, take.system(), take.claims(), take.roomBytes(), free);
        Volume volume = volume(take.volumeKey());
        long missing = VolumeRules.missingBytes(volume, wish);
        if (missing > 0) {
            return new Report.Failed(
                    new Refusal(ReturnCode.FAILED, missing + " bytes are missing on " + take.volumeKey(), "make room"),
                    true);
        }
        Decision<VolumeEvent> decision = promised(take.volumeKey(), VolumeRules.take(volume, wish));
        boolean hasRoot = take.root() != null && take.root().volumeKey().equals(take.volumeKey());
        VolumePath root = hasRoot ? take.root() : null;
        if (decision instanceof Decision.Refused<VolumeEvent> && hasRoot && take.alternative() != null) {
            List<Claim> moved = take.claims().stream()
                    .map(claim ->
                            new Claim(moved(claim.path(), take.root(), take.alternative()), claim.mode(), claim.tree()))
                    .toList();
            decision = promised(
                    take.volumeKey(),
                    VolumeRules.take(volume, new VolumeRules.Wish(job, take.system(), moved, take.roomBytes(), free)));
            root = take.alternative();
        }
        return decision instanceof Decision.Refused<VolumeEvent>(var refusal)
                ? new Report.Failed(refusal, false)
                : new Report.Done(new StepFacts(0, List.of(), root, List.of()));
    }

    private Report check(List<SourceFile> files) {
        return files.stream()
                .filter(file -> !disk.files().containsKey(file.path())
                        || !disk.files().get(file.path()).stamp().equals(file.stamp()))
                .findFirst()
                .map(file -> refused(file.path() + " is not what it was"))
                .orElseGet(FakeWorld::done);
    }

    private boolean isStill(SourceFile file) {
        FakeDisk.File there = disk.files().get(file.path());
        return there != null
                && there.stamp().inode() == file.stamp().inode()
                && there.stamp().sizeBytes() == file.stamp().sizeBytes();
    }

    private Report make(Job.Active job, int index, Item item) {
        String text =
                switch (item) {
                    case Item.CopyOf(var source, var _) ->
                        disk.files().get(source.path()).text();
                    case Item.NewDisk(var _, var sizeBytes) -> "empty disk of " + sizeBytes;
                    case Item.Definition definition -> "definition of " + definition.system();
                };
        stage(job, index, item.target(), text);
        return new Report.Done(new StepFacts(text.length(), List.of(), null, List.of()));
    }

    private void stage(Job.Active job, int index, VolumePath target, String text) {
        VolumePath folder = staging(target, job.order().id());
        if (!disk.exists(folder)) {
            throw new IllegalStateException("nobody has opened " + folder);
        }
        disk.write(folder.child("" + index), job.order().id().value(), text);
    }

    private Report verify(Job.Active job, List<Integer> indexes, List<VolumePath> targets) {
        boolean complete = IntStream.range(0, indexes.size())
                .allMatch(i ->
                        disk.exists(staging(targets.get(i), job.order().id()).child("" + indexes.get(i))));
        return complete ? done() : refused("a staged file is missing");
    }

    private Report rename(List<Rename> renames) {
        for (Rename rename : renames) {
            if (disk.exists(rename.from()) && disk.exists(rename.to())) {
                return refused(rename.to() + " is there already");
            }
            move(rename.from(), rename.to());
        }
        return done();
    }

    private Report putBack(List<Rename> renames) {
        for (Rename rename : renames.reversed()) {
            if (!disk.exists(rename.from())) {
                move(rename.to(), rename.from());
            }
        }
        return done();
    }

    private void move(VolumePath from, VolumePath to) {
        if (disk.files().containsKey(from)) {
            disk.moveFile(from, to);
        } else if (disk.folders().containsKey(from)) {
            disk.moveTree(from, to);
        }
    }

    private Report publish(Job.Active job, List<VolumePath> targets) {
        String owner = job.order().id().value();
        for (int i = 0; i < targets.size(); i++) {
            VolumePath target = placed(job, targets.get(i));
            VolumePath staged = staging(target, job.order().id()).child("" + i);
            if (disk.exists(target) && (disk.exists(staged) || !isOwn(target, owner))) {
                return refused(target + " is occupied");
            }
            if (!disk.exists(target)) {
                disk.makeFolders(target.parent(), owner);
                disk.moveFile(staged, target);
            }
        }
        return done();
    }

    private Report unpublish(Job.Active job, List<VolumePath> targets) {
        String owner = job.order().id().value();
        for (VolumePath planned : targets.reversed()) {
            VolumePath target = placed(job, planned);
            if (isOwn(target, owner)) {
                disk.deleteFile(target);
            }
            disk.deleteEmptyFolder(target.parent(), owner);
        }
        return done();
    }

    private boolean isOwn(VolumePath file, String owner) {
        return disk.files().containsKey(file) && disk.files().get(file).owner().equals(owner);
    }

    private Report forget(JobId job, SystemId system, List<String> keys, Instant now) {
        Report report = done(happened(system, SystemRules.remove(system(system), job, now)));
        if (report instanceof Report.Done) {
            keys.forEach(key -> promised(key, VolumeRules.disown(volume(key), system)));
        }
        return report;
    }

    /** Where a planned place really is, once the claims have settled the root. */
    private static VolumePath placed(Job.Active job, VolumePath planned) {
        return job.plan().steps().stream()
                .map(step -> step.action() instanceof Action.TakeClaims take ? take.root() : null)
                .filter(root -> root != null)
                .findFirst()
                .map(root -> moved(planned, root, job.findings().rootOr(root)))
                .orElse(planned);
    }

    private static VolumePath moved(VolumePath path, VolumePath from, VolumePath to) {
        if (path.equals(from)) {
            return to;
        }
        return path.isBelow(from) ? to.child(path.path().substring(from.path().length() + 1)) : path;
    }

    public static VolumePath staging(VolumePath place, JobId job) {
        return new VolumePath(place.volume(), place.node(), ".ferry/staging/" + job);
    }

    private static Report done() {
        return new Report.Done(StepFacts.NONE);
    }

    private static Report done(Decision<?> decision) {
        return decision instanceof Decision.Refused<?>(var refusal) ? new Report.Failed(refusal, false) : done();
    }

    private static Report refused(String why) {
        return new Report.Failed(new Refusal(ReturnCode.INVALID_PARAMETER, why, "put it right"), false);
    }
}
