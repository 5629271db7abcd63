package dev.ferry.model.transfer;

import dev.ferry.model.SnapshotId;
import dev.ferry.model.system.DriveKind;
import dev.ferry.model.system.NetworkAdapter;
import dev.ferry.model.system.PlannedSnapshot;
import dev.ferry.model.system.PlannedSystem;
import dev.ferry.model.system.SystemRules;
import dev.ferry.model.transfer.ImportedDefinition.ImportedDrive;
import dev.ferry.model.transfer.Incompatibility.Kind;
import dev.ferry.model.transfer.PlannedInventory.FoundDrive;
import dev.ferry.model.transfer.PlannedInventory.Part;
import dev.ferry.model.volume.VolumePath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds a planned system against what is there, and tells everything that does not fit, at once: who repairs one thing
 * should not have to come back for the next.
 */
public final class PlannedChecks {
    private final PlannedSystem planned;
    private final PlannedInventory inventory;
    private final List<Incompatibility> found = new ArrayList<>();

    private PlannedChecks(PlannedSystem planned, PlannedInventory inventory) {
        this.planned = planned;
        this.inventory = inventory;
    }

    /** In a stable order: the system first, then its snapshots, then its surroundings. */
    public static List<Incompatibility> check(PlannedSystem planned, PlannedInventory inventory) {
        PlannedChecks checks = new PlannedChecks(planned, inventory);
        checks.part(planned.definition(), inventory.system());
        for (PlannedSnapshot snapshot : planned.snapshots()) {
            checks.snapshot(snapshot);
        }
        checks.surroundings();
        return List.copyOf(checks.found);
    }

    private void snapshot(PlannedSnapshot snapshot) {
        switch (snapshot) {
            case PlannedSnapshot.Missing missing ->
                add(
                        Kind.SNAPSHOT_MISSING,
                        missing.id().value(),
                        "the definition of the snapshot " + missing.original() + " was not found",
                        "import it from where it is (ImportSnapshotDefinitions), or remove the snapshot (DestroySnapshot)");
            case PlannedSnapshot.Found there ->
                inventory.snapshots().stream()
                        .filter(part -> part.of().equals(there.id()))
                        .findFirst()
                        .ifPresentOrElse(
                                part -> part(there.definition(), part),
                                () -> part(there.definition(), new Part(there.id(), null, List.of(), List.of())));
        }
    }

    private void part(ImportedDefinition definition, Part part) {
        SystemRules.checkSettings(definition.settings())
                .ifPresent(bad -> add(Kind.SETTINGS_INVALID, object(part), bad.message(), bad.remedy()));
        definition.settings().networkAdapters().forEach(adapter -> network(adapter, part.of()));
        drives(definition, part);
        if (definition.saved() && part.runtime().isEmpty()) {
            add(
                    part.of() == null ? Kind.STATE_MISSING : Kind.SNAPSHOT_STATE_MISSING,
                    object(part),
                    where(part) + " was saved, and its state files are not there",
                    "bring them beside the definition file, or give the saved state up");
        }
        boolean wasRead = part.of() != null || planned.origin().definition() != null;
        if (part.definition() == null && wasRead) {
            add(
                    Kind.DEFINITION_MISSING,
                    object(part),
                    "the definition file that " + where(part)
                            + " was read from is gone; what Ferry does not know of it " + "will be lost",
                    "bring it back, if anything in it is to be kept");
        }
    }

    private void network(NetworkAdapter adapter, SnapshotId of) {
        if (adapter.network().isEmpty() || inventory.networks().contains(adapter.network())) {
            return;
        }
        add(
                of == null ? Kind.NETWORK_MISSING : Kind.SNAPSHOT_NETWORK_MISSING,
                adapter.network(),
                "could not find the Ethernet switch '" + adapter.network() + "' that '" + adapter.name()
                        + "' is connected to"
                        + (of == null
                                ? ""
                                : " in the snapshot " + of + "; the adapter will be left disconnected there"),
                "connect it to one of " + inventory.networks().stream().sorted().toList() + ", or to none");
    }

    /** Each drive is looked at as it is planned now: what an older look has not seen counts as missing. */
    private void drives(ImportedDefinition definition, Part part) {
        Map<VolumePath, ImportedDrive> attached = new HashMap<>();
        for (ImportedDrive drive : definition.drives()) {
            if (drive.path().isEmpty()) {
                continue;
            }
            FoundDrive there = part.drives().stream()
                    .filter(one ->
                            one.address().equals(drive.address()) && one.path().equals(drive.path()))
                    .findFirst()
                    .orElse(null);
            if (there == null || there.file() == null) {
                absent(drive, there, part);
                continue;
            }
            ImportedDrive other = attached.putIfAbsent(there.file().path(), drive);
            if (other != null && drive.kind() == DriveKind.HARD_DISK) {
                add(
                        Kind.DISK_ATTACHED_TWICE,
                        drive.path(),
                        there.file().path() + " is attached to " + where(part) + " twice, at " + other.address()
                                + " and at " + drive.address(),
                        "remove one of the two drives");
            }
        }
    }

    private void absent(ImportedDrive drive, FoundDrive there, Part part) {
        boolean told = there != null && there.trouble() != null;
        String why = told
                ? there.trouble().why().message()
                : "'" + drive.path() + "', which " + where(part) + " has at " + drive.address() + ", was not found";
        String remedy = told
                ? there.trouble().why().remedy()
                : "set the path where the file is (ModifyResourceSettings, HostResource), or remove the drive";
        add(kind(drive, there), drive.path(), why, remedy);
    }

    /** A disc that is not there leaves an empty drive behind, and nothing is lost. */
    private static Kind kind(ImportedDrive drive, FoundDrive there) {
        if (drive.kind() != DriveKind.HARD_DISK) {
            return Kind.MEDIUM_MISSING;
        }
        return there == null || there.trouble() == null
                ? Kind.DISK_MISSING
                : switch (there.trouble().sort()) {
                    case MISSING -> Kind.DISK_MISSING;
                    case PARENT_MISSING -> Kind.DISK_PARENT_MISSING;
                    case IN_USE -> Kind.DISK_IN_USE;
                    case UNREADABLE -> Kind.DISK_UNREADABLE;
                };
    }

    private void surroundings() {
        TargetFolder home = inventory.home();
        if (inventory.homeTrouble() != null) {
            add(
                    Kind.HOME_UNUSABLE,
                    planned.home(),
                    inventory.homeTrouble().message(),
                    "choose another folder for the system (ModifySystemSettings, ConfigurationDataRoot): "
                            + inventory.homeTrouble().remedy());
        } else if (home.occupant() != null) {
            add(
                    Kind.HOME_OCCUPIED,
                    home.folder().toString(),
                    home.folder() + " is occupied by " + home.occupant().text(),
                    "choose another folder for the system (ModifySystemSettings, ConfigurationDataRoot)");
        }
        inventory
                .sameName()
                .forEach(other -> add(
                        Kind.NAME_TAKEN,
                        other,
                        "the system " + other + " has the name '" + planned.name() + "' too",
                        "give one of them another name, if that is not meant"));
    }

    private String object(Part part) {
        return part.of() == null ? planned.name() : part.of().value();
    }

    private String where(Part part) {
        return part.of() == null ? "'" + planned.name() + "'" : "the snapshot " + part.of();
    }

    private void add(Kind kind, String object, String message, String remedy) {
        found.add(new Incompatibility(kind, object, message, remedy));
    }
}
