package dev.ferry.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** One command line after another in this process, with a clock that only moves when it is told to. */
final class CommandRun {
    static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final Map<String, String> variables = new HashMap<>(Map.of("FERRY_PASSWORD", "secret"));
    private final List<String> questions = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private Optional<String> reply = Optional.empty();
    private boolean terminal;
    private Path dataFolder = Path.of("no-such-folder");

    /** What a run left. */
    record Ran(int exit, String out, String err) {
        JsonNode json() {
            try {
                return JSON.readTree(out);
            } catch (JsonProcessingException e) {
                throw new AssertionError("standard output is not one JSON document: " + out, e);
            }
        }
    }

    static CommandRun against(ScriptedNode node) {
        return new CommandRun().with("FERRY_URL", node.url());
    }

    CommandRun with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    CommandRun without(String variable) {
        variables.remove(variable);
        return this;
    }

    CommandRun dataFolder(Path folder) {
        dataFolder = folder;
        return this;
    }

    CommandRun atTerminal(String answer) {
        terminal = true;
        return replying(answer);
    }

    CommandRun replying(String answer) {
        reply = Optional.of(answer);
        return this;
    }

    void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    List<String> questions() {
        return questions;
    }

    List<Duration> pauses() {
        return pauses;
    }

    Ran run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = FerryCommand.run(
                args,
                new Environment(
                        variables,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        terminal,
                        dataFolder,
                        (question, _) -> {
                            questions.add(question);
                            return reply;
                        },
                        ZoneId.of("Europe/Berlin"),
                        now::get,
                        pause -> {
                            pauses.add(pause);
                            pass(pause);
                        }));
        return new Ran(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
