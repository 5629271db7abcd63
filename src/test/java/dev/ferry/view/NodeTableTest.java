package dev.ferry.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.journal.database.Database;
import dev.ferry.journal.database.TestDatabase;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.node.KnownNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NodeTableTest {
    private Database database;
    private NodeTable nodes;

    @BeforeEach
    void open() {
        database = TestDatabase.migrated();
        nodes = new NodeTable(database.dataSource());
        nodes.announce("n1", "ferry@a:1", "1");
        nodes.announce("n2", "ferry@b:1", "1");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void keepsADrainOverRestartsUntilItIsResumed() {
        assertTrue(drain("n1").isEmpty());
        nodes.announce("n1", "ferry@a:2", "2");
        KnownNode drained = node("n1");
        assertTrue(drained.isDrained());
        assertEquals("anna ferry@a:2 2", drained.drainedBy() + " " + drained.address() + " " + drained.version());
        nodes.resume("n1");
        assertFalse(node("n1").isDrained());
    }

    @Test
    void forgetsANodeUntilItStartsAsANewOne() {
        drain("n1");
        nodes.remove("n1");
        nodes.seen("n1");
        assertEquals(List.of("n2"), nodes.list().stream().map(KnownNode::name).toList());
        nodes.announce("n1", "ferry@a:3", "1");
        assertFalse(node("n1").isDrained());
    }

    @Test
    void drainsOneOfTwoThatMayNotBothBe() throws Exception {
        List<Callable<Optional<Refusal>>> both =
                List.of(() -> unlessAnother("n1"), () -> unlessAnother("n2"), () -> unlessAnother("n1"));
        int done = 0;
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Optional<Refusal>> one : callers.invokeAll(both)) {
                done += one.get().isEmpty() ? 1 : 0;
            }
        }
        long drained = nodes.list().stream().filter(KnownNode::isDrained).count();
        assertEquals(1, drained);
        assertTrue(done >= 1, "n1 may be drained twice, n2 not beside it: " + done);
    }

    private Optional<Refusal> unlessAnother(String name) {
        return nodes.drain(
                name,
                "anna",
                drained -> Set.of(name).containsAll(drained)
                        ? Optional.empty()
                        : Optional.of(new Refusal(ReturnCode.INVALID_STATE, "the last", "resume the other")));
    }

    private Optional<Refusal> drain(String name) {
        return nodes.drain(name, "anna", _ -> Optional.empty());
    }

    private KnownNode node(String name) {
        return nodes.list().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
