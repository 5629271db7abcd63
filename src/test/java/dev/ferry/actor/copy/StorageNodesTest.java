package dev.ferry.actor.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ferry.model.node.ClusterFacts;
import dev.ferry.model.node.NodeFact;
import dev.ferry.model.node.Presence;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StorageNodesTest {
    private static final Set<String> SHARED = Set.of("csv1");
    private static final Set<String> BOTH = Set.of("csv1", "local@n1");

    @Test
    void choosesTheNodeThatHasWhatIsWishedToo() {
        assertEquals(Optional.of("n1"), chosen(nodes(false), SHARED, BOTH));
    }

    @Test
    void choosesNoDrainedNodeForAWishWhenAnotherHasWhatItTakes() {
        assertEquals(Optional.of("n2"), chosen(nodes(true), SHARED, BOTH));
        assertEquals(Optional.of("n1"), chosen(nodes(true), BOTH, BOTH), "the only one that can");
    }

    @Test
    void choosesNoProcessThatIsOver() {
        StorageNodes nodes = nodes(true);
        nodes.over("i2");
        assertEquals(Optional.of("n1"), chosen(nodes, SHARED, BOTH));
    }

    private static Optional<String> chosen(StorageNodes nodes, Set<String> volumes, Set<String> wished) {
        return nodes.having(volumes, wished).map(StorageNodes.Member::node);
    }

    /** The first has a volume of its own, and is drained or not; the third is the one that asks and has nothing. */
    private static StorageNodes nodes(boolean drained) {
        StorageNodes nodes = new StorageNodes("n3");
        nodes.update(
                List.of(member("n1", "i1", BOTH), member("n2", "i2", SHARED), member("n3", "i3", Set.of())),
                new ClusterFacts(
                        List.of(fact("n1", drained, BOTH), fact("n2", false, SHARED), fact("n3", false, Set.of())),
                        false));
        return nodes;
    }

    private static StorageNodes.Member member(String node, String incarnation, Set<String> volumes) {
        return new StorageNodes.Member(node, incarnation, "", Set.of(), volumes, "", null);
    }

    private static NodeFact fact(String node, boolean drained, Set<String> volumes) {
        return new NodeFact(node, Presence.UP, drained, volumes, NodeFact.Endpoint.NONE);
    }
}
