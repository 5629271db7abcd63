package dev.ferry.storm;

import dev.ferry.rig.ClusterProcess;
import dev.ferry.rig.Net;
import dev.ferry.testkit.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code loadtest/run faults [RUNS] [REPORT]}: measures each fault so often and writes the table. {@code -Dferry.faults=a,b} does
 * only some, {@code -Dferry.mebibytes=N} sets the size of the disk that is copied.
 */
final class FaultsProgram {
    private static final int NODES = 3;

    private FaultsProgram() {}

    static void main(String[] args) throws IOException {
        int times = args.length > 0 ? Integer.parseInt(args[0]) : 20;
        Path report = Path.of(args.length > 1 ? args[1] : "target/faults.md").toAbsolutePath();
        Path data = Files.createTempDirectory("ferry-faults-");
        FaultTable table = new FaultTable();
        List<Violation> found = new ArrayList<>();
        try (ClusterProcess cluster = ClusterProcess.start(data, NODES, Net.cuttable());
                FaultRuns runs = new FaultRuns(
                        cluster,
                        Integer.getInteger("ferry.mebibytes", 768),
                        Seed.fresh().value(),
                        FaultsProgram::tell)) {
            System.out.println("network: " + cluster.net().name() + ", data: " + data);
            for (Fault fault : faults()) {
                for (int i = 0; i < times; i++) {
                    table.add(runs.run(fault));
                }
                List<Violation> all = new ArrayList<>(runs.violations());
                all.removeAll(found);
                all.forEach(System.out::println);
                table.violations(fault, all.size());
                found.addAll(all);
                Files.writeString(report, table.toString());
                runs.ground().history.write(data.resolve("history"));
            }
        }
        System.out.println(table);
        System.exit(found.isEmpty() ? 0 : 1);
    }

    private static void tell(String line) {
        System.out.println(line);
    }

    private static List<Fault> faults() {
        String some = System.getProperty("ferry.faults", "");
        return some.isEmpty()
                ? List.of(Fault.values())
                : Arrays.stream(some.split(",", -1)).map(Fault::of).toList();
    }
}
