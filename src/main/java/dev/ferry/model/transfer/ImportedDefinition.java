package dev.ferry.model.transfer;

import dev.ferry.model.Guid;
import dev.ferry.model.SystemId;
import dev.ferry.model.system.DriveAddress;
import dev.ferry.model.system.DriveKind;
import dev.ferry.model.system.SystemSettings;
import java.time.Instant;
import java.util.List;

/**
 * A definition file as it was read: the settings, with drives still told by the paths of the host that wrote them
 * ({@code settings.drives()} is empty until an import has found the files).
 */
public record ImportedDefinition(
        SystemId system,
        SnapshotOf snapshot,
        String version,
        boolean saved,
        SystemSettings settings,
        List<ImportedDrive> drives) {

    /** A drive and the path that the definition gives for its file ("" for an empty drive). */
    public record ImportedDrive(DriveAddress address, DriveKind kind, String path) {}

    /** Set when the definition is a snapshot's: its own id, its parent's ("" for a first one), when it was taken. */
    public record SnapshotOf(String id, String parentId, Instant createdAt) {
        public SnapshotOf {
            id = Guid.canonical(id);
            parentId = parentId == null || parentId.isEmpty() ? "" : Guid.canonical(parentId);
        }
    }

    public ImportedDefinition {
        drives = List.copyOf(drives);
    }

    public ImportedDefinition withSettings(SystemSettings other) {
        return new ImportedDefinition(system, snapshot, version, saved, other, drives);
    }

    public ImportedDefinition withDrives(List<ImportedDrive> other) {
        return new ImportedDefinition(system, snapshot, version, saved, settings, other);
    }

    /** The same at rest: what was saved of its memory is given up. */
    public ImportedDefinition withoutState() {
        return new ImportedDefinition(system, snapshot, version, false, settings, drives);
    }
}
