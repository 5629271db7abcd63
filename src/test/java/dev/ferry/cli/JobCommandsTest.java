package dev.ferry.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cli.CommandRun.Ran;
import dev.ferry.cli.ScriptedNode.Answer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class JobCommandsTest {
    private ScriptedNode node;
    private CommandRun command;

    @BeforeEach
    void start() throws IOException {
        node = new ScriptedNode();
        command = CommandRun.against(node);
        node.beforeAnswer(() -> command.pass(Duration.ofSeconds(2)));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    static String job(String state, int percent) {
        return "{\"id\": \"J1\", \"kind\": \"Export\", \"systemName\": \"web\", \"state\": \"" + state
                + "\", \"percent\": "
                + percent + ", \"bytesDone\": 1048576, \"bytesTotal\": 4194304, \"rateBytesPerSecond\": 1024,"
                + " \"remainingSeconds\": 90, \"warnings\": [], \"errors\": [], \"startedAt\": \"2026-11-21T09:00:00Z\"}";
    }

    @Test
    void watchesAJobToItsEndAndShowsEachTenth() {
        node.on("GET /jobs/J1", job("Running", 5), job("Running", 8), job("Running", 55), job("Completed", 100));
        Ran ran = command.run("job", "watch", "J1", "--json");
        assertEquals(Exit.DONE, ran.exit());
        assertEquals("Completed", ran.json().path("state").asText());
        assertEquals(3, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().contains("Export of web  55 %  1.0 MiB of 4.0 MiB  1.0 KiB/s  1m 30s left"), ran.err());
    }

    @Test
    void drawsTheBarInPlaceAtATerminal() {
        node.on("GET /jobs/J1", job("Running", 50), job("Running", 50), job("Completed", 100));
        Ran ran = command.atTerminal("").run("job", "watch", "J1");
        assertTrue(ran.err().contains("[############------------]  50 %"), ran.err());
        assertTrue(ran.err().endsWith("\n"));
        assertEquals("job J1: Export of web is Completed\n", ran.out());
    }

    @Test
    void stopsWaitingWhenTheTimeIsOver() {
        node.on("GET /jobs/J1", job("Running", 50));
        Ran ran = command.run("job", "watch", "J1", "--timeout", "10s", "--json");
        assertEquals(Exit.NOT_AT_END, ran.exit());
        assertEquals("Running", ran.json().path("state").asText());
        assertTrue(ran.err().contains("ferry job watch J1"), ran.err());
        assertTrue(node.asked("GET /jobs/J1").size() < 10);
    }

    @Test
    void doesNotWaitForASuspendedJob() {
        node.on("GET /jobs/J1", job("Running", 10), job("Suspended", 10));
        assertEquals(Exit.NOT_AT_END, command.run("job", "watch", "J1").exit());
    }

    @Test
    void endsWithOneAndTheReasonWhenTheJobFailed() {
        node.on(
                "GET /jobs/J1",
                "{\"id\": \"J1\", \"kind\": \"Export\", \"state\": \"Exception\", \"errors\": [{\"code\": 32768,"
                        + " \"message\": \"the disk is full\", \"remedy\": \"Make room.\"}]}");
        Ran ran = command.run("job", "watch", "J1");
        assertEquals(Exit.FAILED, ran.exit());
        assertEquals("32768 Failed: the disk is full\n  Make room.\n", ran.err());
    }

    @Test
    void putsWarningsOnStandardErrorAndIsDone() {
        node.on(
                "GET /jobs/J1",
                "{\"id\": \"J1\", \"state\": \"CompletedWithWarnings\", \"warnings\": [\"a network is missing\"]}");
        Ran ran = command.run("job", "watch", "J1", "--json");
        assertEquals(Exit.DONE, ran.exit());
        assertTrue(ran.err().contains("warning: a network is missing"));
        assertTrue(ran.json().isObject());
    }

    @Test
    void waitsOnWhenTheNodeIsAwayForAWhile() {
        Answer away = Answer.status(503, "{\"code\": 32777, \"detail\": \"not ready\"}");
        node.on("GET /jobs/J1", Answer.ok(job("Running", 5)), away, away, Answer.ok(job("Completed", 100)));
        assertEquals(Exit.DONE, command.run("job", "watch", "J1").exit());
        assertEquals(2, command.pauses().size());
    }

    @Test
    void givesUpOnANodeThatDoesNotComeBack() {
        Answer gone = Answer.hangUp();
        node.on("GET /jobs/J1", Answer.ok(job("Running", 5)), gone);
        assertEquals(Exit.NO_NODE, command.run("job", "watch", "J1").exit());
        assertEquals(60, command.pauses().size());
    }

    @Test
    void doesNotHeatANodeThatAnswersTooSoon() {
        node.beforeAnswer(() -> {});
        node.on("GET /jobs/J1", job("Running", 5), job("Running", 5), job("Completed", 100));
        assertEquals(Exit.DONE, command.run("job", "watch", "J1").exit());
        assertEquals(1, command.pauses().size());
    }

    @Test
    void listsJobsAsAnArrayWithTheFilters() {
        node.on("GET /jobs", "{\"items\": [" + job("Running", 5) + "]}");
        node.on("GET /systems", "{\"items\": [{\"id\": \"S1\", \"name\": \"web\"}]}");
        Ran ran = command.run(
                "jobs", "--all", "--state", "Running", "--since", "2026-11-21 09:00:00", "--system", "web", "--json");
        assertTrue(ran.json().isArray(), ran.err());
        assertEquals(
                "all=true&state=Running&since=2026-11-21T08:00:00Z&system=S1",
                node.only("GET /jobs").query());
    }

    @Test
    void showsLocalTimesInTables() {
        node.on("GET /jobs", "{\"items\": [" + job("Running", 5) + "]}");
        assertTrue(command.run("jobs").out().contains("2026-11-21 10:00:00"));
    }

    @Test
    void watchesAListUntilNothingIsUnderWay() {
        node.on(
                "GET /jobs",
                "{\"items\": [" + job("Running", 5) + "]}",
                "{\"items\": [" + job("Running", 5) + "]}",
                "{\"items\": [" + job("Completed", 100) + "]}");
        node.on("GET /jobs/J1", job("Running", 5));
        Ran people = command.run("jobs", "--watch");
        assertEquals(Exit.DONE, people.exit());
        assertEquals("job J1: Export of web is Running 5 %\njob J1: Export of web is Completed\n", people.out());
        Ran json = command.run("jobs", "--watch", "--json");
        assertEquals("Completed", json.json().get(0).path("state").asText());
    }

    @Test
    void controlsAJob() {
        for (String word : new String[] {"cancel", "suspend", "resume", "kill", "retry"}) {
            node.on("POST /jobs/J1/" + word, job("Running", 5));
            Ran ran = command.run("job", word, "J1", "--json");
            assertEquals(Exit.DONE, ran.exit(), word);
            assertTrue(ran.json().isObject());
        }
    }

    @Test
    void showsAJob() {
        node.on("GET /jobs/J1", job("Running", 5));
        Ran ran = command.run("job", "show", "J1");
        assertTrue(ran.out().contains("remaining"), ran.out());
        assertFalse(ran.out().contains("errors"), ran.out());
    }
}
