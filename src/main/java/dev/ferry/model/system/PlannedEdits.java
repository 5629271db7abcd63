package dev.ferry.model.system;

import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SnapshotId;
import dev.ferry.model.transfer.ImportedDefinition;
import dev.ferry.model.transfer.ImportedDefinition.ImportedDrive;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What each repair makes of a planned system. Only what the repair itself brings is refused: everything else that is wrong
 * is told by a validation, and may be put right in any order.
 */
final class PlannedEdits {
    private PlannedEdits() {}

    static Outcome<PlannedSystem> apply(PlannedSystem planned, PlannedChange change) {
        return switch (change) {
            case PlannedChange.Settle(var home) -> Outcome.ok(planned.withHome(home == null ? "" : home.strip()));
            case PlannedChange.Patch(var of, var patch) -> edit(planned, of, part -> patched(part, patch));
            case PlannedChange.AddDrive(var of, var drive) -> edit(planned, of, part -> added(part, drive));
            case PlannedChange.ModifyDrive(var of, var address, var path) ->
                edit(planned, of, part -> modified(part, address, path));
            case PlannedChange.RemoveDrive(var of, var address) -> edit(planned, of, part -> removed(part, address));
            case PlannedChange.AddAdapter(var of, var adapter) -> edit(planned, of, part -> added(part, adapter));
            case PlannedChange.ModifyAdapter(var of, var adapter) -> edit(planned, of, part -> modified(part, adapter));
            case PlannedChange.RemoveAdapter(var of, var adapter) -> edit(planned, of, part -> removed(part, adapter));
            case PlannedChange.DiscardState(var of) -> edit(planned, of, part -> Outcome.ok(part.withoutState()));
            case PlannedChange.RemoveSnapshot(var snapshot, var tree) -> withoutSnapshot(planned, snapshot, tree);
        };
    }

    private static Outcome<PlannedSystem> edit(
            PlannedSystem planned, SnapshotId of, Function<ImportedDefinition, Outcome<ImportedDefinition>> change) {
        return planned.part(of)
                .map(part -> change.apply(part).map(other -> planned.mapPart(of, _ -> other)))
                .orElseGet(() -> noSnapshot(planned, of));
    }

    private static Outcome<ImportedDefinition> patched(ImportedDefinition part, SettingsPatch patch) {
        Optional<Refusal> unfit = patch.refusal(part.settings());
        if (unfit.isPresent()) {
            return Outcome.refused(unfit.get());
        }
        SystemSettings settings = patch.applyTo(part.settings());
        Optional<Refusal> bad = SystemRules.checkSettings(settings);
        return bad.isPresent() && !bad.equals(SystemRules.checkSettings(part.settings()))
                ? Outcome.refused(bad.get())
                : Outcome.ok(part.withSettings(settings));
    }

    private static Outcome<ImportedDefinition> added(ImportedDefinition part, ImportedDrive drive) {
        DriveAddress address = drive.address();
        boolean hasController = part.settings().controllers().stream()
                .anyMatch(one -> one.kind() == address.controller() && one.number() == address.number());
        if (!hasController) {
            return invalid(
                    text(part) + " has no controller " + address.controller() + " " + address.number(),
                    "hang the drive on a controller that is there");
        }
        if (at(part, address) >= 0) {
            return invalid(text(part) + " has a drive at " + address + " already", "choose a free slot");
        }
        List<ImportedDrive> drives = new ArrayList<>(part.drives());
        drives.add(drive);
        return Outcome.ok(part.withDrives(drives));
    }

    private static Outcome<ImportedDefinition> modified(ImportedDefinition part, DriveAddress address, String path) {
        int index = at(part, address);
        if (index < 0) {
            return noDrive(part, address);
        }
        List<ImportedDrive> drives = new ArrayList<>(part.drives());
        ImportedDrive old = drives.get(index);
        drives.set(index, new ImportedDrive(address, old.kind(), path == null ? "" : path.strip()));
        return Outcome.ok(part.withDrives(drives));
    }

    private static Outcome<ImportedDefinition> removed(ImportedDefinition part, DriveAddress address) {
        return at(part, address) < 0
                ? noDrive(part, address)
                : Outcome.ok(part.withDrives(part.drives().stream()
                        .filter(drive -> !drive.address().equals(address))
                        .toList()));
    }

