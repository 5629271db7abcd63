package dev.ferry.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ferry.rig.Await;
import dev.ferry.rig.ClusterNode;
import dev.ferry.rig.ClusterProcess;
import dev.ferry.rig.Net;
import dev.ferry.testkit.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Cuts between nodes: in network namespaces where this machine allows them, else in relays. Never skipped. */
@Tag("cluster")
@Timeout(900)
class PartitionIT {
    /** So long after a cut the minority's workers stand still: its lease is over after five, and it gives up a second before. */
    private static final Duration MINORITY_STOPS = Duration.ofSeconds(10);

    private static final Duration OBSERVED = Duration.ofSeconds(3);
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final int MEBIBYTES = Integer.getInteger("ferry.mebibytes", 512);

    @TempDir
    static Path data;

    private static ClusterProcess cluster;
    private static Ground ground;
    private static FaultRuns runs;

    @BeforeAll
    static void start() {
        cluster = ClusterProcess.start(data, 3, Net.cuttable());
        System.out.println("network: " + cluster.net().name());
        runs = new FaultRuns(cluster, MEBIBYTES, Seed.fresh().value(), System.out::println);
        ground = runs.ground();
    }

    @AfterEach
    void mend() {
        cluster.mend();
        cluster.awaitReady(LIMIT);
    }

    @AfterAll
    static void stop() throws IOException {
        Path kept = Files.createDirectories(Path.of("target/partition-it"));
        ground.history.write(kept);
        for (ClusterNode node : cluster.nodes()) {
            Files.copy(node.output(), kept.resolve(node.name() + ".log"), StandardCopyOption.REPLACE_EXISTING);
        }
        runs.close();
        cluster.close();
    }

    @Test
    void theMinorityStopsAndTheMajorityGoesOn() throws IOException {
        String job = ground.begun(Wish.export(runs.system(), "cut-off"));
        try (Watch watch = Watch.over(cluster, ground.history, job)) {
            Target target = Await.present(LIMIT, () -> "bytes move: " + watch.last(), watch::moving);
            ClusterNode minority = cluster.node(target.copyNode());
            Map<String, Long> before = staged(job);
            cluster.net().isolate(cluster.number(minority));
            Await.passed(MINORITY_STOPS);
            Map<String, Long> stopped = staged(job);
            Await.passed(OBSERVED);
            Map<String, Long> later = staged(job);
            // What the minority had begun; the majority writes files of its own.
            before.keySet().stream()
                    .filter(later::containsKey)
                    .forEach(file -> assertEquals(
                            stopped.get(file), later.get(file), () -> minority.name() + " still writes " + file));
            JsonNode end = watch.awaitEnd(LIMIT);
            assertEquals("Completed", end.path("state").asText(), end::toString);
            assertTrue(end.path("attempt").asLong() > 1, end::toString);
        }
        mend();
        assertEquals(List.of(), verdict());
    }

    /** The blocks of each staged file of a job. */
    private static Map<String, Long> staged(String job) {
        Path folder = cluster.sharedVolume().resolve(".ferry/staging").resolve(job);
        Map<String, Long> blocks = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                blocks.put(file.getFileName().toString(), Files.size(file) + modified(file));
            }
        } catch (IOException | UncheckedIOException _) {
            // The job has cleaned up behind itself meanwhile.
        }
        return blocks;
    }

    private static long modified(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toMillis();
    }

    @Test
    void ofTwoImportsOfOneIdentityOnTwoSidesOneWins() {
        String rival = ground.system("rival", 16);
        String folder = ground.export(rival, "rival-base");
        ground.remove(rival);
        ClusterNode alone = cluster.nodes().getLast();
        ClusterNode other = cluster.nodes().getFirst();
        int number = cluster.number(alone);
        cluster.net().cutBetween(List.of(number), List.of(1, 2));
        CompletableFuture<Submit> here = answered(alone, Wish.rival(folder, "rival-here"));
        CompletableFuture<Submit> there = answered(other, Wish.rival(folder, "rival-there"));
        there.join();
        cluster.net().heal();
        List<Submit> both = List.of(here.join(), there.join());
        assertEquals(
                1,
                both.stream()
                        .filter(one -> one.answer() == Submit.Answer.ACCEPTED)
                        .count(),
                both::toString);
        both.stream().filter(one -> one.answer() == Submit.Answer.ACCEPTED).forEach(won -> {
            try (Watch watch = Watch.over(cluster, ground.history, won.job())) {
                assertEquals("Completed", watch.awaitEnd(LIMIT).path("state").asText());
            }
        });
        mend();
        assertEquals(List.of(), verdict());
    }

    /** Asked again, at the same node, until it has an answer. */
    private static CompletableFuture<Submit> answered(ClusterNode node, Wish wish) {
        CompletableFuture<Submit> answer = new CompletableFuture<>();
        Witness witness = new Witness(node.name(), cluster, ground.history, new SplittableRandom(1));
        Thread.ofPlatform().daemon().name("rival-at-" + node.name()).start(() -> {
            try (witness) {
                answer.complete(Await.present(LIMIT, () -> wish + " is answered", () -> tried(witness, node, wish)));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    private static Optional<Submit> tried(Witness witness, ClusterNode node, Wish wish) {
        Optional<Submit> answer = witness.submit(node, wish);
        if (answer.isEmpty()) {
            Await.passed(Duration.ofMillis(200));
        }
        return answer;
    }

    @Test
    void anExportGoesOnWhenPacketsAreLostInOneDirection() {
        assertGoesOn(Fault.CUT_ASYMMETRIC);
    }

    @Test
    void anExportGoesOnWhileTheNetworkFlaps() {
        assertGoesOn(Fault.CUT_FLAPPING);
    }

    private static void assertGoesOn(Fault fault) {
        FaultRuns.Run run = runs.run(fault);
        assertEquals("Completed", run.state());
        assertEquals(List.of(), verdict());
    }

    private static List<Violation> verdict() {
        return runs.violations();
    }
}
