package dev.ferry.rig;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Other programs of this machine. */
final class Shell {
    private static final long LIMIT_SECONDS = 20;

    private Shell() {}

    /** What it printed; fails when it does. */
    static String run(String... command) {
        return attempt(command).orElseThrow(() -> new IllegalStateException("failed: " + List.of(command)));
    }

    /** What it printed, if it went well. */
    static Optional<String> attempt(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
            return ended && process.exitValue() == 0 ? Optional.of(text) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Such as STOP, CONT, KILL; nothing happens when the process is gone. */
    static void signal(long pid, String signal) {
        attempt("/bin/sh", "-c", "kill -" + signal + " " + pid);
    }
}
