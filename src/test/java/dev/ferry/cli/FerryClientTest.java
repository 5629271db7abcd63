package dev.ferry.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ferry.cli.ScriptedNode.Answer;
import dev.ferry.cli.ScriptedNode.Asked;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class FerryClientTest {
    private static final String JOB = "{\"id\": \"J1\", \"state\": \"New\"}";

    private ScriptedNode node;
    private FerryClient client;

    @BeforeEach
    void start() throws IOException {
        node = new ScriptedNode();
        client = new FerryClient(new NodeAccess(URI.create(node.url()), Optional.empty(), Optional.empty()));
    }

    @AfterEach
    void stop() {
        client.close();
        node.close();
    }

    @Test
    void repeatsASubmitWithTheSameKeyWhenTheAnswerIsLost() {
        node.on("POST /imports", Answer.hangUp(), Answer.status(202, JOB));
        assertEquals("J1", client.submit("/imports", Session.body()).path("id").asText());
        List<Asked> asked = node.asked("POST /imports");
        assertEquals(2, asked.size());
        assertTrue(asked.getFirst().key().isPresent());
        assertEquals(asked.getFirst(), asked.getLast());
    }

    @Test
    void repeatsASubmitWhoseOutcomeTheNodeDoesNotKnow() {
        node.on(
                "POST /imports",
                Answer.status(503, "{\"code\": 32771, \"detail\": \"the database was lost\"}"),
                Answer.status(202, JOB));
        assertEquals("J1", client.submit("/imports", Session.body()).path("id").asText());
    }

    @Test
    void givesUpAfterThreeLostAnswersAndSaysThatItMayBeDone() {
        node.on("POST /imports", Answer.hangUp());
        ClientProblem problem = assertThrows(ClientProblem.class, () -> client.submit("/imports", Session.body()));
        assertEquals(0, problem.status());
        assertTrue(problem.remedy().contains("may have been done"), problem.remedy());
        assertEquals(3, node.asked("POST /imports").size());
    }

    @Test
    void givesEachSubmitAKeyOfItsOwn() {
        node.on("POST /imports", JOB);
        client.submit("/imports", Session.body());
        client.submit("/imports", Session.body());
        assertEquals(
                2,
                node.asked("POST /imports").stream().map(Asked::key).distinct().count());
    }

    @Test
    void doesNotRepeatAChangeThatHasNoKey() {
        node.on("POST /systems", Answer.hangUp());
        assertThrows(ClientProblem.class, () -> client.post("/systems", JsonNodeFactory.instance.objectNode()));
        assertEquals(1, node.asked("POST /systems").size());
    }

    @Test
    void followsThePagesToTheEnd() {
        node.on(
                "GET /jobs",
                "{\"items\": [{\"id\": 1}], \"next\": \"a b\"}",
                "{\"items\": [{\"id\": 2}], \"next\": \"c\"}",
                "{\"items\": [{\"id\": 3}]}");
        assertEquals(3, client.list("/jobs", Map.of("all", "true")).size());
        assertEquals(
                List.of("all=true", "all=true&after=a b", "all=true&after=c"),
                node.asked("GET /jobs").stream().map(Asked::query).toList());
    }

    @Test
    void doesNotFollowAPageForEver() {
        node.on("GET /jobs", "{\"items\": [{\"id\": 1}], \"next\": \"same\"}");
        assertEquals(2, client.list("/jobs", Map.of()).size());
    }

    @Test
    void readsARefusal() {
        node.on(
                "GET /systems/X",
                Answer.status(
                        409,
                        "{\"title\": \"System is in use\", \"status\": 409, \"detail\": \"by job J1\", \"code\": 32774,"
                                + " \"remedy\": \"wait\"}"));
        ClientProblem problem = assertThrows(ClientProblem.class, () -> client.get("/systems/X"));
        assertEquals(409, problem.status());
        assertEquals(32774, problem.code());
        assertEquals("System is in use", problem.title());
        assertEquals("by job J1", problem.detail());
        assertEquals("wait", problem.remedy());
    }

    @Test
    void makesAProblemOfAnAnswerThatIsNotJson() {
        node.on("GET /systems/X", Answer.status(502, "<html>"), Answer.ok("<html>"));
        assertEquals(
                502,
                assertThrows(ClientProblem.class, () -> client.get("/systems/X"))
                        .status());
        assertTrue(assertThrows(ClientProblem.class, () -> client.get("/systems/X"))
                .title()
                .contains("Not a Ferry node"));
    }

    @Test
    void showsThePasswordOfTheLocalNode(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("admin.password"), "pass:word\n");
        node.on("GET /nodes", "{\"items\": []}");
        CommandRun.against(node).without("FERRY_PASSWORD").dataFolder(folder).run("nodes");
        CommandRun.against(node)
                .without("FERRY_PASSWORD")
                .with("FERRY_DATA", folder.toString())
                .run("nodes");
        for (Asked asked : node.asked("GET /nodes")) {
            assertEquals(Optional.of("Basic YWRtaW46cGFzczp3b3Jk"), asked.authorization());
        }
    }

    @Test
    void prefersATokenToAPassword() {
        node.on("GET /nodes", "{\"items\": []}");
        CommandRun.against(node).with("FERRY_TOKEN", "t0ken").run("nodes");
        assertEquals(Optional.of("Bearer t0ken"), node.only("GET /nodes").authorization());
    }

    @Test
    void namesTheCertificateFileThatCannotBeRead() {
        CommandRun.Ran ran =
                CommandRun.against(node).with("FERRY_CA", "no-such.pem").run("nodes");
        assertEquals(Exit.USAGE, ran.exit());
        assertTrue(ran.err().contains("no-such.pem"), ran.err());
    }
}
