package dev.ferry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "node",
        description = "Take a node out of work, put it back, forget it.",
        synopsisSubcommandLabel = "COMMAND")
final class NodeCommands {
    private static final Duration POLL = Duration.ofMillis(500);

    private final Session session;

    NodeCommands(Session session) {
        this.session = session;
    }

    @Command(description = "Hand over what a node does, and give it no more until it is resumed.")
    int drain(@Parameters(paramLabel = "NODE") String node, @Mixin DryRun dryRun, @Mixin WaitOptions wait) {
        boolean waits = wait.wanted();
        JsonNode answer = session.client().post(path(node) + "/drain", dryRun.query(), Session.body());
        if (dryRun.isAsked()) {
            return session.changed(answer, dryRun);
        }
        tellWhatStays(answer.path("stays"));
        if (!waits) {
            session.printer().sentence(answer, sentence(answer));
            return Exit.DONE;
        }
        JsonNode latest = awaitDrained(
                answer, path(node), wait.deadline(session.environment().clock()));
        session.printer().sentence(latest, sentence(latest));
        return isDraining(latest) ? Exit.NOT_AT_END : Exit.DONE;
    }

    private void tellWhatStays(JsonNode stays) {
        stays.path("jobs").forEach(job -> session.printer()
                .note("job " + job.path("job").asText() + " ("
                        + FieldText.plain(job.path("systemName").asText()) + ") ends there: "
                        + job.path("why").asText()));
        long systems = stays.path("systemsTotal").asLong();
        if (systems > 0) {
            session.printer()
                    .note(systems + (systems == 1 ? " system stays" : " systems stay")
                            + " there: their files are on a volume of this node alone");
        }
    }

    private JsonNode awaitDrained(JsonNode answer, String path, Instant deadline) {
        JsonNode latest = answer;
        while (isDraining(latest) && session.environment().clock().instant().isBefore(deadline)) {
            session.environment().pause().accept(POLL);
            latest = session.client().get(path);
        }
        return latest;
    }

    private static boolean isDraining(JsonNode node) {
        return node.path("status").asText().equals("Draining");
    }

    @Command(description = "Let a drained node work again.")
    int resume(@Parameters(paramLabel = "NODE") String node, @Mixin DryRun dryRun) {
        JsonNode answer = session.client().post(path(node) + "/resume", dryRun.query(), Session.body());
        if (dryRun.isAsked()) {
            return session.changed(answer, dryRun);
        }
        session.printer().sentence(answer, sentence(answer));
        return Exit.DONE;
    }

    @Command(description = "Forget a node that is not there and has nothing that is needed.")
    int remove(@Parameters(paramLabel = "NODE") String node, @Mixin DryRun dryRun) {
        return session.removed(session.client().delete(path(node), dryRun.query()), dryRun, "name", node);
    }

    private static String sentence(JsonNode node) {
        long jobs = node.path("jobs").asLong();
        return "node " + FieldText.plain(node.path("name").asText()) + " is "
                + node.path("status").asText() + ", with " + jobs + (jobs == 1 ? " job" : " jobs") + " there";
    }

    private static String path(String node) {
        return "/nodes/" + FerryClient.segment(node);
    }
}
