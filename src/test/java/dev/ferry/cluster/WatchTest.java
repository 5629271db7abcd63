package dev.ferry.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ferry.cluster.LeaseTable.Holder;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WatchTest {
    private static final OffsetDateTime END = OffsetDateTime.of(2026, 11, 1, 12, 0, 0, 0, ZoneOffset.UTC);
    private static final Holder HOLDER = new Holder("a", Set.of("a"), END);

    private final Watch watch = new Watch();

    private OffsetDateTime seen(Holder holder, long millis) {
        watch.see(holder, Duration.ofMillis(millis).toNanos());
        return watch.deadUntil();
    }

    @Test
    void findsDeadWhatDidNotMoveForAWhile() {
        assertEquals(OffsetDateTime.MIN, watch.deadUntil());
        assertEquals(OffsetDateTime.MIN, seen(HOLDER, 0));
        assertEquals(OffsetDateTime.MIN, seen(HOLDER, 2_000));
        assertEquals(OffsetDateTime.MIN, seen(HOLDER, 3_999));
        assertEquals(END, seen(new Holder("a", Set.of("a"), END.withOffsetSameInstant(ZoneOffset.ofHours(1))), 4_000));
    }

    @Test
    void beginsAnewWhenItMoves() {
        seen(HOLDER, 0);
        seen(HOLDER, 2_000);
        Holder renewed = new Holder("a", Set.of("a"), END.plusSeconds(1));
        assertEquals(OffsetDateTime.MIN, seen(renewed, 4_000));
        assertEquals(OffsetDateTime.MIN, seen(new Holder("b", Set.of("b"), END.plusSeconds(1)), 6_000));
        assertEquals(OffsetDateTime.MIN, seen(new Holder("b", Set.of("b"), END.plusSeconds(1)), 8_500));
    }

    @Test
    void beginsAnewWhenTheDatabaseWasAwayOrTheWatcherItself() {
        seen(HOLDER, 0);
        seen(HOLDER, 2_000);
        watch.isBlind();
        assertEquals(OffsetDateTime.MIN, seen(HOLDER, 4_000));
        assertEquals(OffsetDateTime.MIN, seen(HOLDER, 24_000));
    }
}
