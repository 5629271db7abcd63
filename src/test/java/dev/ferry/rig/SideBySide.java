package dev.ferry.rig;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Programs that run three at a time, while tests wait for theirs: clients do little but ask whether a job has ended. */
public final class SideBySide implements AutoCloseable {
    private static final int AT_A_TIME = 3;

    private final ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
    private final Map<String, Future<Program>> started = new ConcurrentHashMap<>();

    public void start(String name, Callable<Program> program) {
        started.put(name, threads.submit(program));
    }

    /** What became of it; that its client is not installed is told as it would be had the test started it. */
    public Program ended(String name) throws Exception {
        try {
            return started.get(name).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException told ? told : e;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
