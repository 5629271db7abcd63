package dev.ferry.storm;

import dev.ferry.rig.Await;
import dev.ferry.rig.ClusterNode;
import dev.ferry.rig.ClusterProcess;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;

/** Works off its wishes, one after the other: submits until there is an answer, then watches the job to its end. */
final class StormClient implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(150);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(300);

    private final Witness witness;
    private final Queue<Wish> wishes;

    StormClient(String name, ClusterProcess cluster, History history, Queue<Wish> wishes, SplittableRandom random) {
        this.witness = new Witness(name, cluster, history, random);
        this.wishes = wishes;
    }

    /** Returns when all its jobs have ended, or when the time is over. */
    void run(long deadlineNanos) {
        for (Wish wish = wishes.poll(); wish != null && isTime(deadlineNanos); wish = wishes.poll()) {
            Optional<Submit> answer = submitted(wish, deadlineNanos);
            answer.map(Submit::job).filter(job -> !job.isEmpty()).ifPresent(job -> watch(job, deadlineNanos));
        }
    }

    private static boolean isTime(long deadlineNanos) {
        return System.nanoTime() - deadlineNanos < 0;
    }

    private Optional<Submit> submitted(Wish wish, long deadlineNanos) {
        Optional<Submit> answer = Optional.empty();
        while (answer.isEmpty() && isTime(deadlineNanos)) {
            answer = witness.submit(witness.anyNode(), wish);
            if (answer.isEmpty()) {
                Await.passed(BETWEEN_TRIES);
            }
        }
        return answer;
    }

    private void watch(String job, long deadlineNanos) {
        boolean ended = false;
        while (!ended && isTime(deadlineNanos)) {
            ClusterNode node = witness.anyNode();
            ended = witness.look(node, job).filter(Sight::isEnd).isPresent();
            if (!ended) {
                Await.passed(BETWEEN_LOOKS);
            }
        }
    }

    @Override
    public void close() {
        witness.close();
    }
}
