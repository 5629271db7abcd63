package dev.ferry.storm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ferry.rig.Await;
import dev.ferry.rig.ClusterProcess;
import dev.ferry.rig.RestClient;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** What there is before the storm: systems with disks of random bytes, and exports that can be imported. */
final class Ground {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final Duration STEP_LIMIT = Duration.ofMinutes(3);

    /** The SHA-256 of each disk that was made, by its file name. */
    final Map<String, String> origins = new TreeMap<>();

    final History history = new History();
    private final ClusterProcess cluster;
    private final Witness witness;

    Ground(ClusterProcess cluster) {
        this.cluster = cluster;
        this.witness = new Witness("ground", cluster, history, new SplittableRandom(1));
    }

    /** A system with one disk; answers its id. */
    String system(String name, int mebibytes) {
        disk(name + ".raw", mebibytes);
        ObjectNode body = RestClient.object().put("name", name).put("memoryBytes", 64L << 20);
        body.putArray("disks").add("disks/" + name + ".raw");
        // Answered when the system is there, with the system.
        return accepted(new Wish(Wish.DEFINE, name, "key-" + name, "/systems", body, false))
                .detail();
    }

    private void disk(String name, int mebibytes) {
        Path file = cluster.sharedVolume().resolve("disks").resolve(name);
        SplittableRandom random = new SplittableRandom(name.hashCode());
        byte[] piece = new byte[1 << 20];
        try {
            Files.createDirectories(file.getParent());
            try (OutputStream out = Files.newOutputStream(file)) {
                for (int i = 0; i < mebibytes; i++) {
                    random.nextBytes(piece);
                    out.write(piece);
                }
            }
            origins.put(name, MerkleRoot.of(file).sha256());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers the export's folder. */
    String export(String system, String mark) {
        return done(Wish.export(system, mark)).path("result").path("directory").asText();
    }

    /** The system is gone with its disks: its identity is free. */
    void remove(String system) {
        try {
            String url = cluster.serving().getFirst().url();
            JsonNode job = witness.client()
                    .delete(url, "/systems/" + system + "?deleteDisks=true", "key-remove-" + system, STEP_LIMIT)
                    .body();
            ended(job.path("id").asText());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The job of a wish, completed. */
    JsonNode done(Wish wish) {
        JsonNode end = ended(begun(wish));
        if (!end.path("state").asText().startsWith("Completed")) {
            throw new IllegalStateException("not completed: " + end);
        }
        return end;
    }

    String begun(Wish wish) {
        return accepted(wish).job();
    }

    private Submit accepted(Wish wish) {
        Submit submit = Await.present(
                STEP_LIMIT,
                () -> wish + " has an answer",
                () -> witness.submit(cluster.serving().getFirst(), wish));
        if (submit.answer() != Submit.Answer.ACCEPTED) {
            throw new IllegalStateException("not accepted: " + submit);
        }
        return submit;
    }

    private JsonNode ended(String job) {
        return Await.present(STEP_LIMIT, () -> job + " has ended", () -> {
            Await.passed(BETWEEN_LOOKS);
            return witness.ask(cluster.serving().getFirst(), job)
                    .filter(seen -> seen.sight().isEnd())
                    .map(Witness.JobSeen::job);
        });
    }

    /** A job whose bytes move now, if there is one. */
    Optional<Target> moving(RestClient client) {
        List<Target> found = new ArrayList<>();
        cluster.serving().stream().findAny().ifPresent(node -> {
            try {
                for (JsonNode job : client.list(node.url(), "/jobs?state=Running", Duration.ofSeconds(2))) {
                    Target.of(job).ifPresent(found::add);
                }
            } catch (IOException _) {
                // Nobody can tell now.
            }
        });
        return found.stream().findFirst();
    }
}
