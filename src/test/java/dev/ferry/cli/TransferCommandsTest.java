package dev.ferry.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cli.CommandRun.Ran;
import dev.ferry.cli.ScriptedNode.Answer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Exports, imports, comparisons and verifications. */
@Timeout(30)
class TransferCommandsTest {
    private static final String REPORT_REFUSED = "{\"system\": {\"name\": \"web\"}, \"warnings\": [\"no lan here\"],"
            + " \"refusals\": [{\"code\": 32774, \"message\": \"the identity is taken\", \"remedy\": \"--new-id\"}]}";

    private ScriptedNode node;
    private CommandRun command;

    @BeforeEach
    void start() throws IOException {
        node = new ScriptedNode()
                .on(
                        "GET /systems",
                        "{\"items\": [{\"id\": \"S1\", \"name\": \"web\"}, {\"id\": \"S2\", \"name\": \"db\"},"
                                + " {\"id\": \"S3\", \"name\": \"draft\", \"planned\": true}]}");
        command = CommandRun.against(node);
        node.beforeAnswer(() -> command.pass(Duration.ofSeconds(2)));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private static String job(String id, String state) {
        return "{\"id\": \"" + id + "\", \"kind\": \"Export\", \"state\": \"" + state + "\"}";
    }

    @Test
    void exportsOneSystemAndPrintsAnArray() {
        node.on("POST /systems/S1/export", Answer.status(202, job("J1", "New")));
        Ran ran = command.run(
                "export",
                "web",
                "--to",
                "out",
                "--config-only",
                "--no-runtime",
                "--no-subdirectory",
                "--replace",
                "--snapshots",
                "none",
                "--exclude-disk",
                "SCSI 0:1",
                "--config-version",
                "5.0",
                "--json");
        assertEquals(Exit.DONE, ran.exit(), ran.err());
        assertEquals(1, ran.json().size());
        assertTrue(ran.json().isArray());
        assertEquals(
                "{\"directory\":\"out\",\"createSubdirectory\":false,\"copyStorage\":false,\"copyRuntime\":false,"
                        + "\"replace\":true,\"snapshots\":\"none\",\"excludeDisks\":[\"SCSI 0:1\"]}",
                node.only("POST /systems/S1/export").body());
    }

    @Test
    void exportsAllButThePlanned() {
        node.on("POST /systems/S1/export", job("J1", "New")).on("POST /systems/S2/export", job("J2", "New"));
        Ran ran = command.run("export", "--all", "--to", "out");
        assertEquals(Exit.DONE, ran.exit(), ran.err());
        assertEquals(2, ran.out().lines().count());
        assertEquals(0, node.asked("POST /systems/S3/export").size());
    }

    @Test
    void beginsNoExportWhenOneNameIsWrong() {
        node.on("POST /systems/S1/export", job("J1", "New"));
        Ran ran = command.run("export", "web", "nosuch", "--to", "out");
        assertEquals(Exit.REFUSED, ran.exit());
        assertEquals(0, node.asked("POST /systems/S1/export").size());
    }

    @Test
    void goesOnWithTheOthersWhenOneIsRefused() {
        node.on("POST /systems/S1/export", Answer.status(409, "{\"code\": 32775, \"detail\": \"web runs\"}"))
                .on("POST /systems/S2/export", job("J2", "New"));
        Ran ran = command.run("export", "web", "db", "--to", "out", "--json");
        assertEquals(Exit.REFUSED, ran.exit());
        assertEquals(1, ran.json().size());
        assertTrue(ran.err().contains("32775 Invalid state for this operation: web runs"), ran.err());
    }

    @Test
    void waitsForAllExportsAndTellsTheFailure() {
        node.on("POST /systems/S1/export", job("J1", "New")).on("POST /systems/S2/export", job("J2", "New"));
        node.on("GET /jobs/J1", job("J1", "Exception"))
                .on("GET /jobs/J2", job("J2", "Running"), job("J2", "Completed"));
        Ran ran = command.run("export", "web", "db", "--to", "out", "--wait", "--timeout", "1h", "--json");
        assertEquals(Exit.FAILED, ran.exit());
        assertEquals("Exception", ran.json().get(0).path("state").asText());
        assertEquals("Completed", ran.json().get(1).path("state").asText());
    }

    @Test
    void saysWhatAnExportWouldBe() {
        node.on("POST /systems/S1/export", "{\"dryRun\": true, \"wouldBe\": \"4 files\", \"refusal\": null}");
        Ran ran = command.run("export", "web", "--to", "out", "--dry-run", "--wait", "--json");
        assertEquals(Exit.DONE, ran.exit());
        assertTrue(ran.json().isArray());
        assertEquals("dryRun=true", node.only("POST /systems/S1/export").query());
    }

    @Test
    void importsAndPrintsTheJob() {
        node.on("POST /imports", Answer.status(202, job("J1", "New")));
        Ran ran = command.run(
                "import",
                "out/web",
                "--copy",
                "--new-id",
                "--name",
                "web2",
                "--to",
                "vm",
                "--disk",
                "a=b,c",
                "--disk",
                "d=e",
                "--network",
                "lan=wan",
                "--mac",
                "new",
                "--json");
        assertEquals(Exit.DONE, ran.exit(), ran.err());
        assertTrue(ran.json().isObject());
        assertEquals(
                "{\"path\":\"out/web\",\"mode\":\"copy\",\"name\":\"web2\",\"target\":\"vm\",\"mac\":\"new\",\"newId\":true,"
                        + "\"disks\":[{\"current\":\"a\",\"source\":\"b\",\"target\":\"c\"},"
                        + "{\"current\":\"d\",\"source\":\"e\"}],\"networks\":{\"lan\":\"wan\"}}",
                node.only("POST /imports").body());
    }

    @Test
    void comparesAndEndsWithThreeWhenItWouldBeRefused() {
        node.on("POST /imports/compare", REPORT_REFUSED);
        for (Ran ran : new Ran[] {
            command.run("compare", "out/web", "--json"),
            command.run("import", "out/web", "--copy", "--dry-run", "--json")
        }) {
            assertEquals(Exit.REFUSED, ran.exit());
            assertEquals("web", ran.json().path("system").path("name").asText());
            assertTrue(ran.err().contains("32774 System is in use: the identity is taken"), ran.err());
        }
        assertEquals(0, node.asked("POST /imports").size());
    }

    @Test
    void comparesWithoutARefusal() {
        node.on("POST /imports/compare", "{\"system\": {\"name\": \"web\"}, \"refusals\": []}");
        assertEquals(Exit.DONE, command.run("compare", "out/web").exit());
    }

    @Test
    void verifiesToTheEndWithoutBeingAsked() {
        node.on("POST /verifications", Answer.status(202, job("J1", "New")));
        node.on("GET /jobs/J1", job("J1", "Running"), job("J1", "Exception"));
        Ran ran = command.run("verify", "out/web", "--json");
        assertEquals(Exit.FAILED, ran.exit());
        assertEquals("Exception", ran.json().path("state").asText());
        assertEquals(
                "{\"directory\":\"out/web\"}", node.only("POST /verifications").body());
    }

    @Test
    void listsShowsAndRemovesExports() {
        node.on(
                "GET /exports",
                "{\"items\": [{\"directory\": \"/v/out/Web\", \"name\": \"Web\", \"sizeBytes\": 1}, {\"directory\":"
                        + " \"/v/out/web\", \"name\": \"web\", \"sizeBytes\": 2}]}");
        node.on("DELETE /exports", Answer.status(204, ""));
        assertEquals(2, command.run("exports", "out", "--json").json().size());
        assertEquals(
                2,
                command.run("exports", "show", "out/web/", "--json")
                        .json()
                        .path("sizeBytes")
                        .asInt());
        assertEquals(
                1,
                command.run("exports", "show", "C:\\Ferry\\out\\WEB", "--json")
                        .json()
                        .path("sizeBytes")
                        .asInt());
        assertEquals(Exit.REFUSED, command.run("exports", "show", "out/db").exit());
        Ran removed = command.run("exports", "remove", "out/web", "--json");
        assertEquals("out/web", removed.json().path("directory").asText());
        assertEquals("directory=out/web", node.only("DELETE /exports").query());
    }
}
