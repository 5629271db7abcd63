package dev.ferry.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ferry.rig.Await;
import dev.ferry.rig.ClusterNode;
import dev.ferry.rig.ClusterProcess;
import dev.ferry.rig.Net;
import dev.ferry.rig.Reply;
import dev.ferry.rig.RestClient;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes: one is killed, one is drained, and what becomes of their systems, their jobs, and their visitors. */
@Tag("cluster")
@Timeout(420)
class OwnershipIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration OWNER_LIMIT = Duration.ofSeconds(15);
    private static final Duration HAND_OVER_LIMIT = Duration.ofSeconds(15);
    private static final int PIECE = 1 << 20;

    @TempDir
    static Path folder;

    private static ClusterProcess cluster;
    private static RestClient client;

    @BeforeAll
    static void start() {
        cluster = ClusterProcess.start(folder, 3, Net.loopback());
        client = cluster.client();
    }

    @BeforeEach
    void mend() {
        cluster.mend();
        cluster.awaitReady(PATIENCE);
    }

    @AfterAll
    static void stop() {
        client.close();
        cluster.close();
    }

    @Test
    void losesANodeAndNoSystem() throws Exception {
        String shared = define("shared", "node2", disk(cluster.sharedVolume().resolve("shared.vhdx"), 2));
        String bound = define(
                "bound", "node2", disk(cluster.volumes().get("local@node2").resolve("bound.vhdx"), 2));
        Path exports = cluster.sharedVolume().resolve("exports");
        completed(export(bound, exports));
        assertEquals("node2", system(shared).path("node").asText());
        assertEquals("node2", system(bound).path("node").asText());

        long killed = System.nanoTime();
        cluster.node("node2").kill();
        Await.until(OWNER_LIMIT, () -> "another owner: " + system(shared), () -> isAt(shared, "Off", "node2", false));
        Await.until(
                OWNER_LIMIT, () -> "unavailable: " + system(bound), () -> isAt(bound, "Unavailable", "node2", true));
        System.out.println("owners were right " + (System.nanoTime() - killed) / 1_000_000 + " ms after the kill");
        completed(export(shared, exports));
        Reply refused = post(
                exportPath(bound),
                UUID.randomUUID().toString(),
                directory(cluster.sharedVolume().resolve("more")));
        assertEquals(32777, refused.code(), refused::toString);
        ObjectNode wanted = RestClient.object()
                .put("path", exports.resolve("bound").toString())
                .put("mode", "copy");
        Reply taken = submit("/imports", wanted);
        assertEquals(32774, taken.code(), taken::toString);
        assertTrue(
                taken.body().path("detail").asText().contains("'bound' on node node2, which is lost"), taken::toString);
        assertTrue(List.of("Unreachable", "Down")
                .contains(get("/nodes/node2").path("status").asText()));

        cluster.node("node2").start();
        cluster.node("node2").awaitReady(PATIENCE);
        Await.until(PATIENCE, () -> "at home: " + system(bound), () -> isAt(bound, "Off", "node2", true));
        Await.until(PATIENCE, () -> "at home: " + system(shared), () -> isAt(shared, "Off", "node2", true));
        completed(export(bound, cluster.sharedVolume().resolve("more")));
    }

    @Test
    void handsOverWhatADrainedNodeCopies() throws Exception {
        List<String> systems = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            systems.add(define("web" + i, "node1", disk(cluster.sharedVolume().resolve("web" + i + ".vhdx"), 400)));
        }
        List<String> jobs = new ArrayList<>();
        for (String system : systems) {
            jobs.add(export(system, cluster.sharedVolume().resolve("exports"))
                    .body()
                    .path("id")
                    .asText());
        }
        JsonNode copying = Await.present(PATIENCE, () -> "copies: " + all(jobs), () -> jobs.stream()
                .map(this::job)
                .filter(job -> isCopying(job)
                        && job.path("bytesDone").asLong() * 2
                                < job.path("bytesTotal").asLong())
                .findFirst());
        String drained = copying.path("copyNode").asText();

        long asked = System.nanoTime();
        Reply answer = post("/nodes/" + drained + "/drain", RestClient.object());
        assertTrue(answer.isOk(), answer::toString);
        // The job that was seen to copy may have come to its end meanwhile; the node had others.
        List<String> handedOver = answer.body().path("handedOver").findValuesAsText("job");
        assertFalse(handedOver.isEmpty(), answer::toString);
        String seen = copying.path("id").asText();
        String id = handedOver.contains(seen) ? seen : handedOver.getFirst();
        Await.until(
                HAND_OVER_LIMIT,
                () -> "moves elsewhere: " + job(id),
                () -> job(id).hasNonNull("endedAt")
                        || (isCopying(job(id))
                                && !job(id).path("copyNode").asText().equals(drained)));
        System.out.println(
                "bytes moved again " + (System.nanoTime() - asked) / 1_000_000 + " ms after the drain: " + job(id));
        Await.until(
                PATIENCE,
                () -> "drained: " + get("/nodes/" + drained),
                () -> get("/nodes/" + drained).path("status").asText().equals("Drained"));
        for (String one : jobs) {
            JsonNode end = ended(one);
            assertEquals("Completed", end.path("state").asText(), end::toString);
            assertTrue(
                    end.path("bytesWritten").asLong() < 2 * 400L * PIECE,
                    () -> "what was copied was taken over: " + end);
        }
        assertTrue(post("/nodes/" + drained + "/resume", RestClient.object()).isOk());
        assertEquals("Up", get("/nodes/" + drained).path("status").asText());
    }

    @Test
    void goesOnAtTheDoorsOfAnotherNode() throws Exception {
        for (int i = 0; i < 3; i++) {
            define("door" + i, "node1", disk(cluster.sharedVolume().resolve("door" + i + ".vhdx"), 1));
        }
        String system = define("through", "node1", disk(cluster.sharedVolume().resolve("through.vhdx"), 400));
        Set<String> all = client.list(url(), "/systems", PATIENCE).stream()
                .map(each -> each.path("name").asText())
                .collect(Collectors.toSet());
        Doors doors = new Doors(client);
        ClusterNode lost = cluster.node("node2");
        Await.until(
                PATIENCE, () -> "node2 lists " + all, () -> names(doors, lost).containsAll(all));
        Doors.Page wsman = doors.pull(lost, doors.enumerate(lost));
        Doors.Page cimXml = doors.open(lost);
        String job = doors.export(lost, system, cluster.sharedVolume() + "/through");
        Await.until(PATIENCE, () -> "copies: " + job(job), () -> isCopying(job(job)));

        lost.kill();
        List<String> byWsman = new ArrayList<>(wsman.names());
        for (ClusterNode node = cluster.node("node1"); !wsman.context().isEmpty(); node = other(node)) {
            wsman = doors.pull(node, wsman);
            byWsman.addAll(wsman.names());
        }
        List<String> byCimXml = new ArrayList<>(cimXml.names());
        for (ClusterNode node = cluster.node("node1"); !cimXml.context().isEmpty(); node = other(node)) {
            cimXml = doors.pullMore(node, cimXml);
            byCimXml.addAll(cimXml.names());
        }
        assertEquals(
                List.copyOf(new TreeSet<>(all)),
                byWsman.stream().filter(all::contains).sorted().toList(),
                "each once");
        assertEquals(
                List.copyOf(new TreeSet<>(all)),
                byCimXml.stream().filter(all::contains).sorted().toList(),
                "each once");
        for (String name : List.of("node1", "node3")) {
            ClusterNode node = cluster.node(name);
            Await.until(
                    PATIENCE, () -> "completed: " + job(job), () -> state(() -> doors.stateByWsman(node, job)) == 7);
            Await.until(
                    PATIENCE, () -> "completed: " + job(job), () -> state(() -> doors.stateByCimXml(node, job)) == 7);
        }
    }

    private static Set<String> names(Doors doors, ClusterNode node) {
        Set<String> names = new TreeSet<>();
        try {
            for (Doors.Page page = doors.open(node); ; page = doors.pullMore(node, page)) {
                names.addAll(page.names());
                if (page.context().isEmpty()) {
                    return names;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ClusterNode other(ClusterNode node) {
        return cluster.node(node.name().equals("node1") ? "node3" : "node1");
    }

    private static int state(Callable<Integer> asked) {
        try {
            return asked.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isCopying(JsonNode job) {
        return job.path("bytesDone").asLong() > 0
                && job.hasNonNull("copyNode")
                && !job.path("copyNode").asText().isEmpty();
    }

    private boolean isAt(String id, String state, String node, boolean there) {
        JsonNode system = system(id);
        return system.path("state").asText().equals(state)
                && system.path("node").asText().equals(node) == there;
    }

    private Path disk(Path file, int mebibytes) throws IOException {
        SplittableRandom random = new SplittableRandom(file.toString().hashCode());
        byte[] piece = new byte[PIECE];
        random.nextBytes(piece);
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < mebibytes; i++) {
                // Different in each piece, and cheap.
                piece[i % PIECE]++;
                out.write(piece);
            }
        }
        return file;
    }

    private String define(String name, String node, Path disk) {
        ObjectNode body = RestClient.object()
                .put("name", name)
                .put("memoryBytes", 64L << 20)
                .put("node", node);
        body.putArray("disks").add(disk.toString());
        Reply reply = submit("/systems", body);
        assertTrue(reply.isOk(), reply::toString);
        return reply.body().path("id").asText();
    }

    private Reply export(String system, Path directory) {
        return submit(exportPath(system), directory(directory));
    }

    private static String exportPath(String system) {
        return "/systems/" + system + "/export";
    }

    private static ObjectNode directory(Path directory) {
        return RestClient.object().put("directory", directory.toString());
    }

    private void completed(Reply submitted) {
        assertEquals(202, submitted.status(), submitted::toString);
        JsonNode end = ended(submitted.body().path("id").asText());
        assertEquals("Completed", end.path("state").asText(), end::toString);
    }

    private JsonNode ended(String job) {
        Predicate<JsonNode> over = now -> now.hasNonNull("endedAt");
        Await.until(Duration.ofMinutes(3), () -> "ended: " + job(job), () -> over.test(job(job)));
        return job(job);
    }

    private List<JsonNode> all(List<String> jobs) {
        return jobs.stream().map(this::job).toList();
    }

    private JsonNode system(String id) {
        return get("/systems/" + id);
    }

    private JsonNode job(String id) {
        return get("/jobs/" + id);
    }

    private JsonNode get(String path) {
        try {
            return client.get(url(), path, PATIENCE).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a submit came to: an answer that may pass is asked for again, under the same key, as the API says it may. */
    private Reply submit(String path, JsonNode body) {
        String key = UUID.randomUUID().toString();
        return Await.present(PATIENCE, () -> path + " has an answer", () -> Optional.of(post(path, key, body))
                .filter(reply -> !reply.isPassing()));
    }

    private Reply post(String path, JsonNode body) {
        return post(path, "", body);
    }

    private Reply post(String path, String key, JsonNode body) {
        try {
            return client.post(url(), path, key, body, PATIENCE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String url() {
        return cluster.node("node1").url();
    }
}
