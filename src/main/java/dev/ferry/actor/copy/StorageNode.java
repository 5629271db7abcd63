package dev.ferry.actor.copy;

import dev.ferry.actor.Message;
import dev.ferry.actor.job.JobEntity;
import dev.ferry.cluster.Leases;
import dev.ferry.model.JobId;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SystemId;
import dev.ferry.model.job.Action;
import dev.ferry.model.job.Attempt;
import dev.ferry.model.job.Progress;
import dev.ferry.model.job.Report;
import dev.ferry.model.job.StepFacts;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.PreRestart;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's hands. A job tells it again and again to run a step; it runs each try once, on a thread of its own whose
 * progress a {@link CopyWorker} tells, within its limits, and answers each time with how it stands: a thin shell around
 * {@link StepBoard}. Chores are done at once.
 */
public final class StorageNode extends AbstractBehavior<StorageNode.Command> {
    public static final ServiceKey<Command> KEY = ServiceKey.create(Command.class, "storage-node");

    private static final Logger LOG = LoggerFactory.getLogger(StorageNode.class);

    /** A defect that shows again and again ends the hands of this node; other nodes go on with its work. */
    private static final int RESTARTS_MAX = 10;

    private static final Duration RESTARTS_IN = Duration.ofMinutes(1);

    public sealed interface Command extends Message {}

    /** {@code facts} are what the job's earlier steps have found out. */
    public record Task(
            JobId job, Attempt attempt, Action action, List<StepFacts> facts, SystemId system, String systemName) {
        public Task {
            facts = List.copyOf(facts);
        }
    }

    public record RunStep(Task task, ActorRef<JobEntity.Command> replyTo) implements Command {}

    public record StopStep(JobId job, Attempt attempt, ActorRef<JobEntity.Command> replyTo) implements Command {}

    public record DoChore(Chore chore, ActorRef<Chore.Reply> replyTo) implements Command {}

    public record Describe(ActorRef<Description> replyTo) implements Command {}

    /** What others must know of a node to give it work. */
    public record Description(
            String node,
            String incarnation,
            String hypervisor,
            Set<String> networks,
            Set<String> volumeKeys,
            String dataAddress,
            ActorRef<Command> ref)
            implements Message {}

    /** Stop all work and let others have it; told when no thread is at work any more and others can know. */
    public record Leave(ActorRef<Left> replyTo) implements Command {}

    public record Left() implements Message {}

    private record Begun(Leases.Incarnation incarnation) implements Command {}

    private record Lost(String incarnation) implements Command {}

    record WorkerFinished(JobId job, long epoch, Report report) implements Command {}

    record WorkerMoved(JobId job, Progress progress) implements Command {}

    record VolumesSeen(Set<String> volumeKeys, ActorRef<Description> replyTo) implements Command {}

    record ChoreEnded(Chore.Reply reply, ActorRef<Chore.Reply> replyTo) implements Command {}

    /** What the actor needs of the outside: who it is, its lease, its hands, and the threads that they may block. */
    public record Equipment(
            String node,
            Leases leases,
            StepHands steps,
            ChoreHands chores,
            Executor blocking,
            int parallelSteps,
            String dataAddress) {}

    /** What a thread that is at work hears a stop by. */
    private record Hand(long epoch, StepControl control) {}

    private final Equipment equipment;
    /** Null while there is no incarnation: before the lease is there, between two of them, and after the last. */
    private StepBoard<ActorRef<JobEntity.Command>> board;

    private final Map<JobId, Hand> hands = new HashMap<>();
    private final ChoreDesk chores;
    private ActorRef<Left> leaving;

    public static Behavior<Command> create(Equipment equipment) {
        Behavior<Command> node = Behaviors.setup(context -> new StorageNode(context, equipment));
        return Behaviors.supervise(node).onFailure(SupervisorStrategy.restart().withLimit(RESTARTS_MAX, RESTARTS_IN));
    }

