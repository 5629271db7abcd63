package dev.ferry.format.definition;

import dev.ferry.model.SnapshotId;
import java.util.Optional;

/** A snapshot in its system's own definition: which it is, and which one it was taken on. */
public record SnapshotLink(SnapshotId id, Optional<SnapshotId> parent) {}
