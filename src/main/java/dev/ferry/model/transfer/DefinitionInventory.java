package dev.ferry.model.transfer;

import dev.ferry.model.SnapshotId;
import dev.ferry.model.volume.VolumePath;
import java.util.List;

/**
 * What a node read for a planned system: the definition, the snapshots that it names, and the definitions of snapshots of
 * the same system in {@code snapshotFolder} (null when none was told).
 */
public record DefinitionInventory(
        VolumePath file,
        ImportedDefinition definition,
        List<Link> links,
        VolumePath snapshotFolder,
        List<FoundSnapshot> snapshots) {

    /** A snapshot as the system's definition names it; {@code parent} is null for the first one of its branch. */
    public record Link(SnapshotId id, SnapshotId parent) {}

    /** The definition of a snapshot, which tells its own identity and its parent's. */
    public record FoundSnapshot(VolumePath file, ImportedDefinition definition) {}

    public DefinitionInventory {
        links = List.copyOf(links);
        snapshots = List.copyOf(snapshots);
    }
}
