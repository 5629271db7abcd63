package dev.ferry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "job", description = "Show, watch and control one job.", synopsisSubcommandLabel = "COMMAND")
final class JobCommands {
    private final Session session;

    JobCommands(Session session) {
        this.session = session;
    }

    @Command(description = "Show a job.")
    int show(@Parameters(paramLabel = "JOB") String job) {
        session.printer().object(session.client().get(path(job)));
        return Exit.DONE;
    }

    @Command(description = "Wait for the end of a job and show its progress.")
    int watch(
            @Parameters(paramLabel = "JOB") String job,
            @Option(
                            names = "--timeout",
                            paramLabel = "DURATION",
                            description = "Wait no longer than this (30s, 5m, 1h).")
                    Duration timeout) {
        JsonNode now = session.client().get(path(job));
        return session.awaited(
                now, WaitOptions.deadline(timeout, session.environment().clock()));
    }

    @Command(description = "Stop a job in order and leave nothing of it.")
    int cancel(@Parameters(paramLabel = "JOB") String job, @Mixin DryRun dryRun) {
        return control(job, "cancel", dryRun);
    }

    @Command(description = "Let a job rest.")
    int suspend(@Parameters(paramLabel = "JOB") String job, @Mixin DryRun dryRun) {
        return control(job, "suspend", dryRun);
    }

    @Command(description = "Let a suspended job go on.")
    int resume(@Parameters(paramLabel = "JOB") String job, @Mixin DryRun dryRun, @Mixin WaitOptions wait) {
        return submit(job, "resume", dryRun, wait);
    }

    @Command(description = "Stop a job at once.")
    int kill(@Parameters(paramLabel = "JOB") String job, @Mixin DryRun dryRun) {
        return control(job, "kill", dryRun);
    }

    @Command(description = "Do a failed job again.")
    int retry(@Parameters(paramLabel = "JOB") String job, @Mixin DryRun dryRun, @Mixin WaitOptions wait) {
        return submit(job, "retry", dryRun, wait);
    }

    private int control(String job, String word, DryRun dryRun) {
        return submit(job, word, dryRun, new WaitOptions());
    }

    private int submit(String job, String word, DryRun dryRun, WaitOptions wait) {
        String path = path(job) + "/" + word;
        return session.submit(() -> session.client().post(path, dryRun.query(), Session.body()), dryRun, wait);
    }

    private static String path(String job) {
        return "/jobs/" + FerryClient.segment(job);
    }
}
