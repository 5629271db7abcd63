package dev.ferry.model.system;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.ferry.model.Guid;
import dev.ferry.model.SnapshotId;
import dev.ferry.model.SystemId;
import dev.ferry.model.transfer.ImportedDefinition;
import dev.ferry.model.volume.VolumePath;

/** A snapshot of a planned system: one whose definition was found, or one that the system's definition only names. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
    @JsonSubTypes.Type(value = PlannedSnapshot.Found.class, name = "found"),
    @JsonSubTypes.Type(value = PlannedSnapshot.Missing.class, name = "missing")
})
public sealed interface PlannedSnapshot {
    SnapshotId id();

    /** Null for the first one of its branch. */
    SnapshotId parent();

    /** The identity that it has in the files, other than {@code id} when the system gets a new one. */
    SnapshotId original();

    PlannedSnapshot withParent(SnapshotId other);

    record Found(SnapshotId id, SnapshotId parent, SnapshotId original, VolumePath file, ImportedDefinition definition)
            implements PlannedSnapshot {
        @Override
        public Found withParent(SnapshotId other) {
            return new Found(id, other, original, file, definition);
        }

        Found with(ImportedDefinition other) {
            return new Found(id, parent, original, file, other);
        }
    }

    record Missing(SnapshotId id, SnapshotId parent, SnapshotId original) implements PlannedSnapshot {
        @Override
        public Missing withParent(SnapshotId other) {
            return new Missing(id, other, original);
        }
    }

    /** The identity of a snapshot in a system that may have got another than the one in the files; null stays null. */
    static SnapshotId identity(SystemId planned, SystemId inTheFiles, SnapshotId original) {
        return original == null || planned.equals(inTheFiles)
                ? original
                : new SnapshotId(Guid.derived("snapshot:" + planned + ":" + original));
    }
}
