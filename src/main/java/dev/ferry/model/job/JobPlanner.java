package dev.ferry.model.job;

import dev.ferry.model.system.DriveKind;
import dev.ferry.model.system.Snapshot;
import dev.ferry.model.transfer.Assignment;
import dev.ferry.model.transfer.Delivery;
import dev.ferry.model.transfer.Item;
import dev.ferry.model.transfer.NewSystem;
import dev.ferry.model.transfer.SourceFile;
import dev.ferry.model.volume.Claim;
import dev.ferry.model.volume.VolumePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Turns an order into its whole plan. The table of each kind is in {@code docs/internals/jobs.md}: claims first, in one order
 * of volumes, so that two jobs never wait for each other; files into staging; verified; then published.
 */
public final class JobPlanner {
    static final String MANIFEST = "ferry.manifest.json";

    private final JobOrder order;
    private final List<Step> steps = new ArrayList<>();

    private JobPlanner(JobOrder order) {
        this.order = order;
    }

    public static Plan plan(JobOrder order) {
        JobPlanner planner = new JobPlanner(order);
        switch (order.assignment()) {
            case Assignment.Export export -> planner.export(export);
            case Assignment.Import wanted -> planner.importing(wanted);
            case Assignment.Define define -> planner.define(define);
            case Assignment.Equip equip -> planner.equip(equip);
            case Assignment.Plan wanted -> planner.told(new Action.PlanSystem(order.system(), wanted.planned()));
            case Assignment.AddSnapshots wanted ->
                planner.told(new Action.AddSnapshots(order.system(), wanted.found()));
            case Assignment.Validate _ -> planner.awaitView();
            case Assignment.Realize wanted -> planner.realizing(wanted);
            case Assignment.Remove remove -> planner.remove(remove);
            case Assignment.Verify verify -> planner.verify(verify);
            case Assignment.Move move -> planner.steps.addAll(new MovePlan(order, move).steps());
        }
        return new Plan(planner.steps);
    }

    private void export(Assignment.Export export) {
        Delivery delivery = export.delivery();
        List<Claim> claims = new ArrayList<>(reads(delivery.watched()));
        claims.add(Claim.write(delivery.root()).withTree());
        takeClaims(delivery, claims);
        stage(delivery);
        steps.add(Step.of("Checking", new Action.CheckSources(delivery.watched()), null));
        makeItems(delivery, null);
        List<VolumePath> files = targets(delivery);
        steps.add(Step.of(
                "Describing",
                new Action.WriteManifest(
                        files.size(),
                        delivery.root(),
                        files,
                        export.createdAt(),
                        export.settings().notes()),
                null));
        List<VolumePath> all = new ArrayList<>(files);
        all.add(delivery.root().child(MANIFEST));
        verify(delivery, all);
        steps.add(Step.of("Checking", new Action.CheckSources(delivery.watched()), null));
        if (export.replaced() != null) {
            putAside(List.of(new Assignment.Rename(
                    export.replaced(), staging(export.replaced()).child("replaced"))));
        }
        steps.add(Step.of(
                        "Publishing",
                        new Action.Publish(delivery.root(), all, true),
                        new Action.Unpublish(delivery.root(), all, true))
                .asPointOfNoReturn());
        finish(delivery, claims);
    }

    private void importing(Assignment.Import wanted) {
        Delivery delivery = wanted.delivery();
        List<Claim> claims = new ArrayList<>();
        if (wanted.copy()) {
            claims.addAll(reads(delivery.watched()));
        } else {
            claims.add(Claim.write(wanted.source()).withTree());
        }
        claims.addAll(owns(wanted.system()));
        claimTargets(delivery, claims);
        takeClaims(delivery, claims);
        stage(delivery);
        steps.add(Step.of("Checking", new Action.CheckSources(delivery.watched()), null));
        if (wanted.manifest() != null && !wanted.copy()) {
            long bytes =
                    delivery.watched().stream().mapToLong(SourceFile::dataBytes).sum();
            steps.add(Step.of("Verifying", new Action.VerifyFolder(wanted.source(), false), null)
                    .counting(bytes));
        }
        makeItems(delivery, wanted.manifest() == null ? null : wanted.source());
        verify(delivery, targets(delivery));
        steps.add(Step.of("Checking", new Action.CheckSources(delivery.watched()), null));
        if (!wanted.renames().isEmpty()) {
            putAside(wanted.renames());
        }
        realize(delivery, wanted.system());
        finish(delivery, claims);
    }

