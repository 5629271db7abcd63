package dev.ferry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ferry.model.ReturnCode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Accepts several systems, so its answer is an array, always. */
@Command(
        name = "export",
        description = "Export systems into a directory.",
        customSynopsis = "ferry export (SYSTEM... | --all | --name PATTERN) --to DIR [OPTIONS]")
final class ExportCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(arity = "0..*", paramLabel = "SYSTEM", description = "The systems, by name or id.")
    private List<String> systems = List.of();

    @Option(names = "--all", description = "All systems that are not planned.")
    private boolean all;

    @Option(names = "--name", paramLabel = "PATTERN", description = "The systems with names like this (* and ?).")
    private String pattern;

    @Mixin
    private ExportOptions options;

    @Mixin
    private DryRun dryRun;

    @Mixin
    private WaitOptions wait;

    ExportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        long ways = Stream.of(!systems.isEmpty(), all, pattern != null)
                .filter(said -> said)
                .count();
        if (ways != 1) {
            throw new UsageProblem("say which systems: SYSTEM..., or --all, or --name PATTERN");
        }
        boolean waits = wait.wanted();
        ObjectNode body = options.body();
        List<JsonNode> answers = new ArrayList<>();
        // All names are found before the first export begins: a mistyped one leaves nothing half done.
        int exit = submitEach(ids(), body, answers);
        return waits && !dryRun.isAsked() ? waitForAll(answers, exit) : print(answers, exit);
    }

    private Set<String> ids() {
        Set<String> ids = new LinkedHashSet<>();
        if (!systems.isEmpty()) {
            systems.forEach(system -> ids.add(session.systems().id(system)));
            return ids;
        }
        Map<String, String> query = all ? Map.of() : Map.of("name", pattern);
        session.client().list("/systems", query).stream()
                .filter(system -> !system.path("planned").asBoolean())
                .forEach(system -> ids.add(SystemLookup.idOf(system)));
        if (ids.isEmpty()) {
            throw ClientProblem.refused(
                    ReturnCode.INVALID_PARAMETER,
                    all ? "there is no system" : "no system has a name like '" + pattern + "'",
                    "See the names with `ferry systems`.");
        }
        return ids;
    }

    /** A refusal of one system is no reason to leave the others out. */
    private int submitEach(Set<String> ids, ObjectNode body, List<JsonNode> answers) {
        int exit = Exit.DONE;
        for (String id : ids) {
            try {
                String path = "/systems/" + FerryClient.segment(id) + "/export";
                JsonNode answer = session.client().submit(path, dryRun.query(), body);
                answers.add(answer);
                exit = worse(exit, dryRun.isAsked() ? session.refusalOf(answer) : Exit.DONE);
            } catch (ClientProblem problem) {
                if (problem.exitCode() == Exit.NO_NODE && answers.isEmpty()) {
                    throw problem;
                }
                session.printer().note("system " + id + ":");
                session.printer().problem(problem);
                exit = worse(exit, problem.exitCode());
            }
        }
        return exit;
    }

    private int print(List<JsonNode> answers, int exit) {
        answers.forEach(answer ->
                session.printer().line(dryRun.isAsked() ? Session.wouldBe(answer) : Session.sentence(answer)));
        session.printer().array(answers);
        return exit;
    }

    private int waitForAll(List<JsonNode> jobs, int exit) {
        JobWait jobWait = session.jobWait();
        var deadline = wait.deadline(session.environment().clock());
        List<JsonNode> latest = new ArrayList<>();
        int worst = exit;
        for (JsonNode job : jobs) {
            try {
                JsonNode end = jobWait.await(job, deadline);
                latest.add(end);
                worst = worse(worst, session.outcome(end));
            } catch (ClientProblem problem) {
                // The job was taken, so it is in the answer, as it was seen last.
                latest.add(job);
                session.printer().problem(problem);
                worst = worse(worst, problem.exitCode());
            }
        }
        return print(latest, worst);
    }

    /** Of several outcomes the first failure is told; what is merely not at an end gives way to it. */
    private static int worse(int one, int other) {
        return one == Exit.DONE || (one == Exit.NOT_AT_END && other != Exit.DONE) ? other : one;
    }
}
