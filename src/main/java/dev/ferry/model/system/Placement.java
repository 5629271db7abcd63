package dev.ferry.model.system;

import dev.ferry.model.volume.VolumePath;

/** Where a system lives: the node that owns it, and its definition file, which moves with it. */
public record Placement(String node, VolumePath definition) {
    /** The folder that the definition's folder is in: snapshots and runtime files are kept below it. */
    public VolumePath home() {
        return definition.parent().parent();
    }
}
