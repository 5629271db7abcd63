package dev.ferry.figures;

import java.util.Arrays;

/** How long each of many took, in milliseconds: the middle one, and the slowest but one in a hundred. */
record Timing(long count, double median, double late, double perSecond) {
    /** {@code seconds} is how long all of them together took. */
    static Timing of(long[] nanos, double seconds) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Timing(
                sorted.length,
                sorted[sorted.length / 2] / 1e6,
                sorted[Math.min(sorted.length - 1, sorted.length * 99 / 100)] / 1e6,
                sorted.length / seconds);
    }
}
