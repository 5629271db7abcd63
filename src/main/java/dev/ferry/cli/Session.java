package dev.ferry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ferry.model.ReturnCode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** One run of the command line: the way to the node, the way to the reader, and how answers become exit codes. */
final class Session implements AutoCloseable {
    private final Environment environment;
    private final Printer printer;
    private FerryClient client;

    Session(Environment environment) {
        this.environment = environment;
        this.printer = new Printer(environment);
    }

    Environment environment() {
        return environment;
    }

    Printer printer() {
        return printer;
    }

    /** Made when it is first needed: help asks no node. */
    FerryClient client() {
        if (client == null) {
            client = new FerryClient(NodeAccess.of(environment));
        }
        return client;
    }

    JobWait jobWait() {
        return new JobWait(client(), environment);
    }

    SystemLookup systems() {
        return new SystemLookup(client());
    }

    static ObjectNode body() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** The answer to a change of a thing that is no job. */
    int changed(JsonNode answer, DryRun dryRun) {
        if (dryRun.isAsked()) {
            printer.sentence(answer, wouldBe(answer));
            return refusalOf(answer);
        }
        printer.object(answer);
        return Exit.DONE;
    }

    /** The answer to a removal, which says nothing by itself. */
    int removed(JsonNode answer, DryRun dryRun, String field, String name) {
        if (dryRun.isAsked()) {
            return changed(answer, dryRun);
        }
        printer.sentence(body().put(field, name).put("removed", true), "removed " + FieldText.plain(name));
        return Exit.DONE;
    }

    /** Submits, once the options are known to be right, and waits for the job if that is wanted. */
    int submit(Supplier<JsonNode> request, DryRun dryRun, WaitOptions wait) {
        boolean waits = wait.wanted();
        JsonNode answer = request.get();
        if (dryRun.isAsked()) {
            return changed(answer, dryRun);
        }
        if (!waits) {
            printer.sentence(answer, sentence(answer));
            return Exit.DONE;
        }
        return awaited(answer, wait.deadline(environment.clock()));
    }

    int awaited(JsonNode job, Instant deadline) {
        JsonNode latest = jobWait().await(job, deadline);
        printer.sentence(latest, sentence(latest));
        return outcome(latest);
    }

    /** Tells on standard error what went wrong, if anything did. */
    int outcome(JsonNode job) {
        job.path("warnings").forEach(warning -> printer.note("warning: " + FieldText.plain(warning.asText())));
        job.path("errors").forEach(this::refusal);
        int exit = JobOutcome.exitCode(job);
        if (exit == Exit.NOT_AT_END) {
            printer.note("job " + job.path("id").asText() + " is not at an end (" + JobOutcome.state(job)
                    + "); see it with: ferry job watch " + job.path("id").asText());
        }
        return exit;
    }

    static String sentence(JsonNode job) {
        StringBuilder text = new StringBuilder("job " + job.path("id").asText() + ": ");
        text.append(JobOutcome.title(job)).append(" is ").append(JobOutcome.state(job));
        job.path("result").properties().forEach(entry -> text.append(", ")
                .append(entry.getKey())
                .append(' ')
                .append(FieldText.plain(entry.getValue().asText())));
        return text.toString();
    }

    static String wouldBe(JsonNode answer) {
        JsonNode wouldBe = answer.path("wouldBe");
        if (!wouldBe.isContainerNode() && wouldBe.asText("").isBlank()) {
            return "nothing would be";
        }
        return "would be: " + FieldText.plain(wouldBe.isValueNode() ? wouldBe.asText() : wouldBe.toString());
    }

    int refusalOf(JsonNode answer) {
        JsonNode refusal = answer.path("refusal");
        if (refusal.isMissingNode() || refusal.isNull()) {
            return Exit.DONE;
        }
        refusal(refusal);
        return refusal.path("code").asInt() == ReturnCode.ACCESS_DENIED.number() ? Exit.NOT_ALLOWED : Exit.REFUSED;
    }

    /** An error of a job, a refusal of a report, or problem details. */
    void refusal(JsonNode refusal) {
        JsonNode described = refusal.has("detail")
                ? refusal
                : body().put("detail", refusal.path("message").asText())
                        .put("code", refusal.path("code").asInt())
                        .put("remedy", refusal.path("remedy").asText(""));
        printer.problem(ClientProblem.of(0, described));
    }

    /** Asks a person. Whoever is not there to ask has to say {@code --yes} where it cannot be taken back. */
    boolean isConfirmed(String question) {
        String answer = environment.prompt().ask(question + " [y/N]", false).orElse("");
        boolean yes = List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
        if (!yes) {
            printer.note("nothing was changed");
        }
        return yes;
    }

    static void requireOneOf(String option, String value, String... words) {
        if (value != null && !List.of(words).contains(value)) {
            throw new UsageProblem(option + " is '" + value + "', but can only be " + String.join(" or ", words));
        }
    }

    @Override
    public void close() {
        if (client != null) {
            if (client.staleSeconds() > 0) {
                printer.note("warning: what " + client.url() + " told is " + client.staleSeconds()
                        + " s old: its database is slow or away, or it is cut off from the cluster");
            }
            client.close();
        }
    }
}
