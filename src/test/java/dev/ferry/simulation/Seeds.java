package dev.ferry.simulation;

import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Runs many seeds, on as many threads as there are processors, up to the first that violates something. */
record Seeds(Mutation planted, long first, long count) {
    /** {@code seeds} is how many were run, {@code jobs} how many jobs these had. */
    record Outcome(Optional<Simulation.Verdict> violated, long seeds, long jobs, double seconds) {
        String rate() {
            return String.format(
                    "%d seeds (%d jobs) in %.1f s: %.0f a minute", seeds, jobs, seconds, seeds / seconds * 60);
        }
    }

    Outcome run() throws InterruptedException {
        AtomicLong next = new AtomicLong(first);
        AtomicLong end = new AtomicLong(first + count);
        AtomicLong done = new AtomicLong();
        AtomicLong jobs = new AtomicLong();
        ConcurrentLinkedQueue<Simulation.Verdict> violated = new ConcurrentLinkedQueue<>();
        Runnable work = () -> {
            for (long seed = next.getAndIncrement(); seed < end.get(); seed = next.getAndIncrement()) {
                Simulation.Verdict verdict = Simulation.run(seed, planted, false);
                done.incrementAndGet();
                jobs.addAndGet(verdict.jobs());
                if (!verdict.violations().isEmpty()) {
                    violated.add(verdict);
                    long found = seed;
                    end.accumulateAndGet(found, Math::min);
                }
            }
        };
        long began = System.nanoTime();
        Thread[] threads = new Thread[Runtime.getRuntime().availableProcessors()];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = Thread.ofPlatform().name("simulation-", i).start(work);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return new Outcome(
                violated.stream().min(Comparator.comparingLong(Simulation.Verdict::seed)),
                done.get(),
                jobs.get(),
                (System.nanoTime() - began) / 1e9);
    }
}
