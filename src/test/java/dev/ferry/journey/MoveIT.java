package dev.ferry.journey;

import static dev.ferry.journey.Journey.object;
import static dev.ferry.journey.Journey.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ferry.cli.FerryClient;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Systems move between nodes that share no volume, also when one of them is killed in the middle. */
@Tag("cluster")
@Timeout(1200)
class MoveIT {
    private static final String STATE = "Completed";

    @TempDir
    static Path data;

    private static ClusterProcess cluster;
    private static FerryClient client;
    private static Journey journey;

    @BeforeAll
    static void start() throws IOException {
        // What is tried is moving, not noticing: a busy machine that pauses must not end a node here.
        cluster = ClusterProcess.start(data, "--set", "pekko.cluster.failure-detector.acceptable-heartbeat-pause=30s");
        client = cluster.client("node3");
        journey = new Journey(null, client);
    }

    @AfterAll
    static void stop() {
        client.close();
        assertEquals(0, cluster.stop());
    }

    private static Path local(String node) {
        return data.resolve("nodes/" + node + "/volumes/local");
    }

    /** Every other mebibyte is a hole. */
    private static Path disk(String node, String relative, int mebibytes) throws IOException {
        Path file = local(node).resolve(relative);
        Files.createDirectories(file.getParent());
        SplittableRandom random = new SplittableRandom(7);
        byte[] piece = new byte[1 << 20];
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            for (long i = 0; i < mebibytes; i++) {
                random.nextBytes(piece);
                out.seek((2 * i) << 20);
                out.write(piece);
            }
        }
        return file;
    }

    private static JsonNode define(String name, String node, Path disk) {
        ObjectNode body =
                object().put("name", name).put("memoryBytes", 64L << 20).put("node", node);
        body.putArray("disks").add(disk.toString());
        return client.submit("/systems", body);
    }

    private static JsonNode move(JsonNode system, String node, Path directory) {
        ObjectNode body = object();
        if (node != null) {
            body.put("node", node);
        }
        if (directory != null) {
            body.put("directory", directory.toString());
        }
        return client.submit("/systems/" + system.path("id").asText() + "/move", body);
    }

    private static JsonNode shown(JsonNode system) {
        return client.get("/systems/" + system.path("id").asText());
    }

    /** Files of users: what is not in Ferry's own folder. */
    private static Set<String> files(Path volume) {
        return Traces.files(volume).keySet().stream()
                .filter(name -> !name.startsWith(".ferry"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void assertNothingIsStaged() {
        for (Path volume : List.of(local("node1"), local("node2"), local("node3"), data.resolve("volumes/csv1"))) {
            assertFalse(
                    Traces.files(volume).keySet().stream().anyMatch(name -> name.startsWith(".ferry/staging/")),
                    () -> volume + ": " + Traces.files(volume));
        }
        for (JsonNode volume : client.list("/volumes", Map.of())) {
            assertEquals(0, volume.path("reservedBytes").asLong(), volume::toString);
            volume.path("claims")
                    .forEach(claim -> assertFalse(claim.path("holder").asText().startsWith("job "), volume::toString));
        }
    }

    @Test
    void goesWithItsFilesFromVolumeToVolumeAndLeavesNothingBehind() throws IOException {
        Path first = disk("node1", "round/a.raw", 24);
        String sum = Journey.sha256(first);
        JsonNode web = define("round", "node1", first);
        String id = web.path("id").asText();
        Path home = local("node1").resolve("home");
        journey.completed(move(web, null, home));
        assertFalse(Files.exists(first), "it was moved, not copied");
        assertEquals(sum, Journey.sha256(home.resolve("Virtual Hard Disks/a.raw")));

        Path away = local("node2").resolve("away");
        JsonNode job = journey.completed(move(web, "node2", away));
        assertEquals("Move", job.path("kind").asText());
        assertEquals(STATE, job.path("state").asText());
        assertEquals("node2", shown(web).path("node").asText());
        assertEquals(sum, Journey.sha256(away.resolve("Virtual Hard Disks/a.raw")));
        assertTrue(Files.readString(away.resolve("Virtual Machines/" + id + ".xml"), StandardCharsets.UTF_16LE)
                .contains("away"));
        assertFalse(Files.exists(home), () -> "left: " + files(local("node1")));
        refused(32773, () -> move(web, null, away));
        refused(32777, () -> move(web, "node9", null));

        journey.completed(move(web, "node3", null));
        assertEquals("node3", shown(web).path("node").asText());
        assertFalse(Files.exists(away), () -> "left: " + files(local("node2")));
        Path shared = data.resolve("volumes/csv1/systems/round (" + id.substring(0, 8) + ")");
        assertEquals(sum, Journey.sha256(shared.resolve("Virtual Hard Disks/a.raw")));

        Set<String> before = files(data.resolve("volumes/csv1"));
        journey.completed(move(web, "node1", null));
        journey.completed(move(web, "node1", null));
        assertEquals("node1", shown(web).path("node").asText());
        assertEquals(before, files(data.resolve("volumes/csv1")), "all nodes reach it: nothing is copied");
        assertNothingIsStaged();
    }

    @Test
    void bringsADiskThatOnlyOneNodeHasIntoTheSharedHome() throws IOException {
        Path disk = disk("node2", "mixed/b.raw", 8);
        String sum = Journey.sha256(disk);
        JsonNode system = define("mixed", "node2", disk);
        String id = system.path("id").asText();
        journey.completed(move(system, "node1", null));
        Path home = data.resolve("volumes/csv1/systems/mixed (" + id.substring(0, 8) + ")");
        assertEquals(sum, Journey.sha256(home.resolve("Virtual Hard Disks/b.raw")));
        assertFalse(Files.exists(disk));
        assertEquals("node1", shown(system).path("node").asText());
        assertNothingIsStaged();
    }

    @Test
    void endsAtTheNewPlaceWhenEitherNodeIsKilledInTheMiddle() throws IOException {
        for (String victim : List.of("node1", "node2")) {
            Path disk = disk("node1", "killed-" + victim + "/a.raw", 512);
            String sum = Journey.sha256(disk);
            JsonNode system = define("killed-" + victim, "node1", disk);
            Path away = local("node2").resolve("killed-" + victim);
            JsonNode job = move(system, "node2", away);
            JsonNode seen = journey.until(
                    job, now -> now.path("bytesDone").asLong() > 0 || now.hasNonNull("endedAt"), "moved a byte");
            System.out.println("killed " + victim + " at " + seen.path("bytesDone") + " of " + seen.path("bytesTotal"));
            cluster.killAndAwaitAgain(victim);

            JsonNode end = journey.completed(job);
            System.out.println("written " + end.path("bytesWritten") + " of " + end.path("bytesTotal") + " in "
                    + end.path("attempt") + " attempts");
            assertEquals("node2", shown(system).path("node").asText());
            assertEquals(sum, Journey.sha256(away.resolve("Virtual Hard Disks/a.raw")));
            assertFalse(Files.exists(disk), "the old place is clean");
            long excess =
                    end.path("bytesWritten").asLong() - end.path("bytesTotal").asLong();
            assertTrue(excess <= 64L << 20, "written again: " + excess);
            assertNothingIsStaged();
        }
    }
}