    private void define(Assignment.Define define) {
        Delivery delivery = define.delivery();
        List<Claim> claims = new ArrayList<>(owns(define.system()));
        claimTargets(delivery, claims);
        takeClaims(delivery, claims);
        stage(delivery);
        steps.add(Step.of("Checking", new Action.CheckSources(delivery.watched()), null));
        makeItems(delivery, null);
        verify(delivery, targets(delivery));
        realize(delivery, define.system());
        finish(delivery, claims);
    }

    /** No file is touched: what was read is told to the system. */
    private void told(Action action) {
        steps.add(Step.of("Planning", action, null).asPointOfNoReturn());
        awaitView();
    }

    private void awaitView() {
        steps.add(Step.of("Finishing", new Action.AwaitView(order.system(), true), null));
    }

    private void realizing(Assignment.Realize wanted) {
        Delivery delivery = wanted.delivery();
        List<Claim> claims = new ArrayList<>(owns(wanted.system()));
        reads(delivery.watched()).stream()
                .filter(read -> claims.stream().noneMatch(c -> c.path().equals(read.path())))
                .toList()
                .forEach(claims::add);
        claimTargets(delivery, claims);
        takeClaims(delivery, claims);
        stage(delivery);
        steps.add(Step.of("Checking", new Action.CheckSources(delivery.watched()), null));
        makeItems(delivery, null);
        verify(delivery, targets(delivery));
        steps.add(Step.of("Checking", new Action.CheckSources(delivery.watched()), null));
        realize(delivery, wanted.system());
        finish(delivery, claims);
    }

    /** The disks that come in are the system's before it knows of them, and those that go until it knows that they are gone. */
    private void equip(Assignment.Equip equip) {
        Map<String, List<Claim>> claims =
                byVolume(equip.attached().stream().map(Claim::own).toList());
        claims.forEach((volume, wanted) ->
                steps.add(claim(new Action.TakeClaims(volume, order.system(), wanted, 0, null, null))));
        if (!equip.watched().isEmpty()) {
            steps.add(Step.of("Checking", new Action.CheckSources(equip.watched()), null));
        }
        steps.add(Step.of("Changing", new Action.EquipSystem(order.system(), equip.to()), null)
                .asPointOfNoReturn());
        claims.keySet().forEach(volume -> steps.add(Step.of("Finishing", new Action.SettleClaims(volume), null)));
        byVolume(equip.released().stream().map(Claim::own).toList())
                .forEach((volume, given) -> steps.add(Step.of(
                        "Finishing",
                        new Action.DisownPlaces(
                                volume,
                                order.system(),
                                given.stream().map(Claim::path).toList()),
                        null)));
        steps.add(Step.of("Describing", new Action.DescribeSystem(order.system()), null));
        awaitView();
    }

    private void remove(Assignment.Remove remove) {
        steps.add(Step.of("Removing", new Action.RemoveFiles(remove.files(), remove.folders()), null)
                .asPointOfNoReturn());
        List<String> volumes = Stream.concat(remove.files().stream(), remove.ownedDisks().stream())
                .map(VolumePath::volumeKey)
                .distinct()
                .sorted()
                .toList();
        steps.add(Step.of("Removing", new Action.ForgetSystem(order.system(), volumes), null));
        steps.add(Step.of("Finishing", new Action.AwaitView(order.system(), false), null));
    }

    private void verify(Assignment.Verify verify) {
        VolumePath folder = verify.folder();
        List<Claim> claims = List.of(Claim.read(folder).withTree());
        steps.add(claim(new Action.TakeClaims(folder.volumeKey(), null, claims, 0, null, null)));
        steps.add(Step.of("Verifying", new Action.VerifyFolder(folder, true), null)
                .counting(verify.dataBytes()));
        steps.add(Step.of("Finishing", new Action.SettleClaims(folder.volumeKey()), null));
    }

    private void takeClaims(Delivery delivery, List<Claim> claims) {
        steps.addAll(claimSteps(order, delivery, claims));
    }

    static List<Step> claimSteps(JobOrder order, Delivery delivery, List<Claim> claims) {
        List<Step> taken = new ArrayList<>();
        byVolume(claims).forEach((volume, wanted) -> {
            boolean hasRoot = delivery.root().volumeKey().equals(volume);
            taken.add(claim(new Action.TakeClaims(
                    volume,
                    order.system(),
                    wanted,
                    delivery.roomBytes(volume),
                    hasRoot ? delivery.root() : null,
                    hasRoot ? delivery.alternative() : null)));
        });
        return taken;
    }

