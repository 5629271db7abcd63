package dev.ferry.cluster;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.journal.database.Database;
import dev.ferry.journal.database.DatabaseRefused;
import dev.ferry.journal.database.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NodePresenceTest {
    private Database database;

    @BeforeEach
    void open() {
        database = TestDatabase.migrated();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void refusesANameThatANodeThatLivesHas() {
        try (NodePresence _ = NodePresence.claim(database, "node1");
                NodePresence _ = NodePresence.claim(database, "node2")) {
            var refusal = assertThrows(DatabaseRefused.class, () -> NodePresence.claim(database, "node1"));
            assertTrue(refusal.getMessage().contains("'node1'"), refusal.getMessage());
            assertTrue(refusal.getMessage().contains("ferry.node.name"), refusal.getMessage());
        }
        NodePresence.claim(database, "node1").close();
    }

    @Test
    void takesTheNameOfANodeThatWasKilled() throws SQLException {
        try (LeaseTable killed = new LeaseTable(database)) {
            killed.take("node/node1", "killed", Duration.ofSeconds(2));
        }
        NodePresence.claim(database, "node1").close();
    }

    @Test
    void letsOneNodeFoundTheClusterAndNobodyWhileANodeIsUp() {
        try (NodePresence one = NodePresence.claim(database, "node1");
                NodePresence two = NodePresence.claim(database, "node2")) {
            assertTrue(one.mayFound());
            assertTrue(one.mayFound());
            assertFalse(two.mayFound());
            one.isUp();
            assertFalse(two.mayFoundAfterAWhile());
            one.isAway();
            assertTrue(two.mayFoundAfterAWhile());
        }
    }
}
