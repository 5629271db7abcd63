package dev.ferry.view;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Readers that wait until a row has come far enough. One query per beat asks for all of them; no thread waits with them. */
final class VersionWaits {
    private static final Duration BEAT = Duration.ofMillis(20);
    /** Who comes when so many wait is told at once that the view is not there yet. */
    private static final int WAITING_MAX = 10_000;

    private record Wait(String id, long version, CompletableFuture<Boolean> reached) {}

    private final Function<List<String>, Map<String, Long>> versions;
    private final ScheduledExecutorService beats;
    private final Queue<Wait> waits = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean beating = new AtomicBoolean();

    /** {@code versions} tells how far each of some rows is, those that exist; it may block a thread of {@code beats}. */
    VersionWaits(Function<List<String>, Map<String, Long>> versions, ScheduledExecutorService beats) {
        this.versions = versions;
        this.beats = beats;
    }

    /** True as soon as the row has that version, false when the bound is over. */
    CompletionStage<Boolean> await(String id, long version, Duration bound) {
        if (version <= 0) {
            return CompletableFuture.completedFuture(true);
        }
        if (waiting.incrementAndGet() > WAITING_MAX) {
            waiting.decrementAndGet();
            return CompletableFuture.completedFuture(false);
        }
        CompletableFuture<Boolean> reached = new CompletableFuture<>();
        reached.completeOnTimeout(false, bound.toMillis(), TimeUnit.MILLISECONDS);
        waits.add(new Wait(id, version, reached));
        beat(Duration.ZERO);
        return reached;
    }

    private void beat(Duration delay) {
        if (beating.compareAndSet(false, true)) {
            var _ = beats.schedule(this::look, delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        try {
            List<Wait> now = List.copyOf(waits);
            Map<String, Long> reached =
                    versions.apply(now.stream().map(Wait::id).distinct().toList());
            for (Wait wait : now) {
                if (reached.getOrDefault(wait.id(), 0L) >= wait.version()) {
                    wait.reached().complete(true);
                }
            }
        } catch (ViewsUnavailable _) {
            // The database may be back before the bound is over.
        } finally {
            waits.removeIf(wait -> {
                boolean over = wait.reached().isDone();
                if (over) {
                    waiting.decrementAndGet();
                }
                return over;
            });
            beating.set(false);
            if (!waits.isEmpty()) {
                beat(BEAT);
            }
        }
    }
}