    private static Step claim(Action.TakeClaims take) {
        return Step.of("Claiming", take, new Action.AbandonClaims(take.volumeKey()));
    }

    private void stage(Delivery delivery) {
        List<VolumePath> roots = stagingVolumes(delivery);
        steps.add(Step.of("Staging", new Action.OpenStaging(roots), new Action.RemoveStaging(roots)));
    }

    private void makeItems(Delivery delivery, VolumePath manifestFolder) {
        for (int i = 0; i < delivery.items().size(); i++) {
            Item item = delivery.items().get(i);
            Action action =
                    new Action.MakeItem(i, item, delivery.root(), item instanceof Item.CopyOf ? manifestFolder : null);
            steps.add(
                    switch (item) {
                        case Item.CopyOf(var source, var target) ->
                            Step.of("Copying " + target.fileName(), action, null)
                                    .counting(source.dataBytes());
                        case Item.NewDisk(var target, var _) -> Step.of("Creating " + target.fileName(), action, null);
                        case Item.Definition _ -> Step.of("Describing", action, null);
                    });
        }
    }

    private void verify(Delivery delivery, List<VolumePath> targets) {
        steps.add(verifyStep(delivery, targets));
    }

    static Step verifyStep(Delivery delivery, List<VolumePath> targets) {
        List<Integer> indexes = IntStream.range(0, targets.size()).boxed().toList();
        return Step.of("Verifying", new Action.VerifyStaged(indexes, targets), null)
                .weighing(delivery.dataBytes() / 2);
    }

    private void putAside(List<Assignment.Rename> renames) {
        steps.add(Step.of("Publishing", new Action.PutAside(renames), new Action.PutBack(renames)));
    }

    private void realize(Delivery delivery, NewSystem system) {
        List<VolumePath> files = targets(delivery);
        steps.add(Step.of(
                "Publishing",
                new Action.Publish(delivery.root(), files, false),
                new Action.Unpublish(delivery.root(), files, false)));
        steps.add(Step.of("Realizing", new Action.RealizeSystem(order.system(), system), null)
                .asPointOfNoReturn());
        awaitView();
    }

    private void finish(Delivery delivery, List<Claim> claims) {
        steps.add(Step.of("Finishing", new Action.RemoveStaging(stagingVolumes(delivery)), null));
        byVolume(claims)
                .keySet()
                .forEach(volume -> steps.add(Step.of("Finishing", new Action.SettleClaims(volume), null)));
    }

    private VolumePath staging(VolumePath place) {
        return new VolumePath(place.volume(), place.node(), ".ferry/staging/" + order.id());
    }

    private static Map<String, List<Claim>> byVolume(List<Claim> claims) {
        Map<String, List<Claim>> sorted = new TreeMap<>();
        claims.forEach(claim -> sorted.computeIfAbsent(claim.path().volumeKey(), _ -> new ArrayList<>())
                .add(claim));
        return sorted;
    }

    private static List<Claim> reads(List<SourceFile> files) {
        return files.stream().map(file -> Claim.read(file.path())).toList();
    }

    /** What the job makes and no system will own is the job's alone to write. */
    static void claimTargets(Delivery delivery, List<Claim> claims) {
        delivery.items().stream()
                .filter(item -> claims.stream().noneMatch(c -> c.path().equals(item.target())))
                .forEach(item -> claims.add(Claim.write(item.target())));
    }

    /** A system owns its hard disks; a disc in a DVD drive belongs to whoever put it there. */
    private static List<Claim> owns(NewSystem system) {
        return Stream.concat(
                        Stream.of(system.settings()),
                        system.snapshots().stream().map(Snapshot::settings))
                .flatMap(settings -> settings.drives().stream())
                .filter(drive -> drive.kind() == DriveKind.HARD_DISK && drive.file() != null)
                .map(drive -> Claim.own(drive.file()))
                .distinct()
                .toList();
    }

    static List<VolumePath> targets(Delivery delivery) {
        return delivery.items().stream().map(Item::target).toList();
    }

    private static List<VolumePath> stagingVolumes(Delivery delivery) {
        return Stream.concat(
                        Stream.of(delivery.root()), delivery.items().stream().map(Item::target))
                .map(place -> new VolumePath(place.volume(), place.node(), ""))
                .distinct()
                .toList();
    }
}
