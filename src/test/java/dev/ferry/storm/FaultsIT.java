package dev.ferry.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.rig.ClusterProcess;
import dev.ferry.rig.Net;
import dev.ferry.testkit.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code loadtest/run faults}: some faults, each once, in the middle of an export. */
@Tag("cluster")
@Timeout(600)
class FaultsIT {
    private static final int MEBIBYTES = Integer.getInteger("ferry.mebibytes", 384);
    private static final long AGAIN_MOST = 64L << 20;

    @TempDir
    static Path data;

    private static ClusterProcess cluster;
    private static FaultRuns runs;

    @BeforeAll
    static void start() {
        cluster = ClusterProcess.start(data, 3, Net.loopback());
        runs = new FaultRuns(cluster, MEBIBYTES, Seed.fresh().value(), System.out::println);
    }

    @AfterAll
    static void stop() throws IOException {
        runs.ground().history.write(Path.of("target/faults-it"));
        runs.close();
        cluster.close();
    }

    private static void assertGoesOn(Fault fault) {
        FaultRuns.Run run = runs.run(fault);
        assertEquals("Completed", run.state());
        assertTrue(run.againBytes() <= AGAIN_MOST, run::toString);
        assertEquals(List.of(), runs.violations());
    }

    @Test
    void anExportGoesOnWhenTheNodeThatCopiesIsKilled() {
        assertGoesOn(Fault.KILL_COPY_NODE);
    }

    @Test
    void anExportGoesOnWhenAllNodesButOneAreKilled() {
        assertGoesOn(Fault.KILL_ALL_BUT_ONE);
    }

    @Test
    void anExportGoesOnWhenTheDatabaseIsBack() {
        assertGoesOn(Fault.LOSE_DATABASE);
    }

    @Test
    void anExportGoesOnWhenTheNodeThatCopiesLeaves() {
        assertGoesOn(Fault.LEAVE);
    }
}
