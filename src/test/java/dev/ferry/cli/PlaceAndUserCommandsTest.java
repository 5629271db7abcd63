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
