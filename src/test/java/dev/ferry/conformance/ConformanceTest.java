package dev.ferry.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.schema.Namespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds what the document says against a node, row by row. What the node shows is written to {@code target}. {@code -Dseed=N} switches
 * other rows off.
 */
@Timeout(300)
class ConformanceTest {
    private static final Path WRITTEN = Path.of("target/conformance.md");
    private static final int LARGEST = 300 << 10;
    private static final long SEED = Long.getLong("seed", 4);

    @TempDir
    static Path folder;

    private static Ground ground;
    private static Conformance conformance;
    private static Map<String, String> seen;
    private static String text;
    private static Map<String, String> said;
    private static List<String> unnoticed;

    @BeforeAll
    static void start() throws Exception {
        ground = Ground.start(folder);
        Scenario.play(ground);
        conformance = new Conformance(ground);
        Map<Namespace, SortedMap<String, Conformance.Look>> looked = conformance.look();
        text = ConformanceDocument.of(looked);
        Files.createDirectories(WRITTEN.getParent());
        Files.writeString(WRITTEN, text);
        seen = Conformance.rows(looked);
        // Before other tests make more systems, which would tell more than what was switched off.
        unnoticed = Files.exists(ConformanceDocument.PLACE)
                ? new SwitchedOff(conformance).unnoticed(seen, SEED)
                : List.of("there is no document");
    }

    @AfterAll
    static void stop() {
        ground.close();
    }

    @Test
    void isWhatTheDocumentSays() throws IOException {
        assertTrue(text.length() < LARGEST);
        assertEquals(Files.readString(ConformanceDocument.PLACE), text, "it is in " + WRITTEN.toAbsolutePath());
    }

    static Stream<String> shown() throws IOException {
        said = ConformanceDocument.rows();
        return said.entrySet().stream()
                .filter(row -> !row.getValue().contains("doesWhatItSays"))
                .map(Map.Entry::getKey);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shown")
    void showsWhatIsSaid(String row) {
        assertEquals(said.get(row), seen.get(row), row);
    }

    static Stream<String> methods() {
        return conformance.checks().keySet().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("methods")
    void doesWhatItSays(String row) throws Exception {
        conformance.checks().get(row).hold(conformance.client(Row.of(row).namespace()));
    }

    @Test
    void hasATestForEveryMethodThatDoesSomething() {
        assertEquals(
                List.of(),
                seen.entrySet().stream()
                        .filter(row -> row.getValue().contains(Conformance.UNCHECKED))
                        .toList());
        assertTrue(seen.keySet().containsAll(conformance.checks().keySet()));
    }

    @Test
    void noticesEveryRowThatIsSwitchedOff() {
        assertEquals(List.of(), unnoticed, () -> "seed " + SEED);
    }
}
