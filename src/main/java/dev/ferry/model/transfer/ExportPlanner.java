package dev.ferry.model.transfer;

import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SnapshotId;
import dev.ferry.model.SystemId;
import dev.ferry.model.system.Drive;
import dev.ferry.model.system.DriveAddress;
import dev.ferry.model.system.Snapshot;
import dev.ferry.model.system.SystemSettings;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.model.volume.VolumePath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Decides what an export consists of: which snapshots, which disks, under which names, in which folder. */
public final class ExportPlanner {
    private static final String DISKS = "Virtual Hard Disks";
    private static final String MACHINES = "Virtual Machines";
    private static final String SNAPSHOTS = "Snapshots";

    private final Realized system;
    private final ExportSettings settings;
    private final ExportInventory inventory;
    private final VolumePath root;
    private final List<Item> items = new ArrayList<>();
    private final Map<VolumePath, VolumePath> placed = new HashMap<>();

    private ExportPlanner(Realized system, ExportSettings settings, ExportInventory inventory, VolumePath root) {
        this.system = system;
        this.settings = settings;
        this.inventory = inventory;
        this.root = root;
    }

    /** The settings by themselves and against the system: what cannot be meant is refused before any disk is looked at. */
    public static Optional<Refusal> check(Realized system, ExportSettings settings) {
        if (settings.wholeFileHashes()) {
            return Optional.of(new Refusal(
                    ReturnCode.NOT_SUPPORTED,
                    "hashes of whole files are not made yet; the manifest has one for each MiB",
                    "leave --sha256sum out"));
        }
        if (settings.copySnapshots() == ExportSettings.Snapshots.ONE
                && chosen(system, settings).isEmpty()) {
            return Optional.of(new Refusal(
                    ReturnCode.INVALID_PARAMETER,
                    "the system '" + system.settings().name() + "' has no snapshot " + settings.snapshot(),
                    "name one of its snapshots: " + snapshotIds(system)));
        }
        if (!settings.excludedDisks().isEmpty()) {
            if (settings.copySnapshots() == ExportSettings.Snapshots.ALL
                    && !system.snapshots().isEmpty()) {
                return Optional.of(new Refusal(
                        ReturnCode.INVALID_PARAMETER,
                        "disks cannot be excluded from an export with all snapshots",
                        "export without snapshots (--snapshots none), or leave the disks in"));
            }
            for (DriveAddress excluded : settings.excludedDisks()) {
                if (addresses(system).noneMatch(excluded::equals)) {
                    return Optional.of(new Refusal(
                            ReturnCode.INVALID_PARAMETER,
                            "there is no disk at " + excluded + " of '"
                                    + system.settings().name() + "'",
                            "name an attached disk, as ferry system show lists them"));
                }
            }
        }
        return Optional.empty();
    }

    public static Outcome<Assignment> assign(
            SystemId id, Realized system, ExportSettings settings, ExportInventory inventory, Instant now) {
        if (!inventory.problems().isEmpty()) {
            return Outcome.refused(inventory.problems().getFirst());
        }
        Outcome<VolumePath> where = place(id, settings, inventory);
        return where.map(root -> new ExportPlanner(system, settings, inventory, root).assignment(id, now));
    }

    /** The folder of the system's name; the longer name when another system's export is there. */
    private static Outcome<VolumePath> place(SystemId id, ExportSettings settings, ExportInventory inventory) {
        TargetFolder target = inventory.target();
        if (target.occupant() == null) {
            return Outcome.ok(target.folder());
        }
        boolean ours = target.occupant().systemId().equals(id.value());
        if (ours && settings.replace()) {
            return Outcome.ok(target.folder());
        }
        TargetFolder other = inventory.alternative();
        if (!ours && !target.occupant().systemId().isEmpty() && other != null) {
            if (other.occupant() == null
                    || (settings.replace() && other.occupant().systemId().equals(id.value()))) {
                return Outcome.ok(other.folder());
            }
            target = other;
        }
        return Outcome.refused(new Refusal(
                ReturnCode.INVALID_PARAMETER,
                target.folder() + " is occupied by " + target.occupant().text(),
                "choose another directory, or replace the export (--replace)"));
    }

