package dev.ferry.model.transfer;

import java.util.Set;

/** Where a moved system would live, and the names of disks that are there already. */
public record MoveTarget(TargetFolder folder, Set<String> takenDisks) {
    public MoveTarget {
        takenDisks = Set.copyOf(takenDisks);
    }
}
