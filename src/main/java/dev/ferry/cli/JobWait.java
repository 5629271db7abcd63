package dev.ferry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Waits for a job to come to rest. The job belongs to the nodes: a lost connection, a restart of the node, or Ctrl-C ends at
 * most the waiting.
 */
public final class JobWait {
    /** Short, because each answer is also a step of the progress that is shown. */
    private static final Duration POLL = Duration.ofMillis(400);
    /** A node that was killed is back within this many pauses, or it is for the caller to know that it is not. */
    private static final int LOSSES = 60;

    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** An answer that is sooner than this did not wait: asking again at once would only heat the node. */
    private static final Duration SOON = Duration.ofMillis(200);

    private final FerryClient client;
    private final Environment environment;

    public JobWait(FerryClient client, Environment environment) {
        this.client = client;
        this.environment = environment;
    }

    /** The job when it has ended or is suspended, or as it is at the deadline; shows progress on standard error. */
    public JsonNode await(JsonNode job, Instant deadline) {
        String id = job.path("id").asText();
        Thread farewell = new Thread(
                () -> environment.err().println("\njob " + id + " goes on; see it with: ferry job watch " + id));
        Runtime.getRuntime().addShutdownHook(farewell);
        ProgressBar bar = new ProgressBar(environment.err(), environment.terminal());
        try {
            return follow(job, deadline, bar);
        } catch (ClientProblem problem) {
            throw problem.adding("waiting for job " + id + " was given up; the job goes on without it");
        } finally {
            bar.end();
            forget(farewell);
        }
    }

    private JsonNode follow(JsonNode job, Instant deadline, ProgressBar bar) {
        JsonNode latest = job;
        if (!JobOutcome.isEnded(latest)) {
            do {
                latest = poll(latest.path("id").asText(), deadline);
                bar.show(ProgressBar.Progress.of(latest));
            } while (!JobOutcome.isResting(latest)
                    && environment.clock().instant().isBefore(deadline));
        }
        return latest;
    }

    /** The job after one short wait, whatever state it is in then. */
    JsonNode poll(String id, Instant deadline) {
        for (int losses = 0; ; losses++) {
            Instant asked = environment.clock().instant();
            try {
                JsonNode job = client.get("/jobs/" + FerryClient.segment(id), Map.of("wait", wait(asked, deadline)));
                if (!JobOutcome.isResting(job)
                        && asked.plus(SOON).isAfter(environment.clock().instant())) {
                    environment.pause().accept(SOON);
                }
                return job;
            } catch (ClientProblem problem) {
                if (!problem.mayPass() || losses == LOSSES || !asked.isBefore(deadline)) {
                    throw problem;
                }
                environment.pause().accept(PAUSE);
            }
        }
    }

    private static String wait(Instant now, Instant deadline) {
        boolean near = now.plus(POLL).isAfter(deadline);
        long millis = near ? Math.max(0, Duration.between(now, deadline).toMillis()) : POLL.toMillis();
        return millis + "ms";
    }

    private static void forget(Thread farewell) {
        try {
            Runtime.getRuntime().removeShutdownHook(farewell);
        } catch (IllegalStateException _) {
            // The process ends already, and the hook says what there is to say.
        }
    }
}
