package dev.ferry.storm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ferry.rig.Await;
import dev.ferry.rig.ClusterProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One fault after another, each in the middle of an export; measures how long it took until bytes moved again. */
final class FaultRuns implements AutoCloseable {
    private static final Duration MOVE_LIMIT = Duration.ofMinutes(3);
    private static final Duration END_LIMIT = Duration.ofMinutes(10);
    private static final Duration READY_LIMIT = Duration.ofMinutes(3);
    private static final String SYSTEM = "measured";

    private final ClusterProcess cluster;
    private final Ground ground;
    private final Striker striker;
    private final Consumer<String> out;
    private final String system;
    /** Each was looked at before it was deleted to make room for the next. */
    private final List<Disks.Export> exports = new ArrayList<>();

    private int number;

    /** A fault, and what came of it. {@code hit} is whether bytes moved when it fell. */
    record Run(Fault fault, boolean hit, long movedMillis, long againBytes, long attempts, String state) {
        @Override
        public String toString() {
            return "%s: bytes moved again after %.1f s, %.1f MiB read again, attempt %d, %s%s"
                    .formatted(
                            fault.word(),
                            movedMillis / 1000.0,
                            againBytes / 1048576.0,
                            attempts,
                            state,
                            hit ? "" : " (no byte moved when it fell)");
        }
    }

    FaultRuns(ClusterProcess cluster, int mebibytes, long seed, Consumer<String> out) {
        this.cluster = cluster;
        this.ground = new Ground(cluster);
        this.striker = new Striker(cluster, new SplittableRandom(seed));
        this.out = out;
        this.system = ground.system(SYSTEM, mebibytes);
    }

    Run run(Fault fault) {
        String mark = "%s-%03d".formatted(fault.word(), number++);
        String job = ground.begun(Wish.export(system, mark));
        try (Watch watch = Watch.over(cluster, ground.history, job)) {
            Await.holds(
                    MOVE_LIMIT, () -> watch.moving().isPresent() || watch.end().isPresent());
            boolean hit = watch.moving().isPresent();
            Target target =
                    watch.moving().orElseThrow(() -> new IllegalStateException("no byte moved: " + watch.last()));
            Instant began = Instant.now();
            CompletableFuture<Strike> strike = new CompletableFuture<>();
            Thread.ofPlatform().daemon().name("strike").start(() -> strike(fault, target, strike));
            Instant since = began;
            if (fault.isMeasuredFromItsEnd()) {
                Strike taken = strike.join();
                Await.passed(Striker.OUTAGE);
                striker.relieve(taken);
                since = Instant.now();
            }
            Instant moved = watch.awaitMoved(since, MOVE_LIMIT);
            if (fault == Fault.FREEZE_COPY_NODE) {
                Await.passed(Duration.between(Instant.now(), began.plus(Striker.FROZEN)));
            }
            if (!fault.isMeasuredFromItsEnd()) {
                striker.relieve(strike.join());
            }
            JsonNode end = watch.awaitEnd(END_LIMIT);
            cluster.awaitReady(READY_LIMIT);
            keep(end);
            Run run = new Run(
                    fault,
                    hit,
                    Duration.between(since, moved).toMillis(),
                    Math.max(
                            0,
                            end.path("bytesWritten").asLong()
                                    - end.path("bytesTotal").asLong()),
                    end.path("attempt").asLong(),
                    end.path("state").asText());
            out.accept(run.toString());
            return run;
        }
    }

    private void strike(Fault fault, Target target, CompletableFuture<Strike> strike) {
        try {
            strike.complete(striker.strike(fault, target));
        } catch (RuntimeException e) {
            strike.completeExceptionally(e);
        }
    }

    /** Looks at what the job left, then deletes it: thousands of exports of one disk would fill any volume. */
    private void keep(JsonNode end) {
        Disks now = DiskScan.of(cluster.volumes(), ground.origins);
        now.damaged().forEach((file, what) -> out.accept(file + ": " + what));
        for (Disks.Export export : now.exports()) {
            if (export.job().equals(end.path("id").asText())) {
                exports.add(export);
                delete(Path.of(end.path("result").path("directory").asText()).getParent());
            }
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> below = Files.walk(folder)) {
            for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of all runs so far. */
    List<Violation> violations() {
        Evidence evidence = Verdict.of(cluster, ground.history, ground.origins).evidence();
        List<Disks.Export> all = new ArrayList<>(exports);
        all.addAll(evidence.disks().exports());
        Set<String> files = new HashSet<>(evidence.disks().files());
        files.remove("csv1:/exports");
        Disks disks = new Disks(
                all, files, evidence.disks().staging(), evidence.disks().damaged());
        return Checker.check(
                new Evidence(evidence.submits(), evidence.sights(), evidence.journal(), disks, evidence.listings()));
    }

    Ground ground() {
        return ground;
    }

    /** The system that is exported over and over. */
    String system() {
        return system;
    }

    @Override
    public void close() {
        striker.close();
    }
}
