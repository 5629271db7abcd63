package dev.ferry.service;

import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.view.Mirror;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

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
    private volatile Told told;

    /** When somebody was last told what this node had seen, and how old that was then. */
    private record Told(long atNanos, Duration age) {}

    public Freshness(Mirror mirror, BooleanSupplier withMajority, LongSupplier nanoTime) {
        this.mirror = mirror;
        this.withMajority = withMajority;
        this.nanoTime = nanoTime;
        this.togetherNanos = nanoTime.getAsLong();
        this.told = new Told(togetherNanos, Duration.ZERO);
    }

    /** To be called by one thread, twice a second. */
    public void look() {
        if (withMajority.getAsBoolean()) {
            togetherNanos = nanoTime.getAsLong();
        }
        mirror.follow();
    }

    /** Whether lists must come from the mirror: the database has not answered for a while. */
    public boolean isDatabaseAway() {
        return mirror.isFilled() && mirror.age().compareTo(GRACE) > 0;
    }

    /** How long this node has not been with the majority; empty while it is. */
    public Optional<Duration> cutFor() {
        return late(cut());
    }

    /** Nobody may order anything of a node that cannot know what the others do. */
    public Optional<Refusal> refusal() {
        return cutFor().map(cut -> new Refusal(
                ReturnCode.NOT_AVAILABLE,
                "this node has been cut off from most of the cluster for " + cut.toSeconds() + " s",
                "ask another node, or wait until it is back; nothing was done"));
    }

    /** Asked anew: a look that was late (a slow database, a pause of the machine) has cut nobody off. */
    private Duration cut() {
        return withMajority.getAsBoolean() ? Duration.ZERO : Duration.ofNanos(nanoTime.getAsLong() - togetherNanos);
    }

    /** What this node saw last, to answer with while {@link #isDatabaseAway}. */
    Mirror lastSeen() {
        told = new Told(nanoTime.getAsLong(), mirror.age());
        return mirror;
    }

    /** Now, for {@link #age}. */
    public long moment() {
        return nanoTime.getAsLong();
    }

    /**
     * How old an answer may be that was begun at that moment; empty when it is up to date. One that took long may have been made of what
     * was last seen, though all is well by now: so it is taken to be, when anybody was told such things in the meantime.
     */
    public Optional<Duration> age(long begun) {
        Duration cut = cut();
        Duration unseen = mirror.isFilled() ? mirror.age() : Duration.ZERO;
        Told last = told;
        Duration then = last.atNanos() - begun >= 0 ? last.age() : Duration.ZERO;
        return Stream.of(cut, unseen, then).max(Comparator.naturalOrder()).flatMap(Freshness::late);
    }

    private static Optional<Duration> late(Duration duration) {
        return duration.compareTo(GRACE) > 0 ? Optional.of(duration) : Optional.empty();
    }
}
