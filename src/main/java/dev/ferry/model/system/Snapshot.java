package dev.ferry.model.system;

import dev.ferry.model.SnapshotId;
import dev.ferry.model.volume.VolumePath;
import java.time.Instant;

/** A snapshot of a system. {@code parent} is null for the first one of its branch; {@code definition} is its own file. */
public record Snapshot(
        SnapshotId id,
        SnapshotId parent,
        Instant createdAt,
        boolean saved,
        VolumePath definition,
        SystemSettings settings) {}
