package dev.ferry.testkit;

import java.util.Random;

/** Randomness that can be had again: the seed is in every message, and {@code -Dseed=} brings it back. */
public record Seed(long value) {
    public static Seed fresh() {
        String given = System.getProperty("seed");
        Seed seed = new Seed(given == null ? System.nanoTime() : Long.parseLong(given));
        System.out.println(seed);
        return seed;
    }

    public Random random() {
        return new Random(value);
    }

    @Override
    public String toString() {
        return "-Dseed=" + value;
    }
}
