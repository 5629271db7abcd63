package dev.ferry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Always waits: a verification that nobody looks at tells nobody about the damage. */
@Command(name = "verify", description = "Read an export again and say whether it is whole.")
final class VerifyCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "DIR", description = "The folder of one export.")
    private String directory;

    @Option(names = "--wait", hidden = true, description = "It waits always.")
    boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            description = "Wait no longer than this (30s, 5m, 1h), then end with 6. The job goes on.")
    private Duration timeout;

    @Mixin
    private DryRun dryRun;

    VerifyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        JsonNode answer = session.client()
                .submit("/verifications", dryRun.query(), Session.body().put("directory", directory));
        return dryRun.isAsked()
                ? session.changed(answer, dryRun)
                : session.awaited(
                        answer,
                        WaitOptions.deadline(timeout, session.environment().clock()));
    }
}
