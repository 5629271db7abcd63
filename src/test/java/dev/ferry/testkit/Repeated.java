package dev.ferry.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;

/** What is done a great many times: none of them hangs, and nothing grows by them. {@code -Dferry.fuzz.rounds=1000000} is the long form. */
public final class Repeated {
    private static final Duration HANGS = Duration.ofSeconds(20);
    private static final long GROWTH_MAX = 32L << 20;

    private Repeated() {}

    @FunctionalInterface
    public interface Round {
        void play() throws Exception;
    }

    /** The first tenth fills what is filled once. Answers how many there were. */
    public static int times(int usual, Round round) throws Exception {
        int rounds = Integer.getInteger("ferry.fuzz.rounds", usual);
        play(rounds / 10, round);
        long before = used();
        play(rounds - rounds / 10, round);
        long growth = used() - before;
        assertTrue(growth < GROWTH_MAX, () -> growth + " bytes more are in use after " + rounds + " rounds");
        return rounds;
    }

    private static void play(int rounds, Round round) throws Exception {
        for (int i = 0; i < rounds; i++) {
            long begun = System.nanoTime();
            round.play();
            long taken = System.nanoTime() - begun;
            assertTrue(taken < HANGS.toNanos(), () -> "one round took " + Duration.ofNanos(taken));
        }
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
