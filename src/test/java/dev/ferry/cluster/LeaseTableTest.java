package dev.ferry.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cluster.LeaseTable.Holder;
import dev.ferry.journal.database.Database;
import dev.ferry.journal.database.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LeaseTableTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(300);

    private Database database;
    private LeaseTable one;
    private LeaseTable two;

    @BeforeEach
    void open() {
        database = TestDatabase.migrated();
        one = new LeaseTable(database);
        two = new LeaseTable(database);
    }

    @AfterEach
    void close() {
        one.close();
        two.close();
        database.close();
    }

    @Test
    void givesALeaseToOneOwnerOnly() throws SQLException {
        assertEquals(Optional.empty(), one.take("x", "one", LONG));
        assertEquals("one", two.take("x", "two", LONG).orElseThrow().owner());
        assertEquals(Optional.empty(), one.take("x", "one", LONG));
        assertEquals(Optional.empty(), two.take("y", "two", LONG));
    }

    @Test
    void freesALeaseWhenItsTimeIsOverByTheDatabasesClock() throws SQLException {
        one.take("x", "one", SHORT);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (two.take("x", "two", LONG).isPresent()) {
            assertTrue(System.nanoTime() < deadline, "it never ended");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        assertFalse(one.renew("x", "one", LONG));
        assertEquals("two", one.take("x", "one", LONG).orElseThrow().owner());
    }

    @Test
    void movesTheEndOfALeaseThatIsRenewed() throws SQLException {
        one.take("x", "one", LONG);
        var before = two.take("x", "two", LONG).orElseThrow();
        assertTrue(one.renew("x", "one", LONG));
        var renewed = two.take("x", "two", LONG).orElseThrow();
        assertTrue(renewed.expiresAt().isAfter(before.expiresAt()));
        assertFalse(two.renew("x", "two", LONG));
        assertFalse(two.renew("nothing", "two", LONG));
    }

    @Test
    void givesWhatIsOverOnlyToWhoSawTheEndWhenThatIsAsked() throws SQLException {
        one.take("x", "one", Duration.ZERO);
        var over = two.take("x", Side.alone("two"), LONG, OffsetDateTime.MIN).orElseThrow();
        assertEquals("one", over.owner());
        one.renew("x", "one", Duration.ZERO);
        assertTrue(two.take("x", Side.alone("two"), LONG, over.expiresAt()).isPresent());
        var again = two.look("x").orElseThrow();
        assertEquals(Optional.empty(), two.take("x", Side.alone("two"), LONG, again.expiresAt()));
    }

    @Test
    void showsWhoHadWhatWasGivenBackAndGivesItToAnybodyAtOnce() throws SQLException {
        one.take("x", new Side("one", Set.of("one", "three")), LONG, OffsetDateTime.MIN);
        assertFalse(two.giveBack("x", "two"));
        assertTrue(one.giveBack("x", "one"));
        assertEquals(Optional.of(new Holder("one", Set.of("one", "three"), OffsetDateTime.MIN)), two.look("x"));
        assertEquals(Optional.empty(), two.take("x", Side.alone("two"), LONG, OffsetDateTime.MIN));
        assertEquals(Optional.empty(), two.look("y"));
    }

    @Test
    void freesALeaseThatItsOwnerGivesBack() throws SQLException {
        one.take("x", "one", LONG);
        assertFalse(two.release("x", "two"));
        assertTrue(one.release("x", "one"));
        assertEquals(Optional.empty(), two.take("x", "two", LONG));
    }

    @Test
    void saysThatItDoesNotKnowWhenTheDatabaseIsAway() {
        var nobody = new LeaseTable("jdbc:postgresql://127.0.0.1:1/ferry", "ferry", "secret");
        assertThrows(SQLException.class, () -> nobody.take("x", "one", LONG));
    }
}
