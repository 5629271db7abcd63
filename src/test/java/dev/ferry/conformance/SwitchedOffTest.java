package dev.ferry.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.method.Invoker;
import dev.ferry.cim.method.MethodTable;
import dev.ferry.cim.schema.CimClass;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Switches fifty rows of the document off, each by itself, and expects that its test notices. {@code -Dseed=N} chooses others. */
@Timeout(300)
class SwitchedOffTest {
    private static final int ROWS = 50;

    @TempDir
    static Path folder;

    private static Ground ground;
    private static Conformance conformance;

    @BeforeAll
    static void start() throws Exception {
        ground = Ground.start(folder);
        Scenario.play(ground);
        conformance = new Conformance(ground);
    }

    @AfterAll
    static void stop() {
        ground.close();
    }

    @Test
    void everyRowThatIsSwitchedOffTurnsItsTestRed() throws Exception {
        long seed = Long.getLong("seed", 4);
        Map<String, String> rows = new TreeMap<>(ConformanceDocument.rows());
        List<String> chosen = new ArrayList<>(rows.keySet());
        Collections.shuffle(chosen, new Random(seed));
        assertTrue(chosen.size() >= ROWS);
        List<String> unnoticed = new ArrayList<>();
        for (String name : chosen.subList(0, ROWS)) {
            boolean isMethod = conformance.checks().containsKey(name);
            if (isMethod ? doesWithout(name) : rows.get(name).equals(shownWithout(name))) {
                unnoticed.add(name);
            }
        }
        assertEquals(List.of(), unnoticed, () -> "seed " + seed);
    }

    /** So that the run cannot be green because everything is red. */
    @Test
    void nothingIsNoticedWhereNothingIsSwitchedOff() throws Exception {
        Map<String, String> rows = new TreeMap<>(conformance.rows());
        rows.keySet().retainAll(ConformanceDocument.rows().keySet());
        assertEquals(new TreeMap<>(ConformanceDocument.rows()), rows);
    }

    private static String shownWithout(String name) throws Exception {
        Row row = Row.of(name);
        CimClient client = Shown.without(conformance.client(row.namespace()), row.className(), row.member());
        CimClass owner = client.scope().schema().require(row.className());
        try {
            return conformance.properties(client, owner).get(row.member());
        } catch (IllegalStateException e) {
            return "an instance without its key: " + e.getMessage();
        }
    }

    private static boolean doesWithout(String name) throws Exception {
        CimClient client = conformance.client(Row.of(name).namespace());
        CimClient without =
                new CimClient(client.scope(), client.objects(), new Invoker(client.objects(), new MethodTable()));
        try {
            conformance.checks().get(name).hold(without);
            return true;
        } catch (AssertionError | NoSuchElementException _) {
            return false;
        }
    }
}
