package dev.ferry.storm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ferry.rig.ClusterNode;
import dev.ferry.rig.ClusterProcess;
import dev.ferry.rig.Reply;
import dev.ferry.rig.RestClient;
import dev.ferry.storm.Submit.Answer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A client that asks any node, asks again as the API says it may, and writes down all that it is told. */
final class Witness implements AutoCloseable {
    private static final Duration SUBMIT_LIMIT = Duration.ofSeconds(15);
    private static final Duration READ_LIMIT = Duration.ofSeconds(3);

    private final String name;
    private final ClusterProcess cluster;
    private final History history;
    private final RandomGenerator random;
    private final RestClient client;

    Witness(String name, ClusterProcess cluster, History history, RandomGenerator random) {
        this.name = name;
        this.cluster = cluster;
        this.history = history;
        this.random = random;
        this.client = cluster.client();
    }

    RestClient client() {
        return client;
    }

    /** One try at a wish; empty while nobody knows. */
    Optional<Submit> submit(ClusterNode node, Wish wish) {
        Instant from = Instant.now();
        Submit submit;
        try {
            Reply reply = client.post(node.url(), wish.path(), wish.key(), wish.body(), SUBMIT_LIMIT);
            submit = judged(wish, from, reply);
        } catch (IOException e) {
            submit = entry(wish, from, Answer.UNKNOWN, "", node.name() + ": " + e);
        }
        history.add(submit);
        return Optional.of(submit).filter(one -> one.answer() != Answer.UNKNOWN);
    }

    private Submit judged(Wish wish, Instant from, Reply reply) {
        if (reply.isOk()) {
            String id = reply.body().path("id").asText();
            boolean isSystem = wish.kind().equals(Wish.DEFINE);
            return entry(wish, from, Answer.ACCEPTED, isSystem ? "" : id, isSystem ? id : "");
        }
        String detail = reply.status() + " " + reply.code() + " "
                + reply.body().path("detail").asText();
        return entry(wish, from, reply.isPassing() ? Answer.UNKNOWN : Answer.REFUSED, "", detail);
    }

    private Submit entry(Wish wish, Instant from, Answer answer, String job, String detail) {
        return new Submit(
                name, wish.key(), wish.kind(), wish.mark(), wish.rival(), from, Instant.now(), answer, job, detail);
    }

    /** Asks one node about a job; empty when there was no answer. */
    Optional<Sight> look(ClusterNode node, String job) {
        return ask(node, job).map(JobSeen::sight);
    }

    /** A sight, and the document that it was taken from. */
    record JobSeen(Sight sight, JsonNode job) {}

    Optional<JobSeen> ask(ClusterNode node, String job) {
        Instant from = Instant.now();
        try {
            Reply reply = client.get(node.url(), "/jobs/" + job, READ_LIMIT);
            if (!reply.isOk() && reply.status() != 404) {
                return Optional.empty();
            }
            JsonNode said = reply.body();
            Sight sight = new Sight(
                    node.name(),
                    job,
                    from,
                    Instant.now(),
                    reply.status() == 404 ? Sight.ABSENT : said.path("state").asText(),
                    said.path("percent").asInt(),
                    said.path("bytesDone").asLong(),
                    said.path("attempt").asLong(),
                    said.path("stale").asBoolean());
            history.add(sight);
            return Optional.of(new JobSeen(sight, said));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    ClusterNode anyNode() {
        List<ClusterNode> all = cluster.nodes();
        return all.get(random.nextInt(all.size()));
    }

    @Override
    public void close() {
        client.close();
    }
}
