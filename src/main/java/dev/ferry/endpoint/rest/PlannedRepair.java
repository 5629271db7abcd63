package dev.ferry.endpoint.rest;

import dev.ferry.model.SnapshotId;
import dev.ferry.model.system.PlannedChange;
import dev.ferry.model.system.PlannedSnapshot;
import dev.ferry.model.system.PlannedSystem;
import dev.ferry.model.transfer.ImportedDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a change of a planned system means in repairs: a path or a network is changed wherever the system or a snapshot has it. */
final class PlannedRepair {
    private final Map<SnapshotId, ImportedDefinition> parts = new LinkedHashMap<>();
    private final List<PlannedChange> changes = new ArrayList<>();

    private PlannedRepair(PlannedSystem planned) {
        parts.put(null, planned.definition());
        for (PlannedSnapshot.Found found : planned.foundSnapshots()) {
            parts.put(found.id(), found.definition());
        }
    }

    static List<PlannedChange> changes(SystemBodies.Change body, PlannedSystem planned) {
        PlannedRepair repair = new PlannedRepair(planned);
        if (body.home() != null) {
            repair.changes.add(new PlannedChange.Settle(body.home()));
        }
        if (body.hasSettings()) {
            repair.changes.add(new PlannedChange.Patch(null, body.patch()));
        }
        Objects.requireNonNullElse(body.disks(), List.<SystemBodies.DiskPath>of())
                .forEach(repair::disk);
        Objects.requireNonNullElse(body.networks(), Map.<String, String>of()).forEach(repair::network);
        Objects.requireNonNullElse(body.removeSnapshots(), List.<String>of()).forEach(repair::removeSnapshot);
        if (Objects.requireNonNullElse(body.discardSavedState(), false)) {
            repair.changes.add(new PlannedChange.DiscardState(null));
        }
        return repair.changes;
    }

    private void disk(SystemBodies.DiskPath disk) {
        String current = RestRefused.required(disk.current(), "disks.current");
        String path = RestRefused.required(disk.path(), "disks.path");
        int before = changes.size();
        parts.forEach((of, part) -> part.drives().stream()
                .filter(drive -> drive.path().equalsIgnoreCase(current))
                .forEach(drive -> changes.add(new PlannedChange.ModifyDrive(of, drive.address(), path))));
        requireMore(before, "no drive of the planned system has the path '" + current + "'");
    }

    private void network(String current, String other) {
        int before = changes.size();
        parts.forEach((of, part) -> part.settings().networkAdapters().stream()
                .filter(adapter -> adapter.network().equals(current))
                .forEach(adapter -> changes.add(new PlannedChange.ModifyAdapter(of, adapter.withNetwork(other)))));
        requireMore(before, "no network adapter of the planned system is connected to '" + current + "'");
    }

    private void requireMore(int before, String otherwise) {
        if (changes.size() == before) {
            throw RestRefused.invalid(otherwise, "look at the planned system to see what it has");
        }
    }

    private void removeSnapshot(String text) {
        try {
            changes.add(new PlannedChange.RemoveSnapshot(new SnapshotId(text), false));
        } catch (IllegalArgumentException _) {
            throw RestRefused.invalid("'" + text + "' is no id of a snapshot", "use one of those that the system has");
        }
    }
}
