package dev.ferry.storm;

import java.time.Instant;

/**
 * What a node said of a job. {@code from} and {@code to} are when it was asked and when the answer was there: only what was
 * asked after another answer had come is surely later.
 */
record Sight(
        String node,
        String job,
        Instant from,
        Instant to,
        String state,
        int percent,
        long bytesDone,
        long attempt,
        boolean stale) {
    /** A state of our own: the node says that there is no such job. */
    static final String ABSENT = "Absent";

    boolean isEnd() {
        return switch (state) {
            case "Completed", "CompletedWithWarnings", "Terminated", "Killed", "Exception" -> true;
            default -> false;
        };
    }

    boolean isSurelyAfter(Sight other) {
        return from.isAfter(other.to);
    }
}
