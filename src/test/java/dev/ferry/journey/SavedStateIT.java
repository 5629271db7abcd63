package dev.ferry.journey;

import static dev.ferry.journey.Journey.object;
import static dev.ferry.journey.Journey.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ferry.cli.FerryClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Saved state and snapshots go along; the hypervisor is the simulated one, which had to be chosen. */
@Timeout(300)
class SavedStateIT {
    @TempDir
    static Path data;

    private static NodeProcess node;
    private static FerryClient client;
    private static Journey journey;

    @BeforeAll
    static void start() throws IOException {
        node = NodeProcess.start(data, "ferry.hypervisor=simulated");
        client = node.client();
        journey = new Journey(node, client);
    }

    @AfterAll
    static void stop() {
        client.close();
        assertEquals(0, node.stop());
    }

    private static JsonNode state(JsonNode system, String state) {
        return client.post("/systems/" + system.path("id").asText() + "/state", object().put("state", state));
    }

    private static Path runtime(JsonNode system) {
        return Path.of(system.path("definitionFile").asText())
                .resolveSibling(system.path("id").asText());
    }

    @Test
    void savedStateIsExportedImportedAndCheckedAtTheStart() throws IOException {
        journey.disk("saved/a.raw", 1);
        JsonNode system = journey.define("saved", "saved/a.raw");
        assertEquals("Running", state(system, "Running").path("state").asText());
        refused(32775, () -> journey.export(system, object().put("directory", "saved-out")));
        JsonNode saved = state(system, "Saved");
        assertEquals("Saved", saved.path("state").asText());
        assertTrue(saved.path("stateNote").asText().contains("simulated"), saved::toString);
        String id = system.path("id").asText();
        assertEquals(32L << 20, Files.size(runtime(system).resolve(id + ".bin")));

        JsonNode export = journey.export(system, "saved-out");
        Path folder = Path.of(export.path("result").path("directory").asText());
        assertTrue(Files.exists(folder.resolve("Virtual Machines/" + id + "/" + id + ".bin")));
        JsonNode copy = journey.system(journey.completed(journey.importing(
                folder.toString(), object().put("mode", "copy").put("newId", true))));
        assertEquals("Saved", copy.path("state").asText());
        JsonNode fresh = journey.system(journey.completed(journey.importing(
                folder.toString(),
                object().put("mode", "copy").put("newId", true).put("discardSavedState", true))));
        assertEquals("Off", fresh.path("state").asText());

        assertEquals("Running", state(copy, "Running").path("state").asText());
        assertFalse(Files.exists(runtime(copy)));
        Path memory = runtime(system).resolve(id + ".bin");
        byte[] bytes = Files.readAllBytes(memory);
        bytes[100] ^= 1;
        Files.write(memory, bytes);
        refused(32768, () -> state(system, "Running"));
        assertEquals("Saved", client.get("/systems/" + id).path("state").asText());
    }

    @Test
    void withoutRuntimeTheSavedStateStaysBehind() throws IOException {
        journey.disk("noruntime/a.raw", 1);
        JsonNode system = journey.define("noruntime", "noruntime/a.raw");
        state(system, "Running");
        state(system, "Saved");
        JsonNode export = journey.completed(journey.export(
                system, object().put("directory", "noruntime-out").put("copyRuntime", false)));
        Path folder = Path.of(export.path("result").path("directory").asText());
        assertFalse(Files.exists(
                folder.resolve("Virtual Machines/" + system.path("id").asText())));
        JsonNode copy = journey.system(journey.completed(journey.importing(
                folder.toString(), object().put("mode", "copy").put("newId", true))));
        assertEquals("Off", copy.path("state").asText());
    }

    @Test
    void aTreeOfSnapshotsComesAlong() throws IOException {
        Path folder = SnapshotTree.make(node.volume().resolve("tree"));
        JsonNode system =
                journey.system(journey.completed(journey.importing(folder.toString(), object().put("mode", "copy"))));
        assertEquals(2, system.path("snapshots").size(), system::toString);
        JsonNode export = journey.export(system, "tree-out");
        Path out = Path.of(export.path("result").path("directory").asText());
        assertEquals(
                Traces.files(folder.resolve("Snapshots")).keySet(),
                Traces.files(out.resolve("Snapshots")).keySet());
        for (String disk :
                Map.of("base.vhdx", 1, "first.avhdx", 2, "now.avhdx", 3).keySet()) {
            assertEquals(
                    Journey.sha256(folder.resolve("Virtual Hard Disks").resolve(disk)),
                    Journey.sha256(out.resolve("Virtual Hard Disks").resolve(disk)));
        }
        JsonNode copy = journey.system(journey.completed(journey.importing(
                out.toString(), object().put("mode", "copy").put("newId", true).put("name", "tree-2"))));
        assertEquals(2, copy.path("snapshots").size());
        JsonNode child =
                copy.path("snapshots").path(0).path("parent").asText("").isEmpty()
                        ? copy.path("snapshots").path(1)
                        : copy.path("snapshots").path(0);
        JsonNode parent = copy.path("snapshots").path(0).equals(child)
                ? copy.path("snapshots").path(1)
                : copy.path("snapshots").path(0);
        assertEquals(parent.path("id"), child.path("parent"), copy::toString);
    }
}
