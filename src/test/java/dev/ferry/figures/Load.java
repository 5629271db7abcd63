package dev.ferry.figures;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/** As many clients as there are connections; each asks again as soon as it is answered. */
record Load(Wire.Target target, int connections, Duration duration) {
    /** Asks once; what comes must be as many instances as whoever measures expects. */
    @FunctionalInterface
    interface Question {
        int ask(Wire wire) throws IOException;
    }

    Timing of(Question question, int expected) {
        long end = System.nanoTime() + duration.toNanos();
        long begun = System.nanoTime();
        List<Future<long[]>> all = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < connections; i++) {
                all.add(clients.submit(() -> client(question, expected, end)));
            }
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        return Timing.of(
                all.stream().flatMapToLong(one -> LongStream.of(done(one))).toArray(), seconds);
    }

    private long[] client(Question question, int expected, long end) throws IOException {
        LongStream.Builder nanos = LongStream.builder();
        try (Wire wire = new Wire(target)) {
            long before = System.nanoTime();
            do {
                int found = question.ask(wire);
                if (found != expected) {
                    throw new IOException(found + " instances came, and not " + expected);
                }
                long now = System.nanoTime();
                nanos.add(now - before);
                before = now;
            } while (before < end);
        }
        return nanos.build().toArray();
    }

    private static long[] done(Future<long[]> one) {
        try {
            return one.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a client was not answered", e);
        }
    }
}
