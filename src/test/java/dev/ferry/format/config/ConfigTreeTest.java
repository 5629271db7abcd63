package dev.ferry.format.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ConfigTreeTest {
    private static final ConfigTree TREE =
            ConfigTree.empty().with("properties/name", "web").with("properties/version", 1280);

    @Test
    void findsWhatAPathLeadsTo() {
        assertEquals(Optional.of("web"), TREE.string("properties/name"));
        assertEquals(Optional.of(ConfigValue.of(1280)), TREE.value("properties/version"));
        assertTrue(TREE.branch("properties").isPresent());
        assertTrue(TREE.string("properties/version").isEmpty());
        assertTrue(TREE.node("properties/name/deeper").isEmpty());
        assertTrue(TREE.node("nowhere/name").isEmpty());
    }

    @Test
    void makesBranchesOnTheWayAndLeavesTheOldTreeAsItWas() {
        ConfigTree changed = TREE.with("a/b/c", true).with("properties/name", "db");

        assertEquals(Optional.of(ConfigValue.of(true)), changed.value("a/b/c"));
        assertEquals(Optional.of("db"), changed.string("properties/name"));
        assertEquals(Optional.of("web"), TREE.string("properties/name"));
        assertTrue(TREE.node("a").isEmpty());
    }

    @Test
    void sortsByNameAndKeepsTheOrderOfOnesWithTheSameName() {
        Branch branch = new Branch(
                "metrics",
                List.of(leaf("value", "z"), leaf("metric", "2"), leaf("VDEVVersion", "1"), leaf("metric", "1")));

        assertEquals(
                List.of(leaf("VDEVVersion", "1"), leaf("metric", "2"), leaf("metric", "1"), leaf("value", "z")),
                branch.children());
    }

    @Test
    void changesTheFirstOfOneNameAndRemovesAll() {
        Branch branch = new Branch("b", List.of(leaf("metric", "1"), leaf("metric", "2")));

        assertEquals(
                List.of(leaf("metric", "x"), leaf("metric", "2")),
                branch.with("metric", "x").children());
        assertEquals(List.of(), branch.without("metric").children());
    }

    @Test
    void removingWhatIsNotThereChangesNothing() {
        assertEquals(
                TREE, TREE.without("properties/missing").without("missing/name").without("properties/name/x"));
    }

    @Test
    void nobodyCanChangeBytesFromOutside() {
        byte[] mine = {1, 2, 3};
        ConfigValue.BytesValue value = new ConfigValue.BytesValue(mine);
        mine[0] = 9;
        value.bytes()[1] = 9;

        assertArrayEquals(new byte[] {1, 2, 3}, value.bytes());
        assertEquals(ConfigValue.of(new byte[] {1, 2, 3}), value);
    }

    private static Leaf leaf(String name, String text) {
        return new Leaf(name, ConfigValue.of(text));
    }
}
