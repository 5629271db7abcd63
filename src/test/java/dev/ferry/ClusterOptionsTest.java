package dev.ferry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ClusterOptionsTest {
    private static ClusterOptions parse(String... args) throws Unusable {
        return ClusterOptions.parse(args, Map.of("FERRY_DATA", "/srv/x"));
    }

    @Test
    void meanThreeNodesThatAreStartedAgain() throws Unusable {
        assertEquals(new ClusterOptions(3, Path.of("/srv/x"), true, Map.of()), parse());
    }

    @Test
    void takeWhatIsGiven() throws Unusable {
        assertEquals(
                new ClusterOptions(
                        5, Path.of("/srv/y"), false, Map.of("ferry.jobs.recent", "1m", "ferry.networks", "[a]")),
                parse(
                        "--nodes",
                        "5",
                        "--no-restart",
                        "--data",
                        "/srv/y",
                        "--set",
                        "ferry.jobs.recent=1m",
                        "--set",
                        "ferry.networks=[a]"));
    }

    @Test
    void refuseWhatMakesNoSense() {
        assertRefused("--nodes", "--nodes");
        assertRefused("between 1 and 9", "--nodes", "0");
        assertRefused("between 1 and 9", "--nodes", "10");
        assertRefused("between 1 and 9", "--nodes", "many");
        assertRefused("--colour", "--colour", "red");
        assertRefused("KEY=VALUE", "--set", "ferry.node.name");
        assertRefused("ferry.node.name", "--set", "ferry.node.name=x");
        assertRefused("ferry.wsman.port", "--set", "ferry.wsman.port=1");
    }

    private static void assertRefused(String part, String... args) {
        var refusal = assertThrows(Unusable.class, () -> parse(args));
        assertTrue(refusal.getMessage().contains(part), refusal.getMessage());
    }

    @Test
    void giveEachNodeItsOwnNamePortsAndFolderAndAllTheSameSeeds() throws Unusable {
        List<ChildPlan> plans = ChildPlan.of(parse());
        Set<Integer> ports = new HashSet<>();
        for (ChildPlan plan : plans) {
            ports.addAll(List.of(plan.http(), plan.remote(), plan.wsman(), plan.cimxml()));
            Config config = ConfigFactory.parseString(plan.config(plans, Path.of("/srv/x/volumes/csv1")));
            assertEquals(plan.name(), config.getString("ferry.node.name"));
            assertEquals(
                    plans.stream().map(each -> "127.0.0.1:" + each.remote()).toList(),
                    config.getStringList("ferry.cluster.seeds"));
            Config first = config.getConfigList("ferry.volumes").getFirst();
            assertEquals("csv1", first.getString("name"));
            assertTrue(first.getBoolean("shared"));
            assertEquals(List.of("C:\\ClusterStorage\\Volume1"), first.getStringList("aliases"));
            assertEquals(
                    plan.data().resolve("volumes/local").toString(),
                    config.getConfigList("ferry.volumes").getLast().getString("path"));
        }
        assertEquals(12, ports.size());
        assertEquals(
                List.of("node1", "node2", "node3"),
                plans.stream().map(ChildPlan::name).toList());
        assertEquals(Path.of("/srv/x/nodes/node2"), plans.get(1).data());
    }

    @Test
    void tellANodeInTheLineThatScriptsRead() {
        var plan = new ChildPlan("node2", Path.of("/srv/x"), 8421, 25521, 5985, 5988);
        assertEquals(
                "node node2 url=http://127.0.0.1:8421 pid=77 wsman=5985 cimxml=5988",
                plan.line("http://127.0.0.1:8421", 77));
    }
}
