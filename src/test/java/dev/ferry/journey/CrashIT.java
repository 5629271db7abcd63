package dev.ferry.journey;

import static dev.ferry.journey.Journey.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ferry.cli.ClientProblem;
import dev.ferry.cli.FerryClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The node is killed in the middle; {@code -Dferry.kills=20 -Dferry.kill.mebibytes=2048} is the long form. */
@Timeout(1800)
class CrashIT {
    private static final long MIB = 1 << 20;

    @TempDir
    Path data;

    @Test
    void jobsGoOnAfterKillNineAndLeaveNothingBehind() throws IOException {
        int kills = Integer.getInteger("ferry.kills", 2);
        int mebibytes = Integer.getInteger("ferry.kill.mebibytes", 384);
        NodeProcess node = NodeProcess.start(data);
        JsonNode job;
        String source;
        try (FerryClient client = node.client()) {
            Journey journey = new Journey(node, client);
            source = Journey.sha256(journey.disk("crash/a.raw", mebibytes));
            journey.define("crash", "crash/a.raw");
        }
        int inMidCopy = 0;
        // A kill that came when all was copied is none of those that are wanted.
        for (int round = 0; inMidCopy < kills && round < 2 * kills; round++) {
            try (FerryClient client = node.client()) {
                Journey journey = new Journey(node, client);
                JsonNode system = client.list("/systems", Map.of()).getFirst();
                job = journey.export(system, object().put("directory", "crash-" + round));
                JsonNode seen = journey.until(
                        job, now -> now.path("bytesDone").asLong() > 0 || now.hasNonNull("endedAt"), "moved a byte");
                boolean midCopy = seen.path("bytesDone").asLong()
                        < seen.path("bytesTotal").asLong();
                inMidCopy += midCopy ? 1 : 0;
                System.out.println(
                        "kill " + round + " at " + seen.path("bytesDone") + " of " + seen.path("bytesTotal"));
                node.kill();
            }
            node = NodeProcess.start(data);
            try (FerryClient client = node.client()) {
                JsonNode end = new Journey(node, client).completed(job);
                long excess = end.path("bytesWritten").asLong()
                        - end.path("bytesTotal").asLong();
                assertTrue(excess <= 64 * MIB, "written again: " + excess);
                Path folder = Path.of(end.path("result").path("directory").asText());
                assertEquals(source, Journey.sha256(folder.resolve("Virtual Hard Disks/a.raw")));
                assertNothingIsLeft(node, client);
                delete(folder);
            }
        }
        assertEquals(kills, inMidCopy, "kills that hit a copy under way");
        assertEquals(0, node.stop());
    }

    private static void assertNothingIsLeft(NodeProcess node, FerryClient client) {
        Traces traces = Traces.settled(
                node, client, now -> !hasStagedFiles(now) && isNothingPromised(now) && isNothingReserved(now));
        assertFalse(hasStagedFiles(traces), () -> "left: " + traces.files());
        assertTrue(isNothingPromised(traces), () -> "left: " + traces.promises());
        assertTrue(isNothingReserved(traces), () -> "left: " + traces.systems());
    }

    private static boolean hasStagedFiles(Traces traces) {
        return traces.files().keySet().stream().anyMatch(name -> name.startsWith(".ferry/staging/"));
    }

    private static boolean isNothingPromised(Traces traces) {
        return traces.promises().stream().noneMatch(promise -> promise.contains("job "));
    }

    private static boolean isNothingReserved(Traces traces) {
        return traces.systems().stream().allMatch(system -> system.endsWith("job="));
    }

    private static void delete(Path folder) throws IOException {
        for (String name : Traces.files(folder).keySet()) {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file)) {
                Files.delete(file);
            }
        }
    }

    @Test
    void twoNodesNeverRunOnOneDataFolder() throws IOException {
        try (NodeProcess node = NodeProcess.start(data)) {
            IOException refused = assertThrows(IOException.class, () -> NodeProcess.start(data));
            assertTrue(
                    refused.getMessage().contains("already")
                            || refused.getMessage().contains("in use"),
                    refused.getMessage());
            assertTrue(Files.exists(node.data()));
        }
    }

    @Test
    void cancelAtAnyMomentLeavesNothingBehind() throws IOException {
        try (NodeProcess node = NodeProcess.start(data);
                FerryClient client = node.client()) {
            Journey journey = new Journey(node, client);
            journey.disk("cancel/a.raw", 256);
            JsonNode system = journey.define("cancel", "cancel/a.raw");
            Traces before = Traces.of(node, client);
            int cancelled = 0;
            for (int i = 0; i < 6; i++) {
                JsonNode job = journey.export(system, object().put("directory", "cancelled"));
                // The first half is the copy, the second its verification.
                int percent = i * 8;
                journey.until(
                        job,
                        now -> now.path("percent").asInt() >= percent || now.hasNonNull("endedAt"),
                        "came to " + percent + " percent");
                if (isCancelled(client, job)) {
                    JsonNode end = journey.ended(job);
                    assertEquals("Terminated", end.path("state").asText(), end::toString);
                    cancelled++;
                } else {
                    // It was faster than who cancelled it: then it has done all of it.
                    journey.completed(job);
                    Journey.deleteAll(node.volume().resolve("cancelled"));
                }
                assertEquals(before, Traces.settled(node, client, before::equals));
            }
            assertTrue(cancelled >= 4, cancelled + " of 6 were cancelled under way");
        }
    }

    /** False when the job had ended already. */
    private static boolean isCancelled(FerryClient client, JsonNode job) {
        try {
            client.post("/jobs/" + job.path("id").asText() + "/cancel", object());
            return true;
        } catch (ClientProblem e) {
            assertEquals(32775, e.code(), e::getMessage);
            return false;
        }
    }
}
