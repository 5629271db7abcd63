package dev.ferry.cluster;

import dev.ferry.cluster.LeaseTable.Holder;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/**
 * What it means to a node that is up when the row that names the cluster of this database is not its own cluster's as it knows it.
 * The row has the cluster's generation, which its founder made, and in {@code side} the processes that one of its nodes reached.
 */
enum Belonging {
    /** One of those in the row is of the node's cluster: it is the same, and the generation is learnt. */
    SAME,
    /** Nobody has said yet who is of it: its founder is not up yet, or died before. */
    OPEN,
    /** Others are a cluster that knows nothing of this node's. */
    OTHER;

    static Belonging of(Optional<Holder> row, Side side) {
        if (row.isEmpty() || row.get().side().equals(Set.of(row.get().owner()))) {
            return OPEN;
        }
        return Collections.disjoint(row.get().side(), side.members()) ? OTHER : SAME;
    }
}
