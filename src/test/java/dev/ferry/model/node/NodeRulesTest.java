package dev.ferry.model.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.model.ReturnCode;
import dev.ferry.model.node.NodeFact.Endpoint;
import dev.ferry.model.node.NodeRules.Resident;
import dev.ferry.model.node.NodeRules.Residents;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NodeRulesTest {
    private static final Residents NOBODY = new Residents(List.of(), 0);

    @Test
    void drainsANodeWhileAnotherTakesWorkOnItsVolumes() {
        ClusterFacts facts = facts("n1", "n2", "n3");
        assertTrue(NodeRules.drain("n1", Set.of(), facts).isEmpty());
        assertTrue(NodeRules.drain("n1", Set.of("n2"), facts).isEmpty());
        var refusal = NodeRules.drain("n1", Set.of("n2", "n3"), facts).orElseThrow();
        assertEquals(ReturnCode.INVALID_STATE, refusal.code());
        assertEquals("the node n1 is the last that takes work on the volume csv1 and csv2", refusal.message());
    }

    @Test
    void drainsTheOnlyNodeOfALocalVolumeAndOneThatIsDrainedOrGone() {
        NodeFact alone = new NodeFact("n1", Presence.UP, false, Set.of("local@n1"), Endpoint.NONE);
        assertTrue(NodeRules.drain("n1", Set.of(), new ClusterFacts(List.of(alone), false))
                .isEmpty());
        assertTrue(NodeRules.drain("n1", Set.of("n1", "n2", "n3"), facts("n1", "n2", "n3"))
                .isEmpty());
        assertTrue(NodeRules.drain("n9", Set.of(), facts("n1")).isEmpty());
    }

    @Test
    void handsOverOnlyWhatAnotherCanDo() {
        ClusterFacts facts = new ClusterFacts(
                List.of(
                        new NodeFact("n1", Presence.UP, true, Set.of("csv1", "local@n1"), Endpoint.NONE),
                        new NodeFact("n2", Presence.UP, false, Set.of("csv1"), Endpoint.NONE)),
                false);
        assertTrue(facts.shouldLeave("n1", Set.of("csv1")));
        assertFalse(facts.shouldLeave("n1", Set.of("csv1", "local@n1")));
        assertFalse(facts.shouldLeave("n2", Set.of("csv1")));
    }

    @Test
    void forgetsOnlyWhatIsNotThere() {
        for (Presence there : List.of(Presence.UP, Presence.JOINING, Presence.LEAVING, Presence.AWAITED)) {
            assertEquals(
                    ReturnCode.INVALID_STATE,
                    NodeRules.remove("n1", there, NOBODY).orElseThrow().code());
        }
        assertTrue(NodeRules.remove("n1", Presence.GONE, NOBODY).isEmpty());
        assertTrue(NodeRules.remove("n1", Presence.UNREACHABLE, NOBODY).isEmpty());
    }

    @Test
    void namesTheSystemsThatWouldBeLost() {
        List<Resident> ten = IntStream.range(0, 10)
                .mapToObj(i -> new Resident("ID" + i, "web" + i))
                .toList();
        var refusal =
                NodeRules.remove("n1", Presence.GONE, new Residents(ten, 12)).orElseThrow();
        assertEquals(ReturnCode.IN_USE, refusal.code());
        assertTrue(refusal.message().startsWith("on the local volumes of the node n1 live 12 systems: 'web0' (ID0), "));
        assertTrue(refusal.message().endsWith("'web9' (ID9) and 2 more"), refusal.message());
    }

    private static ClusterFacts facts(String... names) {
        return new ClusterFacts(
                List.of(names).stream()
                        .map(name -> new NodeFact(
                                name, Presence.UP, false, Set.of("csv1", "csv2", "local@" + name), Endpoint.NONE))
                        .toList(),
                false);
    }
}
