package dev.ferry.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import picocli.CommandLine.Option;

/** {@code --wait} and {@code --timeout} of the commands that begin a job. */
final class WaitOptions {
    @Option(names = "--wait", description = "Wait for the end of the job and show its progress.")
    private boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            description = "Wait no longer than this (30s, 5m, 1h), then end with 6. The job goes on.")
    private Duration timeout;

    boolean wanted() {
        if (timeout != null && !wait) {
            throw new UsageProblem("--timeout says how long to wait; say --wait too");
        }
        return wait;
    }

    Instant deadline(InstantSource clock) {
        return deadline(timeout, clock);
    }

    static Instant deadline(Duration timeout, InstantSource clock) {
        return timeout == null ? Instant.MAX : clock.instant().plus(timeout);
    }
}
