package dev.ferry.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ferry.cli.ClientProblem;
import dev.ferry.cli.FerryClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The verbs of a user's journey: define, export, import, wait, compare. */
final class Journey {
    private static final Duration JOB_LIMIT = Duration.ofMinutes(3);

    private final NodeProcess node;
    private final FerryClient client;

    Journey(NodeProcess node, FerryClient client) {
        this.node = node;
        this.client = client;
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** A file of random bytes with a hole in its middle, below the volume. */
    Path disk(String relative, int mebibytes) throws IOException {
        Path file = node.volume().resolve(relative);
        Files.createDirectories(file.getParent());
        SplittableRandom random = new SplittableRandom(relative.hashCode());
        byte[] piece = new byte[1 << 20];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < mebibytes; i++) {
                random.nextBytes(piece);
                out.write(piece);
            }
        }
        return file;
    }

    JsonNode define(String name, String... disks) {
        ObjectNode body = object().put("name", name).put("memoryBytes", 64L << 20);
        var list = body.putArray("disks");
        for (String disk : disks) {
            list.add(disk);
        }
        return client.submit("/systems", body);
    }

    JsonNode export(JsonNode system, ObjectNode settings) {
        return client.submit("/systems/" + system.path("id").asText() + "/export", settings);
    }

    JsonNode export(JsonNode system, String directory) {
        return completed(export(system, object().put("directory", directory)));
    }

    JsonNode importing(String path, ObjectNode settings) {
        return client.submit("/imports", settings.put("path", path));
    }

    JsonNode system(JsonNode importJob) {
        return client.get("/systems/" + importJob.path("result").path("system").asText());
    }

    JsonNode job(JsonNode job) {
        return client.get("/jobs/" + job.path("id").asText());
    }

    JsonNode until(JsonNode job, Predicate<JsonNode> condition, String what) {
        long deadline = System.nanoTime() + JOB_LIMIT.toNanos();
        JsonNode now = job(job);
        while (!condition.test(now)) {
            assertTrue(System.nanoTime() < deadline, "the job never " + what + ": " + now);
            now = client.get("/jobs/" + job.path("id").asText(), Map.of("wait", "30ms"));
        }
        return now;
    }

    JsonNode ended(JsonNode job) {
        return until(job, now -> !now.path("endedAt").isNull() && now.hasNonNull("endedAt"), "ended");
    }

    JsonNode completed(JsonNode job) {
        JsonNode end = ended(job);
        assertTrue(end.path("state").asText().startsWith("Completed"), () -> "not completed: " + end);
        return end;
    }

    JsonNode failed(JsonNode job, int code) {
        JsonNode end = ended(job);
        assertEquals("Exception", end.path("state").asText(), end::toString);
        assertEquals(code, end.path("errors").path(0).path("code").asInt(), end::toString);
        return end;
    }

    static ClientProblem refused(int code, Runnable submit) {
        ClientProblem problem = assertThrows(ClientProblem.class, submit::run);
        assertEquals(code, problem.code(), () -> problem.title() + ": " + problem.detail());
        assertTrue(!problem.remedy().isBlank(), () -> "no remedy: " + problem.detail());
        return problem;
    }

    /** A folder and all that is in it, if it is there. */
    static void deleteAll(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> walk = Files.walk(folder)) {
                for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    static String sha256(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
