package dev.ferry.storm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ferry.rig.Await;
import dev.ferry.rig.ClusterNode;
import dev.ferry.rig.ClusterProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/** Asks every node about one job, again and again, and finds out when its bytes moved again. */
final class Watch implements AutoCloseable {
    /** What was on its way when a fault fell is not yet a new movement. */
    private static final Duration ON_ITS_WAY = Duration.ofMillis(500);

    private static final Duration BETWEEN = Duration.ofMillis(80);
    private static final Duration END_LIMIT = Duration.ofSeconds(30);

    private final String job;
    private final List<Sight> sights = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private JsonNode last;
    private JsonNode end;

    private Watch(String job) {
        this.job = job;
    }

    static Watch over(ClusterProcess cluster, History history, String job) {
        Watch watch = new Watch(job);
        for (ClusterNode node : cluster.nodes()) {
            Witness witness = new Witness("watch", cluster, history, new SplittableRandom(0));
            watch.threads.add(
                    Thread.ofPlatform().daemon().name("watch-" + node.name()).start(() -> {
                        try (witness) {
                            watch.run(witness, node);
                        }
                    }));
        }
        return watch;
    }

    private void run(Witness witness, ClusterNode node) {
        while (!over.get()) {
            if (node.isReady() && !node.isFrozen()) {
                witness.ask(node, job).ifPresent(this::seen);
            }
            Await.passed(BETWEEN);
        }
    }

    private synchronized void seen(Witness.JobSeen seen) {
        sights.add(seen.sight());
        last = seen.job();
        if (seen.sight().isEnd()) {
            end = seen.job();
        }
    }

    synchronized Optional<JsonNode> last() {
        return Optional.ofNullable(last);
    }

    synchronized Optional<JsonNode> end() {
        return Optional.ofNullable(end);
    }

    /** Where the job stands now, if its bytes move. */
    Optional<Target> moving() {
        return last().flatMap(Target::of);
    }

    JsonNode awaitEnd(Duration limit) {
        return Await.present(limit, () -> "job " + job + " has ended: " + last(), this::end);
    }

    /** When the first answer was there that shows bytes moving after a moment. */
    Instant awaitMoved(Instant since, Duration limit) {
        return Await.present(
                        limit, () -> "bytes of " + job + " move after " + since + ": " + last(), () -> moved(since))
                .to();
    }

    private synchronized Optional<Sight> moved(Instant since) {
        Instant settled = since.plus(ON_ITS_WAY);
        long attempt = 0;
        long bytes = 0;
        int percent = 0;
        List<Sight> after = new ArrayList<>();
        for (Sight sight : sights) {
            if (sight.from().isBefore(settled)) {
                attempt = Math.max(attempt, sight.attempt());
                bytes = Math.max(bytes, sight.bytesDone());
                percent = Math.max(percent, sight.percent());
            } else if (!sight.stale()) {
                after.add(sight);
            }
            if (sight.isEnd()) {
                return Optional.of(sight);
            }
        }
        for (Sight sight : after) {
            boolean further = sight.attempt() == attempt && (sight.bytesDone() > bytes || sight.percent() > percent);
            if (further || growsInNewAttempt(after, sight, attempt)) {
                return Optional.of(sight);
            }
        }
        return Optional.empty();
    }

    private static boolean growsInNewAttempt(List<Sight> all, Sight sight, long attempt) {
        return sight.attempt() > attempt
                && all.stream()
                        .anyMatch(before -> before.attempt() == sight.attempt()
                                && before.bytesDone() < sight.bytesDone()
                                && sight.isSurelyAfter(before));
    }

    @Override
    public void close() {
        over.set(true);
        Await.holds(END_LIMIT, () -> threads.stream().noneMatch(Thread::isAlive));
    }
}
