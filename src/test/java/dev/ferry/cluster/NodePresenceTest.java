package dev.ferry.cluster;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.journal.database.Database;
import dev.ferry.journal.database.DatabaseRefused;
import dev.ferry.journal.database.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
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
            one.isUp(() -> new Side("a#1", Set.of("a#1")));
            assertFalse(two.mayFoundAfterAWhile());
            one.isAway();
            assertTrue(two.mayFoundAfterAWhile());
        }
    }

    /** Cut off right after it founded, or asleep between that and its joining itself. */
    @Test
    void endsAFounderWhenAnotherClusterWasFoundedMeanwhile() throws Exception {
        try (NodePresence one = NodePresence.claim(database, "node1")) {
            assertTrue(one.mayFound());
            one.isUp(() -> new Side("a#1", Set.of("a#1")));
            execute("update cluster_lease set owner = 'later', side = '{b#1,c#1}' where name = 'founding'");
            assertTrue(ended(one).contains("another cluster"));
        }
    }

    @Test
    void learnsTheGenerationOfTheClusterThatItJoined() throws Exception {
        Set<String> both = Set.of("a#1", "b#1");
        try (NodePresence two = NodePresence.claim(database, "node2");
                NodePresence three = NodePresence.claim(database, "node3")) {
            try (NodePresence one = NodePresence.claim(database, "node1")) {
                assertTrue(one.mayFound());
                one.isUp(() -> new Side("a#1", both));
                awaitTrue("select 'b#1' = any(side) from cluster_lease where name = 'founding'");
                two.isUp(() -> new Side("b#1", both));
            }
            execute("update cluster_lease set expires_at = clock_timestamp() where name = 'founding'");
            awaitTrue("select expires_at > clock_timestamp() from cluster_lease where name = 'founding'");
            assertFalse(three.mayFoundAfterAWhile());
            assertFalse(two.ended().toCompletableFuture().isDone());
        }
    }

    /** Of two that could have founded one was slower, and was let in by the other's cluster, or the cluster by it. */
    @Test
    void takesForItsOwnAClusterThatHasOneOfItsMembers() throws Exception {
        try (NodePresence one = NodePresence.claim(database, "node1")) {
            assertTrue(one.mayFound());
            execute("update cluster_lease set owner = 'later', side = '{b#1}' where name = 'founding'");
            one.isUp(() -> new Side("a#1", Set.of("a#1"), Set.of("a#1", "b#1")));
            awaitTrue("select owner = 'later' and side = '{a#1}' from cluster_lease where name = 'founding'");
            assertFalse(one.ended().toCompletableFuture().isDone());
        }
    }

    @Test
    void leavesAClusterWhoseDatabaseWasAwayTheTimeToTellThatItLives() throws Exception {
        try (NodePresence one = NodePresence.claim(database, "node1");
                NodePresence two = NodePresence.claim(database, "node2")) {
            assertTrue(one.mayFound());
            one.isUp(() -> new Side("a#1", Set.of("a#1")));
            execute("alter table cluster_lease rename to away");
            awaitTrue("select bool_and(expires_at <= clock_timestamp()) from away");
            execute("alter table away rename to cluster_lease");
            assertFalse(two.mayFoundAfterAWhile());
            awaitTrue("select bool_and(expires_at > clock_timestamp()) from cluster_lease");
            assertFalse(one.ended().toCompletableFuture().isDone());
            assertFalse(two.ended().toCompletableFuture().isDone());
        }
    }

    @Test
    void endsWhenAnotherProcessThatLivesHasItsName() throws Exception {
        try (NodePresence one = NodePresence.claim(database, "node1")) {
            execute("update cluster_lease set owner = 'another', expires_at = 'infinity' where name = 'node/node1'");
            assertTrue(ended(one).contains("'node1'"));
        }
        assertThrows(DatabaseRefused.class, () -> NodePresence.claim(database, "node1"));
    }

    private static String ended(NodePresence presence) throws Exception {
        return presence.ended().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private void awaitTrue(String sql) throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            while (true) {
                try (var rows = statement.executeQuery(sql)) {
                    if (rows.next() && rows.getBoolean(1)) {
                        return;
                    }
                }
                Thread.onSpinWait();
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
