package dev.ferry.actor.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.typesafe.config.ConfigFactory;
import dev.ferry.actor.job.JobEntity;
import dev.ferry.cluster.Leases;
import dev.ferry.model.JobId;
import dev.ferry.model.job.Action;
import dev.ferry.model.job.Attempt;
import dev.ferry.model.job.Progress;
import dev.ferry.model.job.Report;
import dev.ferry.model.job.StepFacts;
import dev.ferry.storage.CopyInterruptedException;
import dev.ferry.testkit.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.PoisonPill;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.FishingOutcomes;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a node's hands do when a part of them is lost. */
@Timeout(60)
class StorageNodeTest {
    private static final JobId JOB = new JobId("AAAAAAAA-0000-0000-0000-000000000000");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Report DONE = new Report.Done(StepFacts.NONE);

    private final ActorTestKit kit = ActorTestKit.create("hands", ConfigFactory.load());
    private final ExecutorService blocking = Executors.newCachedThreadPool();
    private final CountDownLatch work = new CountDownLatch(1);
    private final TestLeases leases = new TestLeases();
    private final TestProbe<JobEntity.Command> job = kit.createTestProbe();
    private final TestProbe<StorageNode.Description> describer = kit.createTestProbe();
    private volatile boolean broken;

    @AfterEach
    void close() {
        kit.shutdownTestKit();
        blocking.shutdownNow();
    }

    @Test
    void outliveWhatTheirLastLifeHadUnderWay() {
        ActorRef<StorageNode.Command> node = node();
        broken = true;
        node.tell(new StorageNode.Describe(describer.ref()));
        describer.awaitAssert(PATIENCE, () -> {
            assertEquals(2, leases.begun.get());
            return null;
        });
        broken = false;
        for (int i = 0; i < 20; i++) {
            node.tell(new StorageNode.WorkerMoved(JOB, new Progress(1, i, i, 0, 0)));
            node.tell(new StorageNode.WorkerFinished(JOB, 1, DONE));
        }
        leases.second.complete(new Leases.Incarnation("two", new CompletableFuture<>()));
        describer.awaitAssert(PATIENCE, () -> {
            node.tell(new StorageNode.Describe(describer.ref()));
            assertEquals("two", describer.receiveMessage(Duration.ofMillis(300)).incarnation());
            return null;
        });
        node.tell(new StorageNode.WorkerFinished(JOB, 1, DONE));
        assertEquals(2, leases.begun.get(), "it has crashed once, and no more");
    }

    @Test
    void tellHowATryEndedThatLostItsWorker() {
        ActorRef<StorageNode.Command> node = withoutWorker();
        work.countDown();
        reports(node, DONE);
    }

    @Test
    void stopATryThatLostItsWorker() {
        ActorRef<StorageNode.Command> node = withoutWorker();
        node.tell(new StorageNode.StopStep(JOB, attempt(), job.ref()));
        reports(node, new Report.Stopped());
    }

    private ActorRef<StorageNode.Command> withoutWorker() {
        ActorRef<StorageNode.Command> node = node();
        node.tell(new StorageNode.RunStep(task(), job.ref()));
        job.expectMessageClass(JobEntity.StepProgressed.class, PATIENCE);
        var worker = Adapter.toClassic(kit.system())
                .actorSelection(node.path().child("worker-" + JOB + "-1"))
                .resolveOne(PATIENCE)
                .toCompletableFuture()
                .join();
        worker.tell(PoisonPill.getInstance(), org.apache.pekko.actor.ActorRef.noSender());
        kit.createTestProbe().expectTerminated(Adapter.toTyped(worker), PATIENCE);
        return node;
    }

    /** The next that is told but how far it is: that may still be on its way from a worker that has gone. */
    private JobEntity.Command told() {
        return job.fishForMessage(
                        PATIENCE,
                        message -> message instanceof JobEntity.StepProgressed
                                ? FishingOutcomes.continueAndIgnore()
                                : FishingOutcomes.complete())
                .getLast();
    }

    private void reports(ActorRef<StorageNode.Command> node, Report report) {
        assertEquals(new JobEntity.StepReported(1, report), told());
        node.tell(new StorageNode.RunStep(task(), job.ref()));
        assertEquals(new JobEntity.StepReported(1, report), told());
    }

    /** One that has begun its first incarnation. */
    private ActorRef<StorageNode.Command> node() {
        ActorRef<StorageNode.Command> node = kit.spawn(StorageNode.create(
                new StorageNode.Equipment("node1", leases, this::perform, new TestChores(), blocking, 1, "")));
        describer.awaitAssert(PATIENCE, () -> {
            node.tell(new StorageNode.Describe(describer.ref()));
            assertEquals("one", describer.receiveMessage(Duration.ofMillis(300)).incarnation());
            return null;
        });
        return node;
    }

    private Report perform(StorageNode.Task task, StepControl control) {
        assertEquals(JOB, task.job());
        try {
            do {
                control.checkpoint();
            } while (!work.await(10, TimeUnit.MILLISECONDS));
            return DONE;
        } catch (CopyInterruptedException _) {
            return new Report.Stopped();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static StorageNode.Task task() {
        return new StorageNode.Task(
                JOB, attempt(), new Action.AwaitView(Samples.WEB, true), List.of(), Samples.WEB, "web");
    }

    private static Attempt attempt() {
        return new Attempt(0, false, 1, "node1", "one");
    }

    /** The first incarnation is there at once, the second when a test says so. */
    private static final class TestLeases implements Leases {
        final AtomicInteger begun = new AtomicInteger();
        final CompletableFuture<Incarnation> second = new CompletableFuture<>();

        @Override
        public CompletionStage<Incarnation> begin() {
            return begun.incrementAndGet() == 1
                    ? CompletableFuture.completedFuture(new Incarnation("one", new CompletableFuture<>()))
                    : second;
        }

        @Override
        public boolean held(String incarnation) {
            return true;
        }

        @Override
        public String current() {
            return "one";
        }

        @Override
        public CompletionStage<Void> giveUp() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void letRunOut() {}
    }

    private final class TestChores implements ChoreHands {
        @Override
        public String hypervisor() {
            if (broken) {
                throw new IllegalStateException("a defect");
            }
            return "none";
        }

        @Override
        public Set<String> networks() {
            return Set.of();
        }

        @Override
        public Set<String> volumeKeys() {
            return Set.of();
        }

        @Override
        public Chore.Reply perform(Chore chore) {
            throw new AssertionError("nobody asks for chores here");
        }
    }
}
