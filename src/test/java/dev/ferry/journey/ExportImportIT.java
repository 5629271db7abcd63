package dev.ferry.journey;

import static dev.ferry.journey.Journey.object;
import static dev.ferry.journey.Journey.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ferry.cli.ClientProblem;
import dev.ferry.cli.FerryClient;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class ExportImportIT {
    @TempDir
    static Path data;

    private static NodeProcess node;
    private static FerryClient client;
    private static Journey journey;

    @BeforeAll
    static void start() throws IOException {
        node = NodeProcess.start(data);
        client = node.client();
        journey = new Journey(node, client);
    }

    @AfterAll
    static void stop() {
        client.close();
        assertEquals(0, node.stop());
    }

    @Test
    void carriesASystemToAFolderAndBackUnderNewIdentitiesAndItsOwn() throws IOException {
        Path disk = journey.disk("round/a.raw", 8);
        JsonNode web = journey.define("round", "round/a.raw");
        JsonNode export = journey.export(web, "round-exports");
        Path folder = Path.of(export.path("result").path("directory").asText());
        assertTrue(Files.exists(folder.resolve("ferry.manifest.json")));
        assertEquals(Journey.sha256(disk), Journey.sha256(folder.resolve("Virtual Hard Disks/a.raw")));
        assertConfigurationIsAsRealHostsWriteIt(
                folder.resolve("Virtual Machines/" + web.path("id").asText() + ".xml"));

        JsonNode first = journey.system(journey.completed(journey.importing(
                folder.toString(),
                object().put("mode", "copy").put("newId", true).put("name", "round-1"))));
        JsonNode second = journey.system(journey.completed(journey.importing(
                folder.toString(),
                object().put("mode", "copy").put("newId", true).put("name", "round-2"))));
        assertNotEquals(first.path("id"), second.path("id"));
        for (JsonNode system : List.of(first, second)) {
            Path copy = Path.of(system.path("disks").path(0).path("path").asText());
            assertEquals(Journey.sha256(disk), Journey.sha256(copy));
        }

        refused(32774, () -> journey.importing(folder.toString(), object().put("mode", "register")));
        journey.completed(client.submitDelete("/systems/" + web.path("id").asText(), Map.of()));
        JsonNode back = journey.system(
                journey.completed(journey.importing(folder.toString(), object().put("mode", "register"))));
        assertEquals(web.path("id"), back.path("id"));
        assertEquals(
                folder.resolve("Virtual Hard Disks/a.raw").toString(),
                back.path("disks").path(0).path("path").asText());
        assertTrue(Files.exists(folder.resolve("ferry.manifest.adopted.json")));
        ClientProblem again = refused(
                32774,
                () -> journey.importing(
                        folder.toString(), object().put("mode", "copy").put("newId", true)));
        assertTrue(again.detail().contains("round"), again.detail());
    }

    private static void assertConfigurationIsAsRealHostsWriteIt(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        assertEquals((byte) 0xFF, bytes[0]);
        assertEquals((byte) 0xFE, bytes[1]);
        String text = new String(bytes, StandardCharsets.UTF_16);
        assertTrue(text.startsWith("<?xml version=\"1.0\" encoding=\"UTF-16\" standalone=\"yes\"?>\r\n"), text);
        assertTrue(text.contains("<name type=\"string\">round</name>"), text);
    }

    @Test
    void keepsHolesAndMakesDisksThatOthersAccept() throws IOException {
        JsonNode system = client.submit("/systems", newDisk("holes", "big", 64L << 30));
        Path disk = Path.of(system.path("disks").path(0).path("path").asText());
        JsonNode export = journey.export(system, "holes-exports");
        Path copy = Path.of(export.path("result").path("directory").asText())
                .resolve("Virtual Hard Disks")
                .resolve(disk.getFileName());
        assertEquals(Files.size(disk), Files.size(copy));
        assertTrue(allocated(copy) <= allocated(disk) + (1 << 20), allocated(copy) + " > " + allocated(disk));
    }

    private static JsonNode newDisk(String name, String disk, long sizeBytes) {
        var body = object().put("name", name).put("memoryBytes", 64L << 20);
        body.putArray("newDisks").addObject().put("name", disk).put("sizeBytes", sizeBytes);
        return body;
    }

    private static long allocated(Path file) throws IOException {
        Process stat = new ProcessBuilder("stat", "-c", "%b", file.toString()).start();
        return Long.parseLong(new String(stat.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip()) * 512;
    }

    @Test
    void namesClashingDisksApartAndFoldersOfSystemsToo() throws IOException {
        journey.disk("clash/one/disk.raw", 1);
        journey.disk("clash/two/disk.raw", 1);
        JsonNode both = journey.define("clash: of*names", "clash/one/disk.raw", "clash/two/disk.raw");
        Path folder = Path.of(journey.export(both, "clash-exports")
                .path("result")
                .path("directory")
                .asText());
        assertEquals("clash%3A of%2Anames", folder.getFileName().toString());
        assertTrue(Files.exists(folder.resolve("Virtual Hard Disks/disk.raw")));
        assertTrue(Files.exists(folder.resolve("Virtual Hard Disks/disk (2).raw")));
        journey.disk("clash/three.raw", 1);
        JsonNode other = journey.define("CLASH: of*names", "clash/three.raw");
        Path second = Path.of(journey.export(other, "clash-exports")
                .path("result")
                .path("directory")
                .asText());
        assertEquals(
                "CLASH%3A of%2Anames (" + other.path("id").asText().substring(0, 8) + ")",
                second.getFileName().toString());
    }

    @Test
    void everyRefusalLeavesThingsAsTheyWere() throws IOException {
        journey.disk("refuse/a.raw", 2);
        JsonNode system = journey.define("refuse", "refuse/a.raw");
        String id = system.path("id").asText();
        Path export = Path.of(journey.export(system, "refuse-exports")
                .path("result")
                .path("directory")
                .asText());
        Path linked = Files.createDirectories(node.volume().resolve("refuse-link/Virtual Machines"));
        Files.createSymbolicLink(linked.resolve("x.xml"), export.resolve("Virtual Machines/" + id + ".xml"));
        Traces before = Traces.of(node, client);

        ClientProblem outside = refused(32773, () -> journey.export(system, object().put("directory", "/etc")));
        assertTrue(outside.detail().contains("/etc"), outside.detail());
        refused(32773, () -> journey.export(system, object().put("directory", "a/../../b")));
        refused(32773, () -> journey.export(system, object().put("directory", "refuse-exports")));
        refused(
                32776,
                () -> journey.export(system, object().put("directory", "x").put("nonsense", 1)));
        refused(32776, () -> journey.export(system, object().put("directory", 7)));
        refused(
                32773,
                () -> journey.importing(
                        "refuse-exports", object().put("mode", "copy").put("newId", true)));
        refused(
                32773,
                () -> journey.importing("nowhere", object().put("mode", "copy").put("newId", true)));
        ClientProblem link = refused(
                32773,
                () -> journey.importing(
                        "refuse-link", object().put("mode", "copy").put("newId", true)));
        assertTrue(link.detail().contains("link"), link.detail());
        refused(32774, () -> journey.importing(export.toString(), object().put("mode", "copy")));
        refused(
                32773,
                () -> journey.importing(
                        export.toString(),
                        object().put("mode", "copy")
                                .put("newId", true)
                                .set("networks", object().put("", "No Such Switch"))));
        refused(32770, () -> client.post("/systems/" + id + "/state", object().put("state", "Running")));
        refused(32773, () -> journey.define("refuse-2", "refuse/missing.raw"));
        refused(32774, () -> journey.define("refuse-3", "refuse/a.raw"));

        assertEquals(before, Traces.settled(node, client, before::equals));
    }

    @Test
    void aChangedByteIsNamedAndNotImported() throws IOException {
        journey.disk("bad/a.raw", 4);
        JsonNode system = journey.define("bad", "bad/a.raw");
        Path folder = Path.of(journey.export(system, "bad-exports")
                .path("result")
                .path("directory")
                .asText());
        flip(folder.resolve("Virtual Hard Disks/a.raw"), (2L << 20) + 17);
        Traces before = Traces.of(node, client);

        JsonNode verify =
                journey.failed(client.submit("/verifications", object().put("directory", folder.toString())), 32768);
        String told = verify.path("errors").path(0).path("message").asText();
        assertTrue(told.contains("Virtual Hard Disks/a.raw") && told.contains("chunk 2"), told);
        JsonNode copy = journey.failed(
                journey.importing(
                        folder.toString(), object().put("mode", "copy").put("newId", true)),
                32768);
        assertTrue(copy.toString().contains("chunk 2"), copy::toString);
        assertEquals(before, Traces.settled(node, client, before::equals));
    }

    @Test
    void everyFileOfAnExportIsVouchedFor() throws IOException {
        journey.disk("all/a.raw", 1);
        JsonNode system = journey.define("all", "all/a.raw");
        Path folder = Path.of(journey.export(system, "all-exports")
                .path("result")
                .path("directory")
                .asText());
        for (String name : Traces.files(folder).keySet()) {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file)) {
                flip(file, Files.size(file) / 2);
                JsonNode verify = journey.failed(
                        client.submit("/verifications", object().put("directory", folder.toString())), 32768);
                String told = verify.path("errors").path(0).path("message").asText();
                assertTrue(told.contains(file.getFileName().toString()), name + " is not named: " + told);
                flip(file, Files.size(file) / 2);
            }
        }
        journey.completed(client.submit("/verifications", object().put("directory", folder.toString())));
    }

    private static void flip(Path file, long at) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(at);
            int old = open.read();
            open.seek(at);
            open.write(old ^ 1);
        }
    }

    @Test
    void aSubmitCanBeRepeated() throws IOException {
        journey.disk("repeat/a.raw", 1);
        JsonNode system = journey.define("repeat", "repeat/a.raw");
        String path = "/systems/" + system.path("id").asText() + "/export";
        try (KeyedClient keyed = new KeyedClient(node.environment())) {
            JsonNode first = keyed.post(path, "key-1", object().put("directory", "repeat-exports"), 202);
            JsonNode again = keyed.post(path, "key-1", object().put("directory", "repeat-exports"), 202);
            assertEquals(first.path("id"), again.path("id"));
            JsonNode other = keyed.post(path, "key-1", object().put("directory", "elsewhere"), 422);
            assertEquals(32773, other.path("code").asInt());
            journey.completed(first);
        }
    }

    @Test
    void aCopyOfTheConfigurationOnlyIsSmallAndFindsItsDisksAgain() throws IOException {
        journey.disk("conf/a.raw", 2);
        JsonNode system = journey.define("conf", "conf/a.raw");
        JsonNode export = journey.completed(
                journey.export(system, object().put("directory", "conf-exports").put("copyStorage", false)));
        Path folder = Path.of(export.path("result").path("directory").asText());
        assertFalse(Files.exists(folder.resolve("Virtual Hard Disks")));
        journey.completed(client.submitDelete("/systems/" + system.path("id").asText(), Map.of()));
        JsonNode copy = journey.system(journey.completed(journey.importing(
                folder.toString(), object().put("mode", "copy").put("newId", true))));
        assertEquals(
                Journey.sha256(node.volume().resolve("conf/a.raw")),
                Journey.sha256(Path.of(copy.path("disks").path(0).path("path").asText())));
    }
}
