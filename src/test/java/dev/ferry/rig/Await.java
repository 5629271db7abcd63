package dev.ferry.rig;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting by condition, with a deadline. */
public final class Await {
    private static final long LOOK_NANOS = 20_000_000;

    private Await() {}

    public static void until(Duration limit, Supplier<String> what, BooleanSupplier condition) {
        if (!holds(limit, condition)) {
            throw new IllegalStateException("not within " + limit.toMillis() + " ms: " + what.get());
        }
    }

    /** Whether it became true in time. */
    public static boolean holds(Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0 || Thread.interrupted()) {
                return false;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return true;
    }

    public static <T> T present(Duration limit, Supplier<String> what, Supplier<Optional<T>> source) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            Optional<T> found = source.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() - deadline > 0 || Thread.interrupted()) {
                throw new IllegalStateException("not within " + limit.toMillis() + " ms: " + what.get());
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Until a moment that is itself what is waited for: a fault that lasts ten seconds. */
    public static void passed(Duration span) {
        long end = System.nanoTime() + span.toNanos();
        holds(span.plusSeconds(1), () -> System.nanoTime() - end >= 0);
    }
}
