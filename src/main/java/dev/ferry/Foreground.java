package dev.ferry;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A command that stays in the foreground until a signal tells it to stop, and then stops in order. */
final class Foreground {
    /** Works until it is told to stop; answers the exit code when all is closed. */
    interface Work {
        int run(CompletableFuture<Void> told);
    }

    private Foreground() {}

    static int run(String command, long stopLimitSeconds, Work work) {
        CompletableFuture<Integer> result = new CompletableFuture<>();
        CompletableFuture<Void> told = new CompletableFuture<>();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            told.complete(null);
                            // Told to stop and stopped in order is a success, whatever signal said so.
                            Runtime.getRuntime().halt(awaited(command, stopLimitSeconds, result));
                        },
                        "ferry-stop"));
        try {
            int code = work.run(told);
            result.complete(code);
            return code;
        } catch (RuntimeException e) {
            result.complete(e instanceof Settings.Invalid ? 2 : 1);
            throw e;
        }
    }

    private static int awaited(String command, long stopLimitSeconds, CompletableFuture<Integer> result) {
        try {
            return result.get(stopLimitSeconds, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException _) {
            System.err.println(
                    command + ": it did not stop in " + stopLimitSeconds + " s; what is left is left behind");
        }
        return 1;
    }
}
