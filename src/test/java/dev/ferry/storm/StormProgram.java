package dev.ferry.storm;

import dev.ferry.rig.Net;
import dev.ferry.testkit.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code loadtest/run storm SCENARIO [DATA]}: exit 0 only when nothing was lost, doubled, left behind or lied about. */
final class StormProgram {
    private StormProgram() {}

    static void main(String[] args) throws IOException {
        Path data = args.length > 1
                ? Files.createDirectories(Path.of(args[1]).toAbsolutePath())
                : Files.createTempDirectory("ferry-storm-");
        Storm.Outcome outcome = Storm.run(
                Scenario.read(Path.of(args[0])),
                data,
                Net.cuttable(),
                Seed.fresh().value(),
                System.out);
        System.out.println(outcome);
        System.exit(outcome.violations().isEmpty() ? 0 : 1);
    }
}
