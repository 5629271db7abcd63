package dev.ferry.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cli.CommandRun.Ran;
import dev.ferry.cli.ScriptedNode.Answer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SystemCommandsTest {
    private static final String ID = "D351C151-DAC7-4042-B434-B72D522C1E4A";
    private static final String OTHER = "0351C151-DAC7-4042-B434-B72D522C1E4A";
    private static final String WEB =
            "{\"id\": \"" + ID + "\", \"name\": \"web\", \"state\": \"Off\", \"memoryBytes\": 536870912}";
    private static final String TWIN = "{\"id\": \"" + OTHER + "\", \"name\": \"web\", \"state\": \"Off\"}";
    private static final String JOB = "{\"id\": \"J1\", \"kind\": \"Remove\", \"state\": \"New\"}";

    private ScriptedNode node;

    @BeforeEach
    void start() throws IOException {
        node = new ScriptedNode().on("GET /systems", "{\"items\": [" + WEB + "]}");
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private Ran run(String... args) {
        return CommandRun.against(node).run(args);
    }

    @Test
    void listsSystemsAsAnArrayAndPassesTheFiltersOn() {
        Ran ran = run("systems", "--name", "w*", "--state", "Off", "--json");
        assertEquals(Exit.DONE, ran.exit());
        assertTrue(ran.json().isArray());
        assertEquals("web", ran.json().get(0).path("name").asText());
        assertEquals("name=w*&state=Off", node.only("GET /systems").query());
    }

    @Test
    void readsJsonBeforeTheCommandToo() {
        assertTrue(run("--json", "systems").json().isArray());
    }

    @Test
    void listsNothingAsAnEmptyArray() {
        node.on("GET /systems", "{\"items\": []}");
        assertTrue(run("systems", "--json").json().isEmpty());
        assertEquals("No systems.\n", run("systems").out());
    }

    @Test
    void alignsTheTableAndShowsHumanSizes() {
        List<String> lines = run("systems").out().lines().toList();
        assertTrue(lines.get(0).startsWith("NAME  ID "), lines.get(0));
        assertTrue(lines.get(1).contains("512 MiB"), lines.get(1));
        assertEquals(lines.get(0).indexOf("STATE"), lines.get(1).indexOf("Off"));
    }

    @Test
    void doesNotLetANameMoveTheCursor() {
        node.on("GET /systems", "{\"items\": [{\"id\": \"X\", \"name\": \"a\\u001b[2Jb\"}]}");
        assertTrue(run("systems").out().contains("a?[2Jb"));
    }

    @Test
    void defines() {
        node.on("POST /systems", Answer.status(201, WEB));
        Ran ran = run(
                "system",
                "define",
                "web",
                "--memory",
                "512MiB",
                "--processors",
                "2",
                "--new-disk",
                "os=64G",
                "--disk",
                "a.vhdx",
                "--network",
                "lan",
                "--json");
        assertEquals(Exit.DONE, ran.exit(), ran.err());
        assertTrue(ran.json().isObject());
        assertEquals(
                "{\"name\":\"web\",\"memoryBytes\":536870912,\"processors\":2,\"disks\":[\"a.vhdx\"],"
                        + "\"networks\":[\"lan\"],\"newDisks\":[{\"name\":\"os\",\"sizeBytes\":68719476736}]}",
                node.only("POST /systems").body());
    }

    @Test
    void showsASystemByItsName() {
        node.on("GET /systems/" + ID, WEB);
        Ran ran = run("system", "show", "web", "--json");
        assertTrue(ran.json().isObject());
        assertEquals("name=web", node.only("GET /systems").query());
    }

    @Test
    void doesNotLookForAnId() {
        node.on("GET /systems/" + ID, WEB);
        assertEquals(Exit.DONE, run("system", "show", "{" + ID + "}").exit());
        assertEquals(0, node.asked("GET /systems").size());
    }

    @Test
    void refusesANameThatSeveralBearWithTheirIds() {
        node.on("GET /systems", "{\"items\": [" + WEB + "], \"next\": \"2\"}", "{\"items\": [" + TWIN + "]}");
        Ran ran = run("system", "start", "web");
        assertEquals(Exit.REFUSED, ran.exit());
        assertTrue(ran.err().contains(ID) && ran.err().contains(OTHER), ran.err());
    }

    @Test
    void refusesANameThatNoneBears() {
        node.on("GET /systems", "{\"items\": [{\"id\": \"X\", \"name\": \"web2\"}]}");
        Ran ran = run("system", "start", "web*", "--json");
        assertEquals(Exit.REFUSED, ran.exit());
        assertTrue(ran.err().contains("ferry systems"), ran.err());
        assertEquals(32773, ran.json().path("code").asInt());
    }

    @Test
    void stopsByForce() {
        node.on("POST /systems/" + ID + "/state", WEB);
        assertEquals(Exit.DONE, run("system", "stop", "web", "--force").exit());
        assertEquals(
                "{\"state\":\"Off\",\"force\":true}",
                node.only("POST /systems/" + ID + "/state").body());
    }

    @Test
    void printsTheCodeTheReasonAndTheRemedyOfARefusal() {
        node.on(
                "PATCH /systems/" + ID,
                Answer.status(
                        409,
                        "{\"title\": \"System is in use\", \"detail\": \"web is exported by J1\", \"code\": 32774,"
                                + " \"remedy\": \"Wait for J1.\"}"));
        Ran ran = run("system", "rename", "web", "shop");
        assertEquals(Exit.REFUSED, ran.exit());
        assertEquals("32774 System is in use: web is exported by J1\n  Wait for J1.\n", ran.err());
        assertEquals("", ran.out());
    }

    @Test
    void endsWithFourWhenItIsNotAllowed() {
        node.on("GET /systems", Answer.status(401, ""));
        assertEquals(Exit.NOT_ALLOWED, run("systems").exit());
        node.on("GET /systems", Answer.status(403, "{\"code\": 32769, \"detail\": \"viewers may not\"}"));
        assertEquals(Exit.NOT_ALLOWED, run("systems").exit());
    }

    @Test
    void changesNothingInADryRun() {
        String patch = "PATCH /systems/" + ID;
        node.on(
                patch,
                "{\"dryRun\": true, \"wouldBe\": \"web has 1 GiB\", \"refusal\": null}",
                "{\"dryRun\": true, \"wouldBe\": \"\", \"refusal\": {\"code\": 32775, \"detail\": \"web runs\"}}");
        Ran would = run("system", "set", "web", "--memory", "1GiB", "--dry-run");
        assertEquals(Exit.DONE, would.exit());
        assertEquals("would be: web has 1 GiB\n", would.out());
        Ran refused = run("system", "set", "web", "--memory", "1GiB", "--dry-run", "--json");
        assertEquals(Exit.REFUSED, refused.exit());
        assertTrue(refused.json().path("dryRun").asBoolean());
        assertTrue(refused.err().startsWith("32775 Invalid state"), refused.err());
        assertTrue(node.asked(patch).stream().allMatch(asked -> asked.query().equals("dryRun=true")));
    }

    @Test
    void removesAndKeepsTheDisksWithoutAskingWhoIsNotThere() {
        node.on("DELETE /systems/" + ID, Answer.status(202, JOB));
        Ran ran = run("system", "remove", "web", "--json");
        assertEquals(Exit.DONE, ran.exit());
        assertEquals("J1", ran.json().path("id").asText());
        assertEquals("deleteDisks=false", node.only("DELETE /systems/" + ID).query());
        assertTrue(node.only("DELETE /systems/" + ID).key().isPresent());
    }

    @Test
    void movesToANodeAndAFolder() {
        node.on("POST /systems/" + ID + "/move", Answer.status(202, JOB));
        Ran ran = run("system", "move", "web", "--node", "node2", "--to", "away", "--json");
        assertEquals(Exit.DONE, ran.exit(), ran.err());
        assertEquals("J1", ran.json().path("id").asText());
        assertEquals(
                "{\"node\":\"node2\",\"directory\":\"away\"}",
                node.only("POST /systems/" + ID + "/move").body());
        assertTrue(node.only("POST /systems/" + ID + "/move").key().isPresent());
    }

    @Test
    void deletesDisksOnlyWithYesWhereNobodyCanBeAsked() {
        node.on("DELETE /systems/" + ID, Answer.status(202, JOB));
        Ran without = run("system", "remove", "web", "--delete-disks");
        assertEquals(Exit.USAGE, without.exit());
        assertTrue(without.err().contains("--yes"), without.err());
        assertEquals(
                Exit.DONE,
                run("system", "remove", "web", "--delete-disks", "--yes").exit());
        assertEquals("deleteDisks=true", node.only("DELETE /systems/" + ID).query());
    }

    @Test
    void asksAtATerminal() {
        node.on("DELETE /systems/" + ID, Answer.status(202, JOB));
        CommandRun no = CommandRun.against(node).atTerminal("n");
        assertEquals(Exit.REFUSED, no.run("system", "remove", "web").exit());
        assertEquals(1, no.questions().size());
        assertEquals(0, node.asked("DELETE /systems/" + ID).size());
        CommandRun yes = CommandRun.against(node).atTerminal("y");
        assertEquals(Exit.DONE, yes.run("system", "remove", "web").exit());
    }
}
