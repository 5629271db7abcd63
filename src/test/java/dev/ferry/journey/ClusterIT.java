package dev.ferry.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ferry.cli.ClientProblem;
import dev.ferry.cli.FerryClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes and their database, as a user starts them. */
@Tag("cluster")
@Timeout(900)
class ClusterIT {
    private static final Set<String> NAMES = Set.of("node1", "node2", "node3");

    @TempDir
    Path data;

    @Test
    void isOneClusterThatAnyNodeAnswersForAndThatANodeReturnsTo() throws IOException {
        List<Long> pids = new ArrayList<>();
        try (ClusterProcess cluster = ClusterProcess.start(data)) {
            assertEquals(NAMES, cluster.nodes().keySet());
            NAMES.forEach(name -> until(() -> up(cluster, name).equals(NAMES), name + " sees all three up"));

            JsonNode job = exportedOn(cluster, "node1");
            for (String name : NAMES) {
                try (FerryClient client = cluster.client(name)) {
                    until(() -> isCompleted(client, job), name + " shows the job completed");
                }
            }
            assertEquals(1, markers(data.resolve("volumes/csv1")));

            ClusterProcess.Told before = cluster.nodes().get("node2");
            ClusterProcess.Told after = cluster.killAndAwaitAgain("node2");
            assertNotEquals(before.pid(), after.pid());
            assertEquals(before.url(), after.url());
            NAMES.forEach(name -> until(() -> up(cluster, name).equals(NAMES), name + " sees node2 again"));
            try (FerryClient client = cluster.client("node2")) {
                assertEquals(
                        "shared",
                        client.list("/systems", Map.of())
                                .getFirst()
                                .path("name")
                                .asText());
            }

            cluster.nodes().values().forEach(node -> pids.add(node.pid()));
            pids.add(Long.valueOf(Files.readAllLines(data.resolve("postgresql/data/postmaster.pid"))
                    .getFirst()));
            assertEquals(0, cluster.stop());
        }
        pids.forEach(pid -> assertTrue(ProcessHandle.of(pid).isEmpty(), "left behind: pid " + pid));
    }

    private static JsonNode exportedOn(ClusterProcess cluster, String node) throws IOException {
        Path disk = cluster.data().resolve("volumes/csv1/a.raw");
        Files.write(disk, new byte[1 << 20]);
        try (FerryClient client = cluster.client(node)) {
            ObjectNode body = Journey.object().put("name", "shared").put("memoryBytes", 64L << 20);
            body.putArray("disks").add("a.raw");
            String system = client.submit("/systems", body).path("id").asText();
            return client.submit(
                    "/systems/" + system + "/export", Journey.object().put("directory", "exports"));
        }
    }

    /** A job that was begun just now may not be listed yet. */
    private static boolean isCompleted(FerryClient client, JsonNode job) {
        try {
            String state =
                    client.get("/jobs/" + job.path("id").asText()).path("state").asText();
            assertNotEquals("Exception", state);
            return state.startsWith("Completed");
        } catch (ClientProblem _) {
            return false;
        }
    }

    /** The nodes that this one believes to be up. */
    private static Set<String> up(ClusterProcess cluster, String node) {
        Set<String> names = new TreeSet<>();
        try (FerryClient client = cluster.client(node)) {
            for (JsonNode each : client.list("/nodes", Map.of())) {
                if (each.path("state").asText().equals("Up")) {
                    names.add(each.path("name").asText());
                }
            }
        }
        return names;
    }

    private static long markers(Path volume) throws IOException {
        try (Stream<Path> files = Files.walk(volume)) {
            return files.filter(file -> file.endsWith("volume.json"))
                    .filter(file -> isShared(file))
                    .count();
        }
    }

    private static boolean isShared(Path marker) {
        try {
            return Files.readString(marker).replace(" ", "").contains("\"shared\":true");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void until(BooleanSupplier condition, String what) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(180);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, () -> "never: " + what);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }
}
