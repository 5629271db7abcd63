package dev.ferry;

import java.time.Duration;

/** How long a node that died waits before it is started again: a second, and longer each time that it dies young. */
record RestartDelay(Duration last) {
    static final RestartDelay NONE = new RestartDelay(Duration.ZERO);

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    /** A node that lived so long was well. */
    private static final Duration WELL = Duration.ofSeconds(30);

    RestartDelay afterLiving(Duration lifetime) {
        if (last.isZero() || lifetime.compareTo(WELL) >= 0) {
            return new RestartDelay(FIRST);
        }
        Duration doubled = last.multipliedBy(2);
        return new RestartDelay(doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled);
    }
}
