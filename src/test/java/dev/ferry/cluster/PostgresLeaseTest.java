package dev.ferry.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import dev.ferry.journal.database.Database;
import dev.ferry.journal.database.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.coordination.lease.LeaseException;
import org.apache.pekko.coordination.lease.LeaseSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PostgresLeaseTest {
    private static final Duration DEAD_SOON = Duration.ofMillis(1500);

    private Database database;
    private final AtomicLong aheadNanos = new AtomicLong();
    private final AtomicInteger halvesEnded = new AtomicInteger();

    @BeforeEach
    void open() {
        database = TestDatabase.migrated();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private PostgresLease lease(String owner) {
        Side alone = Side.alone(owner + "#" + UUID.randomUUID());
        return new PostgresLease(settings(owner), new LeaseTable(database), () -> alone, this::endHalf, this::nanoTime);
    }

    private void endHalf() {
        halvesEnded.incrementAndGet();
    }

    private long nanoTime() {
        return System.nanoTime() + aheadNanos.get();
    }

    /** As Pekko gives it back: long after it was asked for. */
    private boolean givenBack(PostgresLease lease) throws Exception {
        aheadNanos.addAndGet(Duration.ofSeconds(4).toNanos());
        return await(lease.release());
    }

    private Optional<String> owner() throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select owner from cluster_lease where name = 'split' and expires_at > '-infinity'")) {
            return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
        }
    }

    private static LeaseSettings settings(String owner) {
        return LeaseSettings.apply(
                ConfigFactory.parseString(
                        "heartbeat-timeout = 4s, heartbeat-interval = 500ms, lease-operation-timeout = 9s"),
                "split",
                owner);
    }

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void letsOneHalfDecideAndTellsTheOtherThatItMayNot() throws Exception {
        PostgresLease one = lease("a:1");
        PostgresLease two = lease("b:1");
        assertTrue(await(one.acquire()));
        assertFalse(await(two.acquire()));
        assertTrue(givenBack(one));
        assertEquals(Optional.empty(), owner());
        assertTrue(await(two.acquire()));
        assertTrue(givenBack(two));
    }

    @Test
    void waitsForTheEndOfOneWhoseHolderDied() throws Exception {
        try (LeaseTable dead = new LeaseTable(database)) {
            dead.take("split", "dead", DEAD_SOON);
            PostgresLease one = lease("a:1");
            assertTrue(await(one.acquire()));
            assertTrue(givenBack(one));
        }
    }

    @Test
    void doesNotInheritFromAnEarlierProcessWithTheSameAddress() throws Exception {
        PostgresLease earlier = lease("a:1");
        assertTrue(await(earlier.acquire()));
        assertFalse(await(lease("a:1").acquire()));
        assertTrue(givenBack(earlier));
    }

    private PostgresLease reaching(String self, AtomicReference<Set<String>> reached) {
        return new PostgresLease(
                settings(self),
                new LeaseTable(database),
                () -> new Side(self, reached.get()),
                this::endHalf,
                this::nanoTime);
    }

    @Test
    void isTakenOverByANodeOfTheSameHalf() throws Exception {
        PostgresLease one = reaching("a#1", new AtomicReference<>(Set.of("a#1", "b#1")));
        PostgresLease two = reaching("b#1", new AtomicReference<>(Set.of("a#1", "b#1")));
        assertTrue(await(one.acquire()));
        assertTrue(await(two.acquire()));
        assertTrue(givenBack(one));
        assertEquals(Optional.of("b#1"), owner());
        assertTrue(givenBack(two));
    }

    @Test
    void isNotTakenOverByOneThatTheHolderHasLeftBehind() throws Exception {
        PostgresLease one = reaching("a#1", new AtomicReference<>(Set.of("a#1")));
        PostgresLease two = reaching("b#1", new AtomicReference<>(Set.of("a#1", "b#1")));
        assertTrue(await(one.acquire()));
        assertFalse(await(two.acquire()));
        assertTrue(givenBack(one));
    }

    @Test
    void isNotTakenOverFromOneThatTheTakerDoesNotReach() throws Exception {
        PostgresLease one = reaching("a#1", new AtomicReference<>(Set.of("a#1", "b#1")));
        PostgresLease two = reaching("b#1", new AtomicReference<>(Set.of("b#1")));
        assertTrue(await(one.acquire()));
        assertFalse(await(two.acquire()));
        assertTrue(givenBack(one));
    }

    @Test
    void isGivenBackByOneThatHasLeft() throws Exception {
        AtomicReference<Set<String>> reached = new AtomicReference<>(Set.of("a#1"));
        PostgresLease one = reaching("a#1", reached);
        PostgresLease two = reaching("b#1", new AtomicReference<>(Set.of("b#1")));
        assertTrue(await(one.acquire()));
        reached.set(Set.of());
        while (owner().isPresent()) {
            Thread.onSpinWait();
        }
        assertTrue(await(two.acquire()));
        assertTrue(givenBack(two));
    }

    @Test
    void isTakenOverByOneThatJoinedAfterTheDecision() throws Exception {
        AtomicReference<Set<String>> reached = new AtomicReference<>(Set.of("a#1"));
        PostgresLease one = reaching("a#1", reached);
        PostgresLease two = reaching("b#1", new AtomicReference<>(Set.of("a#1", "b#1")));
        assertTrue(await(one.acquire()));
        reached.set(Set.of("a#1", "b#1"));
        while (!await(two.acquire())) {
            assertEquals(Optional.of("a#1"), owner());
        }
        assertTrue(givenBack(two));
    }

    @Test
    void hasNotGotWhatNobodyKnows() {
        PostgresLease one = new PostgresLease(
                settings("a:1"),
                new LeaseTable("jdbc:postgresql://127.0.0.1:1/ferry", "ferry", "secret"),
                () -> Side.alone("a:1"),
                this::endHalf,
                this::nanoTime);
        var failure = assertThrows(ExecutionException.class, () -> await(one.acquire()));
        assertInstanceOf(LeaseException.class, failure.getCause());
    }

    @Test
    void tellsThatItWasLost() throws Exception {
        CompletableFuture<Boolean> lost = new CompletableFuture<>();
        PostgresLease one = lease("a:1");
        assertTrue(await(one.acquire(why -> lost.complete(why.isEmpty()))));
        execute("update cluster_lease set owner = 'another'");
        assertTrue(await(lost));
    }

    /** A renewal finds the row of the half that went on meanwhile, also when that has given it back since. */
    @ParameterizedTest
    @ValueSource(strings = {"infinity", "-infinity"})
    void endsItsHalfWhenTheOtherHalfHasGotIt(String expiresAt) throws Exception {
        CompletableFuture<Boolean> lost = new CompletableFuture<>();
        PostgresLease one = reaching("a#1", new AtomicReference<>(Set.of("a#1", "b#1")));
        assertTrue(await(one.acquire(_ -> lost.complete(true))));
        execute("update cluster_lease set owner = 'c#1', side = '{c#1}', expires_at = '" + expiresAt + "'");
        assertTrue(await(lost));
        assertEquals(1, halvesEnded.get());
    }

    @Test
    void doesNotEndItsHalfWhenThatHasGotItStill() throws Exception {
        CompletableFuture<Boolean> lost = new CompletableFuture<>();
        PostgresLease one = reaching("a#1", new AtomicReference<>(Set.of("a#1", "b#1")));
        PostgresLease two = reaching("b#1", new AtomicReference<>(Set.of("a#1", "b#1")));
        assertTrue(await(one.acquire(_ -> lost.complete(true))));
        assertTrue(await(two.acquire()));
        assertTrue(await(lost));
        assertEquals(0, halvesEnded.get());
        assertTrue(givenBack(two));
    }

    /** The other half asks while the row is over and the database comes back: it must not be quicker than the holder. */
    @Test
    void staysWithAHolderWhoseDatabaseWasAwayUntilItWasOver() throws Exception {
        PostgresLease one = reaching("a#1", new AtomicReference<>(Set.of("a#1")));
        PostgresLease two = reaching("c#1", new AtomicReference<>(Set.of("c#1")));
        assertTrue(await(one.acquire()));
        execute("alter table cluster_lease rename to away");
        awaitTrue("select expires_at <= clock_timestamp() from away where name = 'split'");
        CompletionStage<Boolean> asked = two.acquire();
        execute("alter table away rename to cluster_lease");
        assertFalse(await(asked));
        assertEquals(Optional.of("a#1"), owner());
        assertEquals(0, halvesEnded.get());
        assertTrue(givenBack(one));
    }

    @Test
    void watchesWhatIsOverBeforeItTakesIt() throws Exception {
        try (LeaseTable dead = new LeaseTable(database)) {
            dead.take("split", "dead", Duration.ZERO);
        }
        long asked = System.nanoTime();
        PostgresLease one = lease("a:1");
        assertTrue(await(one.acquire()));
        assertTrue(System.nanoTime() - asked >= Watch.QUIET.toNanos());
        assertTrue(givenBack(one));
    }

    @Test
    void goesOnRenewingAfterAFailure() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Side alone = Side.alone("a#1");
        PostgresLease one = new PostgresLease(
                settings("a:1"),
                new LeaseTable(database),
                () -> {
                    if (asked.incrementAndGet() == 2) {
                        throw new IllegalStateException("the actors are in between");
                    }
                    return alone;
                },
                this::endHalf,
                this::nanoTime);
        assertTrue(await(one.acquire()));
        execute("update cluster_lease set expires_at = clock_timestamp()");
        awaitTrue("select expires_at > clock_timestamp() from cluster_lease where name = 'split'");
        assertTrue(asked.get() > 2);
        assertTrue(givenBack(one));
    }

    /** Pekko's resolver does both in one turn when a fault falls a minute after the last decision. */
    @Test
    void isNotGivenBackWithTheDecisionBefore() throws Exception {
        PostgresLease one = reaching("a#1", new AtomicReference<>(Set.of("a#1")));
        assertTrue(await(one.acquire()));
        aheadNanos.addAndGet(Duration.ofMinutes(1).toNanos());
        CompletionStage<Boolean> again = one.acquire();
        assertFalse(await(one.release()));
        assertTrue(await(again));
        assertFalse(await(reaching("b#1", new AtomicReference<>(Set.of("b#1"))).acquire()));
        assertEquals(Optional.of("a#1"), owner());
    }

    @Test
    void isTakenAnewForEachDecision() throws Exception {
        PostgresLease one = lease("a:1");
        assertTrue(await(one.acquire()));
        assertFalse(one.checkLease());
    }

    @Test
    void isRenewedWhileItIsHeld() throws Exception {
        PostgresLease one = lease("a:1");
        assertTrue(await(one.acquire()));
        try (LeaseTable other = new LeaseTable(database)) {
            var first = other.take("split", "b", DEAD_SOON).orElseThrow();
            Patience patience = new Patience();
            assertFalse(patience.isInVain(first));
            while (!patience.isInVain(other.take("split", "b", DEAD_SOON).orElseThrow())) {
                Thread.onSpinWait();
            }
        }
        assertEquals(true, givenBack(one));
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
