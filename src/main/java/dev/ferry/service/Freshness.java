package dev.ferry.service;

import dev.ferry.view.Mirror;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * How old what this node tells may be. It is up to date while its database answers and it is with the majority of the cluster; else
 * its answers carry their age, and it takes no orders.
 */
public final class Freshness {
    /** A look at the database is due every half second; a pause of the machine is not yet a loss. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Mirror mirror;
    private final BooleanSupplier withMajority;
    private final LongSupplier nanoTime;
    private volatile long togetherNanos;

    public Freshness(Mirror mirror, BooleanSupplier withMajority, LongSupplier nanoTime) {
        this.mirror = mirror;
        this.withMajority = withMajority;
        this.nanoTime = nanoTime;
        this.togetherNanos = nanoTime.getAsLong();
    }

    /** To be called by one thread, twice a second. */
    public void look() {
        if (withMajority.getAsBoolean()) {
            togetherNanos = nanoTime.getAsLong();
        }
        mirror.follow();
    }

    /** Whether lists must come from the mirror: the database has not answered for a while. */
    boolean isDatabaseAway() {
        return mirror.isFilled() && mirror.age().compareTo(GRACE) > 0;
    }

    /** How long this node has not been with the majority; empty while it is. */
    public Optional<Duration> cutFor() {
        return late(Duration.ofNanos(nanoTime.getAsLong() - togetherNanos));
    }

    /** How old an answer may be; empty when it is up to date. */
    public Optional<Duration> age() {
        Duration cut = Duration.ofNanos(nanoTime.getAsLong() - togetherNanos);
        Duration unseen = mirror.isFilled() ? mirror.age() : Duration.ZERO;
        return late(cut.compareTo(unseen) > 0 ? cut : unseen);
    }

    private static Optional<Duration> late(Duration duration) {
        return duration.compareTo(GRACE) > 0 ? Optional.of(duration) : Optional.empty();
    }
}
