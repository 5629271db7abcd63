package dev.ferry.journal.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class JournalNewsTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    /** Clocks of this kind begin anywhere, and pass from the largest number to the smallest. */
    private long nanos = Long.MAX_VALUE - 1;

    private final JournalNews news = new JournalNews(() -> nanos);

    @Test
    void areLookedForWithoutAPauseUntilThereWereNoneForAWhile() {
        assertEquals(Duration.ZERO, news.pause());
        nanos += JournalNews.LIVELY.toNanos();
        assertEquals(JournalNews.QUIET, news.pause());
        news.seen(7);
        assertEquals(Duration.ZERO, news.pause());
        nanos += JournalNews.LIVELY.toNanos() - 1;
        assertEquals(Duration.ZERO, news.pause());
    }

    /** A number that is missing keeps those behind it from being passed on: they are seen again and again. */
    @Test
    void areStillNewsWhenTheyAreSeenAgain() {
        news.seen(7);
        nanos += JournalNews.LIVELY.toNanos();
        news.seen(7);
        assertEquals(Duration.ZERO, news.pause());
    }

    @Test
    void areHeardByThoseWhoWaitForThem() {
        CompletableFuture<Done> beyondSix = news.beyond(6, LONG);
        CompletableFuture<Done> beyondSeven = news.beyond(7, LONG);
        news.seen(6);
        assertFalse(beyondSix.isDone());
        news.seen(7);
        assertTrue(beyondSix.isDone());
        assertFalse(beyondSeven.isDone());
        assertEquals(1, news.waiting());
    }

    @Test
    void areHeardByWhoAsksTooLate() {
        news.seen(7);
        assertTrue(news.beyond(6, LONG).isDone());
        assertEquals(0, news.waiting());
    }

    @Test
    void areNotWaitedForLongerThanTheLimit() throws Exception {
        news.beyond(6, Duration.ofMillis(1)).get(10, TimeUnit.SECONDS);
        assertEquals(0, news.waiting());
    }
}
