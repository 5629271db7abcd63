package dev.ferry.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cluster.Leases.Incarnation;
import dev.ferry.journal.database.Database;
import dev.ferry.journal.database.TestDatabase;
import dev.ferry.model.node.LeaseRules;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LeaseKeeperTest {
    private static final LeaseRules QUICK =
            new LeaseRules(Duration.ofSeconds(2), Duration.ofMillis(100), Duration.ofMillis(500));
    /** Renewed as often, for tests of which time is not the point. */
    private static final LeaseRules LONG =
            new LeaseRules(Duration.ofMinutes(1), Duration.ofMillis(100), Duration.ofMillis(500));

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private Database database;
    private Connection connection;
    private final AtomicBoolean away = new AtomicBoolean();

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.migrated();
        connection = database.connect(Duration.ofSeconds(5));
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        database.close();
    }

    @Test
    void isNotOverBeforeItsTimeByTheDatabasesClockIs() throws Exception {
        String lease = made(Duration.ofMinutes(1));
        assertFalse(NodeLeaseTable.fence(connection, lease));
        assertTrue(NodeLeaseTable.renew(connection, lease, QUICK));
    }

    @Test
    void isOverOnceItRanOutAndStaysSo() throws Exception {
        String lease = made(Duration.ofMinutes(1));
        expire(lease);
        assertTrue(NodeLeaseTable.fence(connection, lease));
        assertTrue(NodeLeaseTable.fence(connection, lease));
        assertFalse(NodeLeaseTable.renew(connection, lease, QUICK));
        assertFalse(NodeLeaseTable.make(connection, lease, "n1", QUICK));
        assertTrue(NodeLeaseTable.fence(connection, lease));
    }

    @Test
    void isRenewedAfterItRanOutWhenNobodyFencedIt() throws Exception {
        String lease = made(Duration.ofMinutes(1));
        expire(lease);
        assertTrue(NodeLeaseTable.renew(connection, lease, LONG));
        assertFalse(NodeLeaseTable.fence(connection, lease));
    }

    @Test
    void isOverAtOnceWhenItWasGivenUp() throws Exception {
        String lease = made(Duration.ofMinutes(1));
        NodeLeaseTable.giveUp(connection, lease);
        assertFalse(NodeLeaseTable.renew(connection, lease, QUICK));
        assertTrue(NodeLeaseTable.fence(connection, lease));
    }

    @Test
    void isOverWhenThereIsNoSuchRow() throws Exception {
        assertTrue(NodeLeaseTable.fence(connection, UUID.randomUUID().toString()));
    }

    @Test
    void canBeMadeTwiceWhenTheFirstAnswerWasLost() throws Exception {
        String lease = made(Duration.ofMinutes(1));
        assertTrue(NodeLeaseTable.make(connection, lease, "n1", QUICK));
    }

    @Test
    void forgetsWhatEndedADayAgoAndNothingElse() throws Exception {
        String old = made(Duration.ofMinutes(1));
        String fresh = made(Duration.ofMinutes(1));
        run("update node_lease set expires_at = clock_timestamp() - interval '2 days' where incarnation = '" + old
                + "'");
        assertEquals(1, NodeLeaseTable.forgetOld(connection));
        assertFalse(NodeLeaseTable.renew(connection, old, QUICK));
        assertTrue(NodeLeaseTable.renew(connection, fresh, QUICK));
    }

    @Test
    void givesARaceBetweenARenewalAndAFenceToExactlyOneOfThem() throws Exception {
        try (ExecutorService second = Executors.newSingleThreadExecutor();
                Connection other = database.connect(Duration.ofSeconds(5))) {
            for (int i = 0; i < 200; i++) {
                String lease = made(Duration.ofMinutes(1));
                expire(lease);
                var fenced = second.submit(() -> NodeLeaseTable.fence(other, lease));
                boolean renewed = NodeLeaseTable.renew(connection, lease, LONG);
                assertNotEquals(renewed, fenced.get(10, TimeUnit.SECONDS), "round " + i);
            }
        }
    }

    @Test
    void makesAFenceWaitForARenewalThatIsUnderWay() throws Exception {
        String lease = made(Duration.ofMinutes(1));
        expire(lease);
        try (ExecutorService second = Executors.newSingleThreadExecutor();
                Connection other = database.connect(Duration.ofSeconds(10))) {
            connection.setAutoCommit(false);
            assertTrue(NodeLeaseTable.renew(connection, lease, LONG));
            var fenced = second.submit(() -> NodeLeaseTable.fence(other, lease));
            await("the fence waits", () -> waiters() == 1);
            connection.commit();
            connection.setAutoCommit(true);
            assertFalse(fenced.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void isHeldWhileItIsRenewed() throws Exception {
        try (LeaseKeeper keeper = keeper(LONG)) {
            Incarnation begun = get(keeper.begin());
            for (int renewal = 0; renewal < 2; renewal++) {
                Instant before = end(begun.id());
                await("it is renewed", () -> end(begun.id()).isAfter(before));
                assertTrue(keeper.held(begun.id()));
                assertFalse(NodeLeaseTable.fence(connection, begun.id()));
            }
            assertEquals(begun.id(), keeper.current());
        }
    }

    @Test
    void isNotHeldAnyMoreBeforeOthersMayTakeOver() throws Exception {
        try (LeaseKeeper keeper = keeper()) {
            Incarnation begun = get(keeper.begin());
            cutOff(true);
            await("others may take over", () -> fenced(begun.id(), keeper));
            assertFalse(keeper.held(begun.id()));
            assertFalse(begun.lost().toCompletableFuture().isDone(), "nobody could tell it yet");
            cutOff(false);
            get(begun.lost());
            assertEquals("", keeper.current());
            Incarnation next = get(keeper.begin());
            assertNotEquals(begun.id(), next.id());
            await("it is held", () -> keeper.held(next.id()));
            assertFalse(keeper.held(begun.id()));
        }
    }

    @Test
    void keepsTheIncarnationOverAnOutageOfTheDatabase() throws Exception {
        try (LeaseKeeper keeper = keeper()) {
            Incarnation begun = get(keeper.begin());
            cutOff(true);
            await("its time is up", () -> !keeper.held(begun.id()));
            cutOff(false);
            await("it is renewed", () -> keeper.held(begun.id()));
            assertFalse(begun.lost().toCompletableFuture().isDone());
        }
    }

    @Test
    void beginsWhenTheDatabaseIsThere() throws Exception {
        away.set(true);
        try (LeaseKeeper keeper = keeper()) {
            var begun = keeper.begin().toCompletableFuture();
            assertFalse(keeper.held(keeper.current()));
            away.set(false);
            String id = get(begun).id();
            await("it is held", () -> keeper.held(id));
        }
    }

    @Test
    void letsOthersTakeOverAtOnceWhenItGivesUp() throws Exception {
        try (LeaseKeeper keeper = keeper()) {
            Incarnation begun = get(keeper.begin());
            get(keeper.giveUp());
            assertFalse(keeper.held(begun.id()));
            assertTrue(NodeLeaseTable.fence(connection, begun.id()));
        }
    }

    @Test
    void asksOnceForAllThatWantToKnowAndNeverGuesses() throws Exception {
        AtomicLong now = new AtomicLong();
        String lease = made(Duration.ofMinutes(1));
        LeaseQuestions questions = new LeaseQuestions(database.dataSource(), Runnable::run, now::get);
        assertFalse(get(questions.isOver(lease)));
        expire(lease);
        assertFalse(get(questions.isOver(lease)), "the answer is still good");
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertTrue(get(questions.isOver(lease)));
        database.close();
        assertTrue(get(questions.isOver(lease)), "over is for ever");
        assertFalse(get(questions.isOver(UUID.randomUUID().toString())), "no answer is not a yes");
    }

    private LeaseKeeper keeper() {
        return keeper(QUICK);
    }

    private LeaseKeeper keeper(LeaseRules rules) {
        return new LeaseKeeper(
                () -> {
                    if (away.get()) {
                        throw new SQLException("the database is away");
                    }
                    return database.connect(Duration.ofSeconds(2));
                },
                "n1",
                rules,
                System::nanoTime);
    }

    /** Ends the connections that are there, and lets no new one be made. */
    private void cutOff(boolean cut) throws SQLException {
        away.set(cut);
        if (cut) {
            run("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()"
                    + " and pid <> pg_backend_pid() and query like '%node_lease%'");
        }
    }

    private boolean fenced(String incarnation, LeaseKeeper keeper) {
        try {
            // In this order: between the two it can only run out.
            boolean over = NodeLeaseTable.fence(connection, incarnation);
            assertFalse(over && keeper.held(incarnation), "it was taken over while it was held");
            return over;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private String made(Duration ttl) throws SQLException {
        String lease = UUID.randomUUID().toString();
        assertTrue(NodeLeaseTable.make(
                connection, lease, "n1", new LeaseRules(ttl, Duration.ofSeconds(1), ttl.dividedBy(2))));
        return lease;
    }

    private void expire(String lease) throws SQLException {
        run("update node_lease set expires_at = clock_timestamp() - interval '1 millisecond' where incarnation = '"
                + lease + "'");
    }

    /** When it is over, as its row says. */
    private Instant end(String lease) {
        String sql = "select expires_at from node_lease where incarnation = '" + lease + "'";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertTrue(row.next(), lease);
            return row.getObject(1, OffsetDateTime.class).toInstant();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int waiters() {
        try (Connection third = database.dataSource().getConnection();
                Statement statement = third.createStatement();
                ResultSet row = statement.executeQuery(
                        "select count(*) from pg_stat_activity where datname = current_database()"
                                + " and wait_event_type = 'Lock'")) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - deadline < 0, "not in time: " + what);
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
}
