package dev.ferry.format.definition;

import dev.ferry.model.SnapshotId;
import dev.ferry.model.SystemId;
import dev.ferry.model.system.SystemSettings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a definition file is to say. {@code snapshot} is set when it is a snapshot's; {@code savedFiles} when a saved state
 * goes with it; {@code snapshots} is the system's tree of them, which only the system's own definition carries.
 */
public record DefinitionSource(
        SystemId system,
        Optional<SnapshotPart> snapshot,
        SystemSettings settings,
        String version,
        Optional<SavedFiles> savedFiles,
        List<SnapshotLink> snapshots) {

    /** What makes a definition a snapshot's. */
    public record SnapshotPart(SnapshotId id, Optional<SnapshotId> parent, Instant createdAt) {}

    public DefinitionSource {
        snapshots = List.copyOf(snapshots);
    }

    /** A system that is off, has no snapshots, and is of the version of Windows Server 2012 R2. */
    public static DefinitionSource of(SystemId system, SystemSettings settings) {
        return new DefinitionSource(system, Optional.empty(), settings, "5.0", Optional.empty(), List.of());
    }

    public boolean saved() {
        return savedFiles.isPresent();
    }
}