    private StorageNode(ActorContext<Command> context, Equipment equipment) {
        super(context);
        this.equipment = equipment;
        this.chores = new ChoreDesk(context, equipment);
        begin();
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Command.class, this::onCommand)
                .onSignal(PreRestart.class, _ -> crashed())
                .onSignal(PostStop.class, _ -> crashed())
                .build();
    }

    private Behavior<Command> onCommand(Command command) {
        switch (command) {
            case RunStep(var task, var replyTo) when board == null -> gone(task.attempt(), replyTo);
            case StopStep(var _, var attempt, var replyTo) when board == null -> gone(attempt, replyTo);
            case RunStep(var task, var replyTo) -> act(board.run(task, replyTo));
            case StopStep(var job, var attempt, var replyTo) -> act(board.stop(job, attempt, replyTo));
            case WorkerFinished(var job, var epoch, var report) -> onFinished(job, epoch, report);
            case WorkerMoved(var job, var progress) when board != null -> act(board.moved(job, progress));
            case WorkerMoved _ -> {}
            case Begun(var incarnation) -> onBegun(incarnation);
            case Lost(var incarnation) -> onLost(incarnation);
            case Leave(var replyTo) -> onLeave(replyTo);
            case DoChore(var chore, var replyTo) -> chores.perform(chore, replyTo);
            case Describe(var replyTo) -> onDescribe(replyTo);
            case VolumesSeen(var keys, var replyTo) -> onVolumesSeen(keys, replyTo);
            case ChoreEnded(var reply, var replyTo) -> replyTo.tell(reply);
        }
        return this;
    }

    /** Threads of this incarnation may be at work, and nobody hears them any more: they lose their lease. */
    private Behavior<Command> crashed() {
        equipment.leases().letRunOut();
        hands.values().forEach(hand -> hand.control().stop());
        return this;
    }

    /** Of a thread that an incarnation had which is over, nobody waits to hear. */
    private void onFinished(JobId job, long epoch, Report report) {
        Hand hand = hands.get(job);
        if (board != null && hand != null && hand.epoch() == epoch) {
            hands.remove(job);
            act(board.finished(job, epoch, report));
            endIfClosed();
        }
    }

    private void begin() {
        getContext().pipeToSelf(equipment.leases().begin(), (incarnation, _) -> new Begun(incarnation));
    }

    private void onBegun(Leases.Incarnation incarnation) {
        if (leaving != null || incarnation == null) {
            return;
        }
        board = new StepBoard<>(incarnation.id(), equipment.parallelSteps());
        getContext().pipeToSelf(incarnation.lost(), (_, _) -> new Lost(incarnation.id()));
    }

    /** Others may have taken over: nothing that still runs here is to be trusted with anything. */
    private void onLost(String incarnation) {
        if (board != null && board.incarnation().equals(incarnation)) {
            close();
        }
    }

    private void onLeave(ActorRef<Left> replyTo) {
        leaving = replyTo;
        var receptionist = getContext().getSystem().receptionist();
        receptionist.tell(Receptionist.deregister(KEY, getContext().getSelf()));
        if (board == null) {
            giveUp();
        } else {
            close();
        }
    }

    private void close() {
        act(board.close());
        endIfClosed();
    }

    /** No thread of the incarnation is at work any more: it ends, and unless the node leaves a new one begins. */
    private void endIfClosed() {
        if (!board.isClosed()) {
            return;
        }
        board = null;
        if (leaving == null) {
            begin();
        } else {
            giveUp();
        }
    }

    private void giveUp() {
        ActorRef<Left> told = leaving;
        equipment.leases().giveUp().whenComplete((_, _) -> told.tell(new Left()));
    }

    private static void gone(Attempt attempt, ActorRef<JobEntity.Command> replyTo) {
        replyTo.tell(new JobEntity.StepReported(attempt.epoch(), new Report.Gone()));
    }

    private void act(List<StepBoard.Effect<ActorRef<JobEntity.Command>>> effects) {
        for (var effect : effects) {
            switch (effect) {
                case StepBoard.Effect.Start<ActorRef<JobEntity.Command>>(var task) -> start(task);
                case StepBoard.Effect.StopWorker<ActorRef<JobEntity.Command>>(var job, var _) ->
                    hands.get(job).control().stop();
                case StepBoard.Effect.Tell<ActorRef<JobEntity.Command>>(var to, var epoch, var report) ->
                    to.tell(new JobEntity.StepReported(epoch, report));
                case StepBoard.Effect.TellProgress<ActorRef<JobEntity.Command>>(var to, var progress) ->
                    to.tell(new JobEntity.StepProgressed(progress));
            }
        }
    }

    /** How the try ends is heard from its thread itself: the worker only tells how far it is, and can be lost. */
    private void start(Task task) {
        StepControl control = new StepControl();
        long epoch = task.attempt().epoch();
        hands.put(task.job(), new Hand(epoch, control));
        CompletionStage<Report> work = work(task, control);
        getContext()
                .pipeToSelf(
                        work,
                        (report, failure) -> new WorkerFinished(
                                task.job(), epoch, failure == null ? report : broken(task, failure)));
        getContext()
                .spawn(
                        Behaviors.supervise(CopyWorker.create(
                                        task, control, work, getContext().getSelf()))
                                .onFailure(SupervisorStrategy.stop()),
                        "worker-" + task.job() + "-" + epoch);
    }

    private CompletionStage<Report> work(Task task, StepControl control) {
        try {
            return CompletableFuture.supplyAsync(() -> equipment.steps().perform(task, control), equipment.blocking());
        } catch (RejectedExecutionException _) {
            // Threads end with their node: the try is lost, and goes on elsewhere.
            return CompletableFuture.completedFuture(new Report.Gone());
        }
    }

    private static Report broken(Task task, Throwable failure) {
        LOG.error("job {} step {}", task.job(), task.attempt().step(), failure);
        return new Report.Failed(
                new Refusal(
                        ReturnCode.FAILED,
                        "the step failed unexpectedly: " + failure,
                        "look at the node's log; this is a defect of Ferry"),
                // Whether an entity has heard is not known; what happens to files is told by looking again.
                task.action() instanceof Action.RealizeSystem
                        || task.action() instanceof Action.RelocateSystem
                        || task.action() instanceof Action.EquipSystem);
    }

    private void onDescribe(ActorRef<Description> replyTo) {
        if (board != null) {
            chores.describe(board.incarnation(), replyTo);
        }
    }

    private void onVolumesSeen(Set<String> keys, ActorRef<Description> replyTo) {
        chores.seen(keys);
        if (board != null) {
            chores.tell(board.incarnation(), replyTo);
        }
    }
}
