package dev.ferry.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.journal.database.Database;
import dev.ferry.journal.database.TestDatabase;
import dev.ferry.view.Mirror;
import dev.ferry.view.Views;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FreshnessTest {
    private final AtomicLong now = new AtomicLong(42);
    private final ScheduledExecutorService beats = Executors.newScheduledThreadPool(1);
    private Database database;
    private Freshness freshness;
    private boolean isWithMajority = true;

    @BeforeEach
    void open() {
        database = TestDatabase.migrated();
        Mirror mirror = new Mirror(new Views(database.dataSource(), beats), Clock.systemUTC(), now::get);
        freshness = new Freshness(mirror, () -> isWithMajority, now::get);
        freshness.look();
    }

    @AfterEach
    void close() {
        beats.shutdownNow();
        database.close();
    }

    @Test
    void tellsHowLongTheDatabaseHasNotAnswered() {
        assertEquals(Optional.empty(), freshness.age(freshness.moment()));
        later(Duration.ofSeconds(5));
        assertTrue(freshness.isDatabaseAway());
        assertEquals(Optional.of(Duration.ofSeconds(5)), freshness.age(freshness.moment()));
    }

    @Test
    void doesNotForgetWhatAnAnswerWasMadeOf() {
        later(Duration.ofSeconds(5));
        long begun = freshness.moment();
        freshness.lastSeen();
        later(Duration.ofSeconds(1));
        freshness.look();
        assertFalse(freshness.isDatabaseAway());
        assertEquals(Optional.of(Duration.ofSeconds(5)), freshness.age(begun));
        assertEquals(Optional.empty(), freshness.age(freshness.moment()), "who asks now is told what is there now");
    }

    @Test
    void tellsHowLongItHasBeenWithoutTheMajorityAndNotHowLateItLooked() {
        later(Duration.ofSeconds(5));
        assertEquals(Optional.empty(), freshness.cutFor());
        isWithMajority = false;
        assertEquals(Optional.of(Duration.ofSeconds(5)), freshness.cutFor());
        isWithMajority = true;
        freshness.look();
        isWithMajority = false;
        assertEquals(Optional.empty(), freshness.cutFor(), "a disturbance of a moment");
        later(Duration.ofSeconds(3));
        freshness.look();
        assertEquals(Optional.of(Duration.ofSeconds(3)), freshness.cutFor());
        assertEquals(Optional.of(Duration.ofSeconds(3)), freshness.age(freshness.moment()));
    }

    private void later(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
