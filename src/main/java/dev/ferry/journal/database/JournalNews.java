package dev.ferry.journal.database;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.pekko.Done;

/** What was last seen of the journal by who looks at it for all: how soon to look again, and who waits to hear of a new event. */
final class JournalNews {
    /** For as long after the last event the next is near: what somebody asks for has several steps. */
    static final Duration LIVELY = Duration.ofSeconds(2);

    /** Between two looks when all is quiet: what the first event may wait for at the most. */
    static final Duration QUIET = Duration.ofMillis(100);

    private record Waiting(long number, CompletableFuture<Done> heard) {}

    private final LongSupplier nanoTime;
    private final AtomicLong latest = new AtomicLong();
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private volatile long seenNanos;

    JournalNews(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.seenNanos = nanoTime.getAsLong();
    }

    /** What to wait before the next look. */
    Duration pause() {
        return nanoTime.getAsLong() - seenNanos < LIVELY.toNanos() ? Duration.ZERO : QUIET;
    }

    /** An event of that number is there. */
    void seen(long number) {
        seenNanos = nanoTime.getAsLong();
        if (latest.getAndAccumulate(number, Math::max) < number) {
            waiting.forEach(this::hear);
        }
    }

    /** Done as soon as an event of a higher number was seen, or when the time is over. */
    CompletableFuture<Done> beyond(long number, Duration limit) {
        Waiting one = new Waiting(number, new CompletableFuture<>());
        waiting.add(one);
        CompletableFuture<Done> over = one.heard().whenComplete((_, _) -> waiting.remove(one));
        // What came between the question and this is heard of as well.
        hear(one);
        var _ = one.heard().completeOnTimeout(Done.getInstance(), limit.toNanos(), TimeUnit.NANOSECONDS);
        return over;
    }

    private void hear(Waiting one) {
        if (latest.get() > one.number()) {
            one.heard().complete(Done.getInstance());
        }
    }

    int waiting() {
        return waiting.size();
    }
}
