package dev.ferry.actor.copy;

import dev.ferry.model.node.ClusterFacts;
import java.util.List;

/** Nodes as a test says that they were heard of, with no cluster. */
public final class HeardOf {
    private HeardOf() {}

    public static void tell(StorageNodes nodes, List<StorageNodes.Member> members, ClusterFacts facts) {
        nodes.update(members, facts);
    }
}