    private static Outcome<ImportedDefinition> added(ImportedDefinition part, NetworkAdapter adapter) {
        if (at(part, adapter.id()) >= 0) {
            return invalid(
                    text(part) + " has a network adapter " + adapter.id() + " already",
                    "modify that one, or give the new one another id");
        }
        List<NetworkAdapter> adapters = new ArrayList<>(part.settings().networkAdapters());
        adapters.add(adapter);
        return Outcome.ok(part.withSettings(part.settings().withNetworkAdapters(adapters)));
    }

    private static Outcome<ImportedDefinition> modified(ImportedDefinition part, NetworkAdapter adapter) {
        int index = at(part, adapter.id());
        if (index < 0) {
            return noAdapter(part, adapter.id());
        }
        List<NetworkAdapter> adapters = new ArrayList<>(part.settings().networkAdapters());
        adapters.set(index, adapter);
        return Outcome.ok(part.withSettings(part.settings().withNetworkAdapters(adapters)));
    }

    private static Outcome<ImportedDefinition> removed(ImportedDefinition part, String adapter) {
        int index = at(part, adapter);
        if (index < 0) {
            return noAdapter(part, adapter);
        }
        List<NetworkAdapter> adapters = new ArrayList<>(part.settings().networkAdapters());
        adapters.remove(index);
        return Outcome.ok(part.withSettings(part.settings().withNetworkAdapters(adapters)));
    }

    private static Outcome<PlannedSystem> withoutSnapshot(PlannedSystem planned, SnapshotId id, boolean tree) {
        Optional<PlannedSnapshot> removed = planned.snapshots().stream()
                .filter(snapshot -> snapshot.id().equals(id))
                .findFirst();
        if (removed.isEmpty()) {
            return noSnapshot(planned, id);
        }
        if (tree) {
            Set<SnapshotId> gone = below(planned, id);
            return Outcome.ok(planned.withSnapshots(planned.snapshots().stream()
                    .filter(snapshot -> !gone.contains(snapshot.id()))
                    .toList()));
        }
        SnapshotId heir = removed.get().parent();
        return Outcome.ok(planned.withSnapshots(planned.snapshots().stream()
                .filter(snapshot -> !snapshot.id().equals(id))
                .map(snapshot -> id.equals(snapshot.parent()) ? snapshot.withParent(heir) : snapshot)
                .toList()));
    }

    /** A snapshot and all that were taken on it, in whatever order they are told. */
    private static Set<SnapshotId> below(PlannedSystem planned, SnapshotId id) {
        Set<SnapshotId> all = new HashSet<>(Set.of(id));
        boolean grown = true;
        while (grown) {
            grown = false;
            for (PlannedSnapshot snapshot : planned.snapshots()) {
                if (snapshot.parent() != null && all.contains(snapshot.parent())) {
                    grown |= all.add(snapshot.id());
                }
            }
        }
        return all;
    }

    private static int at(ImportedDefinition part, DriveAddress address) {
        return part.drives().stream().map(ImportedDrive::address).toList().indexOf(address);
    }

    private static int at(ImportedDefinition part, String adapter) {
        return part.settings().networkAdapters().stream()
                .map(NetworkAdapter::id)
                .toList()
                .indexOf(adapter);
    }

    private static Outcome<PlannedSystem> noSnapshot(PlannedSystem planned, SnapshotId id) {
        boolean missing = planned.missingSnapshots().stream().anyMatch(snapshot -> Objects.equals(snapshot.id(), id));
        return missing
                ? invalid(
                        "the snapshot " + id + " of '" + planned.name() + "' is missing, and has no settings to change",
                        "import its definition (ImportSnapshotDefinitions), or remove it (DestroySnapshot)")
                : invalid(
                        "the planned system '" + planned.name() + "' has no snapshot " + id,
                        "list its snapshots to see what there is");
    }

    private static Outcome<ImportedDefinition> noDrive(ImportedDefinition part, DriveAddress address) {
        return invalid(text(part) + " has no drive at " + address, "list its drives to see what there is");
    }

    private static Outcome<ImportedDefinition> noAdapter(ImportedDefinition part, String adapter) {
        return invalid(
                text(part) + " has no network adapter " + adapter, "list its network adapters to see what there is");
    }

    private static String text(ImportedDefinition part) {
        return (part.snapshot() == null ? "the planned system '" : "the snapshot '")
                + part.settings().name() + "'";
    }

    private static <T> Outcome<T> invalid(String message, String remedy) {
        return Outcome.refused(new Refusal(ReturnCode.INVALID_PARAMETER, message, remedy));
    }
}
