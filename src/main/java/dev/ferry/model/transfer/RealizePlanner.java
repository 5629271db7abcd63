package dev.ferry.model.transfer;

import dev.ferry.model.Outcome;
import dev.ferry.model.SystemId;
import dev.ferry.model.system.Drive;
import dev.ferry.model.system.NetworkAdapter;
import dev.ferry.model.system.Placement;
import dev.ferry.model.system.PlannedSnapshot;
import dev.ferry.model.system.PlannedSystem;
import dev.ferry.model.system.Snapshot;
import dev.ferry.model.system.SystemSettings;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.transfer.ImportedDefinition.SnapshotOf;
import dev.ferry.model.transfer.PlannedInventory.FoundDrive;
import dev.ferry.model.transfer.PlannedInventory.Part;
import dev.ferry.model.volume.VolumePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides what becomes of a planned system that is realized: its definitions are written to its home, its saved state is
 * copied there, and its disks are used where they are.
 */
public final class RealizePlanner {
    private static final String MACHINES = "Virtual Machines";
    private static final String SNAPSHOTS = "Snapshots";

    private final SystemId id;
    private final PlannedSystem planned;
    private final PlannedInventory inventory;
    private final VolumePath home;
    private final List<Item> items = new ArrayList<>();

    private RealizePlanner(SystemId id, PlannedSystem planned, PlannedInventory inventory) {
        this.id = id;
        this.planned = planned;
        this.inventory = inventory;
        this.home = inventory.home().folder();
    }

    /** Refused with everything that blocks, as a validation would tell it. */
    public static Outcome<Assignment.Realize> assign(SystemId id, PlannedSystem planned, PlannedInventory inventory) {
        List<Incompatibility> found = PlannedChecks.check(planned, inventory);
        List<Incompatibility> blocking =
                found.stream().filter(one -> one.kind().blocking()).toList();
        if (!blocking.isEmpty()) {
            return Outcome.refused(Incompatibility.together(blocking));
        }
        List<String> warnings = found.stream().map(Incompatibility::text).toList();
        return Outcome.ok(new RealizePlanner(id, planned, inventory).assignment(warnings));
    }

    private Assignment.Realize assignment(List<String> warnings) {
        List<Snapshot> snapshots =
                planned.foundSnapshots().stream().map(this::snapshot).toList();
        SystemSettings settings = settings(planned.definition(), inventory.system());
        boolean saved = planned.definition().saved();
        VolumePath definition = home.child(MACHINES + "/" + id + ".xml");
        items.add(new Item.Definition(
                definition,
                template(inventory.system()),
                id,
                null,
                settings,
                saved,
                snapshots.stream().map(RealizePlanner::link).toList()));
        if (saved) {
            state(inventory.system(), MACHINES, id.value());
        }
        NewSystem system = new NewSystem(
                settings,
                saved ? SystemState.SAVED : SystemState.OFF,
                new Placement(planned.origin().node(), definition),
                snapshots);
        return new Assignment.Realize(new Delivery(home, null, items, watched()), system, planned.revision(), warnings);
    }

    private Snapshot snapshot(PlannedSnapshot.Found found) {
        Part part = part(found);
        boolean saved = found.definition().saved() && !part.runtime().isEmpty();
        Snapshot snapshot = new Snapshot(
                found.id(),
                found.parent(),
                found.definition().snapshot().createdAt(),
                saved,
                home.child(SNAPSHOTS + "/" + found.id() + ".xml"),
                settings(found.definition(), part));
        items.add(new Item.Definition(
                snapshot.definition(), template(part), id, link(snapshot), snapshot.settings(), saved, List.of()));
        if (saved) {
            state(part, SNAPSHOTS, found.id().value());
        }
        return snapshot;
    }

    private Part part(PlannedSnapshot.Found found) {
        return inventory.snapshots().stream()
                .filter(part -> part.of().equals(found.id()))
                .findFirst()
                .orElseGet(() -> new Part(found.id(), null, List.of(), List.of()));
    }

    /** The drives as they were found, in the order of the plan; the networks as they are here. */
    private SystemSettings settings(ImportedDefinition definition, Part part) {
        List<Drive> drives = definition.drives().stream()
                .map(drive -> part.drives().stream()
                        .filter(one -> one.address().equals(drive.address())
                                && one.path().equals(drive.path())
                                && one.file() != null)
                        .findFirst()
                        .map(one -> new Drive(
                                drive.address(), drive.kind(), one.file().path(), one.sizeBytes()))
                        .orElseGet(() -> new Drive(drive.address(), drive.kind(), null, 0)))
                .toList();
        List<NetworkAdapter> adapters = definition.settings().networkAdapters().stream()
                .map(adapter -> inventory.networks().contains(adapter.network()) ? adapter : adapter.withNetwork(""))
                .toList();
        return definition.settings().withDrives(drives).withNetworkAdapters(adapters);
    }

    /** {@code old.bin} becomes {@code new.bin}, in the folder that bears the identity too. */
    private void state(Part part, String folder, String owner) {
        for (SourceFile file : part.runtime()) {
            String name = file.path().fileName();
            String extension = name.substring(Math.max(0, name.lastIndexOf('.')));
            items.add(new Item.CopyOf(file, home.child(folder + "/" + owner + "/" + owner + extension)));
        }
    }

    /** What is relied on, and must be the same when the system becomes real. A state that was given up is not. */
    private List<SourceFile> watched() {
        Map<VolumePath, SourceFile> all = new LinkedHashMap<>();
        List<Part> parts = new ArrayList<>(List.of(inventory.system()));
        parts.addAll(inventory.snapshots());
        for (Part part : parts) {
            part.drives().stream()
                    .map(FoundDrive::file)
                    .filter(file -> file != null)
                    .forEach(file -> all.put(file.path(), file));
            if (part.definition() != null) {
                all.put(part.definition().path(), part.definition());
            }
        }
        items.forEach(item -> {
            if (item instanceof Item.CopyOf(var source, var _)) {
                all.put(source.path(), source);
            }
        });
        return List.copyOf(all.values());
    }

    private static VolumePath template(Part part) {
        return part.definition() == null ? null : part.definition().path();
    }

    private static SnapshotOf link(Snapshot snapshot) {
        return new SnapshotOf(
                snapshot.id().value(),
                snapshot.parent() == null ? "" : snapshot.parent().value(),
                snapshot.createdAt());
    }
}