    private Assignment assignment(SystemId id, Instant now) {
        Optional<Snapshot> one =
                settings.copySnapshots() == ExportSettings.Snapshots.ONE ? chosen(system, settings) : Optional.empty();
        SystemSettings main = one.map(Snapshot::settings).orElse(system.settings());
        List<Snapshot> snapshots =
                settings.copySnapshots() == ExportSettings.Snapshots.ALL ? system.snapshots() : List.of();
        if (settings.copyStorage() || one.isPresent()) {
            copyDisks(main);
        }
        boolean saved = one.isEmpty() && system.state() == SystemState.SAVED && settings.copyRuntime();
        if (settings.copyRuntime()) {
            copyRuntime();
        }
        List<ImportedDefinition.SnapshotOf> tree =
                snapshots.stream().map(ExportPlanner::link).toList();
        items.add(new Item.Definition(
                root.child(MACHINES + "/" + id + ".xml"),
                system.placement().definition(),
                id,
                null,
                moved(main),
                saved,
                tree));
        for (Snapshot snapshot : snapshots) {
            items.add(new Item.Definition(
                    root.child(SNAPSHOTS + "/" + snapshot.id() + ".xml"),
                    snapshot.definition(),
                    id,
                    link(snapshot),
                    moved(snapshot.settings()),
                    snapshot.saved() && settings.copyRuntime(),
                    List.of()));
        }
        TargetFolder free = inventory.alternative();
        VolumePath replaced = isReplaced() ? root : null;
        boolean hasAlternative =
                replaced == null && free != null && !free.folder().equals(root) && free.occupant() == null;
        List<SourceFile> watched = items.stream()
                .filter(Item.CopyOf.class::isInstance)
                .map(item -> ((Item.CopyOf) item).source())
                .toList();
        return new Assignment.Export(
                new Delivery(root, hasAlternative ? free.folder() : null, items, watched),
                settings,
                now.toString(),
                replaced);
    }

    private boolean isReplaced() {
        TargetFolder there = inventory.target().folder().equals(root) ? inventory.target() : inventory.alternative();
        return there.occupant() != null;
    }

    /** A place that is excluded is excluded in what is exported, be it the system or one of its snapshots. */
    private void copyDisks(SystemSettings main) {
        Set<VolumePath> excluded = main.drives().stream()
                .filter(drive -> settings.excludedDisks().contains(drive.address()))
                .map(Drive::file)
                .collect(Collectors.toSet());
        DistinctNames names = new DistinctNames();
        for (SourceFile disk : inventory.disks()) {
            if (!excluded.contains(disk.path())) {
                VolumePath target =
                        root.child(DISKS + "/" + names.take(disk.path().fileName()));
                placed.put(disk.path(), target);
                items.add(new Item.CopyOf(disk, target));
            }
        }
    }

    /** Runtime files keep their place below the folder of their definition. */
    private void copyRuntime() {
        VolumePath home = system.placement().home();
        for (SourceFile file : inventory.runtime()) {
            boolean below = file.path().isBelow(home);
            String relative = below
                    ? file.path()
                            .path()
                            .substring(home.path().isEmpty() ? 0 : home.path().length() + 1)
                    : MACHINES + "/" + system.id() + "/" + file.path().fileName();
            items.add(new Item.CopyOf(file, root.child(relative)));
        }
    }

    private SystemSettings moved(SystemSettings original) {
        return original.withDrives(original.drives().stream()
                .map(drive -> drive.file() == null
                        ? drive
                        : new Drive(
                                drive.address(),
                                drive.kind(),
                                placed.getOrDefault(drive.file(), drive.file()),
                                drive.sizeBytes()))
                .toList());
    }

    private static ImportedDefinition.SnapshotOf link(Snapshot snapshot) {
        return new ImportedDefinition.SnapshotOf(
                snapshot.id().value(),
                snapshot.parent() == null ? "" : snapshot.parent().value(),
                snapshot.createdAt());
    }

    private static Optional<Snapshot> chosen(Realized system, ExportSettings settings) {
        return system.snapshots().stream()
                .filter(s -> s.id().equals(settings.snapshot()))
                .findFirst();
    }

    /** Of the system and of all its snapshots: a place may be one that only a snapshot has. */
    private static Stream<DriveAddress> addresses(Realized system) {
        return Stream.concat(
                        Stream.of(system.settings()),
                        system.snapshots().stream().map(Snapshot::settings))
                .flatMap(settings -> settings.drives().stream())
                .map(Drive::address);
    }

    private static String snapshotIds(Realized system) {
        return system.snapshots().isEmpty()
                ? "(it has none)"
                : system.snapshots().stream()
                        .map(Snapshot::id)
                        .map(SnapshotId::value)
                        .collect(Collectors.joining(", "));
    }
}
