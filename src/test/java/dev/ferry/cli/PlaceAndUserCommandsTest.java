package dev.ferry.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cli.CommandRun.Ran;
import dev.ferry.cli.ScriptedNode.Answer;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PlaceAndUserCommandsTest {
    private ScriptedNode node;

    @BeforeEach
    void start() throws IOException {
        node = new ScriptedNode();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void listsPlacesAsArrays() {
        for (String word : new String[] {"volumes", "networks", "nodes"}) {
            node.on("GET /" + word, "{\"items\": [{\"name\": \"one\", \"totalBytes\": 1073741824}]}");
            Ran ran = CommandRun.against(node).run(word, "--json");
            assertEquals(Exit.DONE, ran.exit());
            assertEquals("one", ran.json().get(0).path("name").asText());
            assertTrue(CommandRun.against(node).run(word).out().startsWith("NAME"));
        }
    }

    @Test
    void drainsANodeAndWaitsUntilNothingRunsThere() {
        String stays =
                "\"stays\": {\"jobs\": [{\"job\": \"J1\", \"systemName\": \"web\", \"why\": \"no other node has local@n2\"}],"
                        + " \"systems\": [], \"systemsTotal\": 12}";
        node.on(
                "POST /nodes/n2/drain",
                "{\"name\": \"n2\", \"status\": \"Draining\", \"jobs\": 2, \"handedOver\": [], " + stays + "}");
        node.on(
                "GET /nodes/n2",
                "{\"name\": \"n2\", \"status\": \"Draining\", \"jobs\": 1}",
                "{\"name\": \"n2\", \"status\": \"Drained\", \"jobs\": 0}");
        Ran now = CommandRun.against(node).run("node", "drain", "n2");
        assertEquals(Exit.DONE, now.exit());
        assertTrue(now.out().startsWith("node n2 is Draining, with 2 jobs there"), now.out());
        assertTrue(now.err().contains("job J1 (web) ends there: no other node has local@n2"), now.err());
        assertTrue(now.err().contains("12 systems stay there"), now.err());
        Ran waited = CommandRun.against(node).run("node", "drain", "n2", "--wait", "--json");
        assertEquals("Drained", waited.json().path("status").asText());
        assertEquals(2, node.asked("GET /nodes/n2").size());
    }

    @Test
    void tellsThatANodeIsNotDrainedInTime() {
        String draining = "{\"name\": \"n2\", \"status\": \"Draining\", \"jobs\": 1}";
        node.on("POST /nodes/n2/drain", draining).on("GET /nodes/n2", draining);
        assertEquals(
                Exit.NOT_AT_END,
                CommandRun.against(node)
                        .run("node", "drain", "n2", "--wait", "--timeout", "3s")
                        .exit());
        Ran wrong = CommandRun.against(node).run("node", "drain", "n2", "--timeout", "3s");
        assertEquals(Exit.USAGE, wrong.exit());
    }

    @Test
    void resumesAndRemovesANodeOrTellsWhatWouldBe() {
        node.on("POST /nodes/n2/resume", "{\"name\": \"n2\", \"status\": \"Up\", \"jobs\": 0}");
        node.on("DELETE /nodes/n2", Answer.status(204, ""));
        node.on(
                "DELETE /nodes/n1",
                Answer.status(
                        409, "{\"title\": \"Invalid state\", \"detail\": \"the node n1 is there\", \"code\": 32775}"));
        CommandRun command = CommandRun.against(node);
        assertEquals(
                "Up",
                command.run("node", "resume", "n2", "--json")
                        .json()
                        .path("status")
                        .asText());
        assertTrue(command.run("node", "remove", "n2", "--json")
                .json()
                .path("removed")
                .asBoolean());
        assertEquals(Exit.REFUSED, command.run("node", "remove", "n1").exit());
        node.on("DELETE /nodes/n2", "{\"dryRun\": true, \"wouldBe\": \"no node 'n2' any more\", \"refusal\": null}");
        assertEquals(
                "would be: no node 'n2' any more\n",
                command.run("node", "remove", "n2", "--dry-run").out());
    }

    @Test
    void marksAFolderAsAVolume() {
        node.on("POST /volumes", Answer.status(201, "{\"name\": \"csv1\"}"));
        Ran ran = CommandRun.against(node)
                .run("volumes", "init", "/srv/csv1", "--name", "csv1", "--shared", "--alias", "C:\\CSV", "--json");
        assertEquals("csv1", ran.json().path("name").asText());
        assertEquals(
                "{\"path\":\"/srv/csv1\",\"name\":\"csv1\",\"shared\":true,\"aliases\":[\"C:\\\\CSV\"]}",
                node.only("POST /volumes").body());
    }

    @Test
    void addsAUserWithAPasswordThatNobodySees() {
        node.on("POST /users", Answer.status(201, "{\"name\": \"bob\", \"role\": \"viewer\"}"));
        CommandRun command = CommandRun.against(node).replying("hidden");
        Ran ran = command.run("user", "add", "bob", "--role", "viewer", "--json");
        assertEquals(Exit.DONE, ran.exit(), ran.err());
        assertEquals(
                "{\"name\":\"bob\",\"role\":\"viewer\",\"password\":\"hidden\"}",
                node.only("POST /users").body());
    }

    @Test
    void listsRemovesAndChangesUsers() {
        node.on("GET /users", "{\"items\": [{\"name\": \"bob\", \"role\": \"viewer\"}]}");
        node.on("DELETE /users/b%20b", Answer.status(204, "")).on("POST /users/bob/password", Answer.status(204, ""));
        CommandRun command = CommandRun.against(node);
        assertTrue(command.run("user", "list", "--json").json().isArray());
        Ran removed = command.run("user", "remove", "b b", "--json");
        assertEquals("b b", removed.json().path("name").asText());
        assertEquals(
                Exit.DONE,
                command.run("user", "password", "bob", "--password", "new", "--json")
                        .exit());
        assertEquals(
                "{\"password\":\"new\"}", node.only("POST /users/bob/password").body());
    }
}
