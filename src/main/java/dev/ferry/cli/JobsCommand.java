package dev.ferry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "jobs", description = "List the jobs: what is under way, and what ended in the last minutes.")
final class JobsCommand implements Callable<Integer> {
    private final Session session;

    @Option(names = "--all", description = "All that ended too.")
    private boolean all;

    @Option(names = "--state", paramLabel = "STATE", description = "Only those in this state: Running, Exception, ...")
    private String state;

    @Option(names = "--system", paramLabel = "SYSTEM", description = "Only those of this system.")
    private String system;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only those begun since: 2026-11-21T10:00:00Z, a local time or day, or 2h for two hours ago.")
    private String since;

    @Option(names = "--watch", description = "Go on until none of them is under way, and show what changes.")
    private boolean watch;

    JobsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Map<String, String> query = query();
        List<JsonNode> jobs = session.client().list("/jobs", query);
        if (!watch) {
            session.printer().list(jobs, Listing.JOBS);
            return Exit.DONE;
        }
        JobWait jobWait = session.jobWait();
        Map<String, String> shown = new HashMap<>();
        showChanges(jobs, shown);
        for (Optional<String> active = active(jobs); active.isPresent(); active = active(jobs)) {
            // Holding the question about one of them is what makes the watch calm.
            jobWait.poll(active.get(), Instant.MAX);
            jobs = session.client().list("/jobs", query);
            showChanges(jobs, shown);
        }
        session.printer().array(jobs);
        return Exit.DONE;
    }

    private Map<String, String> query() {
        Map<String, String> query = new LinkedHashMap<>();
        if (all) {
            query.put("all", "true");
        }
        if (state != null) {
            query.put("state", state);
        }
        if (since != null) {
            Environment environment = session.environment();
            query.put(
                    "since",
                    TimeText.moment(since, environment.clock(), environment.zone())
                            .toString());
        }
        if (system != null) {
            query.put("system", session.systems().id(system));
        }
        return query;
    }

    private static Optional<String> active(List<JsonNode> jobs) {
        return jobs.stream()
                .filter(job -> !JobOutcome.isResting(job))
                .findFirst()
                .map(job -> job.path("id").asText());
    }

    private void showChanges(List<JsonNode> jobs, Map<String, String> shown) {
        for (JsonNode job : jobs) {
            String line = Session.sentence(job)
                    + (JobOutcome.isEnded(job) ? "" : " " + job.path("percent").asInt() + " %");
            if (!line.equals(shown.put(job.path("id").asText(), line))) {
                session.printer().line(line);
            }
        }
    }
}
