package dev.ferry.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.rig.Net;
import dev.ferry.testkit.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code loadtest/run storm loadtest/storm.conf}. */
@Tag("cluster")
@Timeout(900)
class StormIT {
    @TempDir
    Path data;

    @Test
    void noJobIsLostDoubledLeftBehindOrLiedAboutInAStorm() throws IOException {
        Scenario scenario = Scenario.read(Path.of("loadtest/short.conf"));
        Storm.Outcome outcome =
                Storm.run(scenario, data, Net.cuttable(), Seed.fresh().value(), System.out);
        System.out.println(outcome);
        assertEquals(List.of(), outcome.violations());
        // Whether one meets moving bytes is chance with so few and so small jobs; the long form counts that.
        int fell = outcome.hits().falls().values().stream()
                .mapToInt(count -> count)
                .sum();
        assertTrue(fell >= 1, () -> "no fault fell:\n" + outcome);
    }
}
