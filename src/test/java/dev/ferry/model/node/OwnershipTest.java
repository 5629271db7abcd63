package dev.ferry.model.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.model.Guid;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SystemId;
import dev.ferry.model.node.NodeFact.Endpoint;
import dev.ferry.model.system.SystemState;
import dev.ferry.testkit.Samples;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class OwnershipTest {
    private static final Set<String> SHARED = Set.of("csv1");
    private static final Set<String> LOCAL = Set.of("csv1", "local@n2");
    private static final List<SystemId> SYSTEMS = IntStream.range(0, 2_000)
            .mapToObj(i -> new SystemId(Guid.derived("system " + i)))
            .toList();

    @Test
    void isTheHomeWhileItCanBe() {
        ClusterFacts facts = facts(up("n1"), up("n2"), up("n3"));
        assertEquals(new Standing.AtHome("n2"), Ownership.standing("n2", SHARED, facts));
        assertEquals(new Standing.AtHome("n2"), Ownership.standing("n2", LOCAL, facts));
    }

    @Test
    void isAnotherWithTheVolumesWhenTheHomeIsLostOrDrainedOrWithoutThem() {
        Standing others = new Standing.Spread("n2", List.of("n1", "n3"));
        for (NodeFact home : List.of(
                with("n2", Presence.GONE),
                with("n2", Presence.UNREACHABLE),
                with("n2", Presence.LEAVING),
                drained("n2"),
                new NodeFact("n2", Presence.UP, false, Set.of(), Endpoint.NONE))) {
            NodeFact elsewhere = new NodeFact("n4", Presence.UP, false, Set.of("csv2"), Endpoint.NONE);
            assertEquals(others, Ownership.standing("n2", SHARED, facts(up("n1"), home, up("n3"), elsewhere)));
        }
        assertEquals(others, Ownership.standing("n2", SHARED, facts(up("n1"), up("n3"))));
    }

    @Test
    void staysWithADrainedHomeThatAloneHasTheFiles() {
        ClusterFacts facts = facts(up("n1"), drained("n2"));
        assertEquals(new Standing.AtHome("n2"), Ownership.standing("n2", LOCAL, facts));
        assertEquals(new Standing.AtHome("n2"), Ownership.standing("n2", SHARED, facts(drained("n2"))));
        assertEquals(
                new Standing.Spread("n1", List.of("n2")),
                Ownership.standing("n1", SHARED, facts(drained("n2"))),
                "a drained node is better than none");
    }

    @Test
    void isNobodyWhoCanReachTheFilesOfALostNode() {
        var web = Samples.realized(SystemState.OFF, List.of());
        ClusterFacts nobody = facts(new NodeFact("n9", Presence.UP, false, Set.of("csv2"), Endpoint.NONE));
        assertEquals("node1", Ownership.owner(web, nobody));
        var refusal = Ownership.unavailable(web, nobody).orElseThrow();
        assertEquals(ReturnCode.NOT_AVAILABLE, refusal.code());
        assertEquals("the system 'web' is on node node1, which is lost", refusal.message());
        assertTrue(refusal.remedy().contains("node1"), refusal.remedy());
        assertTrue(Ownership.standing("n2", LOCAL, facts(up("n1"), up("n3"))) instanceof Standing.Lost);
        NodeFact offline = new NodeFact("n2", Presence.UP, false, SHARED, Endpoint.NONE);
        assertTrue(Ownership.standing("n2", LOCAL, facts(up("n1"), offline))
                        instanceof Standing.Lost(var _, var why, var _)
                && why.equals("node n2, where the volume local@n2 is offline"));
    }

    @Test
    void isTheHomeForOneThatHasOnlyJustBegunToListen() {
        ClusterFacts early = new ClusterFacts(List.of(up("n1")), true);
        assertEquals(new Standing.AtHome("n2"), Ownership.standing("n2", SHARED, early));
        assertEquals(new Standing.AtHome("n2"), Ownership.standing("n2", LOCAL, early));
    }

    @Test
    void movesOnlyTheSystemsOfTheNodeThatIsLostAndSpreadsThem() {
        List<String> homes = List.of("n1", "n2", "n3", "n4");
        ClusterFacts before = facts(up("n1"), up("n2"), up("n3"), up("n4"));
        ClusterFacts after = facts(up("n1"), with("n2", Presence.UNREACHABLE), up("n3"), up("n4"));
        Map<String, Integer> moved = new HashMap<>();
        for (int i = 0; i < SYSTEMS.size(); i++) {
            String home = homes.get(i % homes.size());
            String now = owner(SYSTEMS.get(i), home, after);
            assertEquals(home, owner(SYSTEMS.get(i), home, before));
            if (home.equals("n2")) {
                moved.merge(now, 1, Integer::sum);
            } else {
                assertEquals(home, now);
            }
        }
        assertEquals(Set.of("n1", "n3", "n4"), moved.keySet());
        int share = SYSTEMS.size() / homes.size() / 3;
        moved.forEach((node, count) -> assertTrue(
                count > share * 3 / 4 && count < share * 5 / 4, node + " was given " + count + " of about " + share));
    }

    /** All systems have lost their home: who joins takes its share from each, and nothing else changes. */
    @Test
    void givesOneThatJoinsItsShareAndChangesNothingElse() {
        ClusterFacts before = facts(up("n1"), up("n2"), up("n3"));
        ClusterFacts after = facts(up("n1"), up("n2"), up("n3"), up("n4"));
        int taken = 0;
        for (SystemId system : SYSTEMS) {
            String was = owner(system, "gone", before);
            String now = owner(system, "gone", after);
            assertTrue(now.equals(was) || now.equals("n4"), was + " -> " + now);
            taken += now.equals(was) ? 0 : 1;
        }
        assertTrue(taken > SYSTEMS.size() / 5 && taken < SYSTEMS.size() * 3 / 10, "taken: " + taken);
    }

    @Test
    void isTheSameInWhateverOrderTheNodesWereHeard() {
        List<NodeFact> all = new ArrayList<>(List.of(up("n1"), up("n2"), up("n3")));
        ClusterFacts one = new ClusterFacts(all, false);
        ClusterFacts other = new ClusterFacts(all.reversed(), false);
        SYSTEMS.forEach(system -> assertEquals(owner(system, "gone", one), owner(system, "gone", other)));
    }

    /** Rolling upgrades: every build has to come to the same owner. */
    @Test
    void weighsAsItAlwaysDid() {
        assertEquals("D351C151-DAC7-4042-B434-B72D522C1E4A", Samples.WEB.value());
        assertEquals(
                "2df5380b2b89e956",
                HexFormat.of().formatHex(Ownership.weight(Samples.WEB, "n1")).substring(0, 16));
    }

    @Test
    void countsTheDefinitionAndTheHardDisks() {
        assertEquals(Set.of("csv1"), Ownership.volumesOf(Samples.realized(SystemState.OFF, List.of())));
    }

    private static String owner(SystemId system, String home, ClusterFacts facts) {
        return Ownership.owner(system, Ownership.standing(home, SHARED, facts));
    }

    private static ClusterFacts facts(NodeFact... nodes) {
        return new ClusterFacts(List.of(nodes), false);
    }

    private static NodeFact up(String name) {
        return new NodeFact(name, Presence.UP, false, Set.of("csv1", "local@" + name), Endpoint.NONE);
    }

    private static NodeFact drained(String name) {
        return new NodeFact(name, Presence.UP, true, Set.of("csv1", "local@" + name), Endpoint.NONE);
    }

    private static NodeFact with(String name, Presence presence) {
        return new NodeFact(name, presence, false, Set.of("csv1", "local@" + name), Endpoint.NONE);
    }
}
