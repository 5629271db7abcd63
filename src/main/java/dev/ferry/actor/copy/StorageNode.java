package dev.ferry.actor.copy;

import dev.ferry.actor.Message;
import dev.ferry.actor.job.JobEntity;
import dev.ferry.cluster.Leases;
import dev.ferry.model.JobId;
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
import java.util.concurrent.Executor;
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

/**
 * This node's hands. A job tells it again and again to run a step; it runs each try once, in a {@link CopyWorker} of its own,
 * within its limits, and answers each time with how it stands: a thin shell around {@link StepBoard}. Chores are done at once.
 */
public final class StorageNode extends AbstractBehavior<StorageNode.Command> {
    public static final ServiceKey<Command> KEY = ServiceKey.create(Command.class, "storage-node");

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
            String node, Leases leases, StepHands steps, ChoreHands chores, Executor blocking, int parallelSteps) {}

    private final Equipment equipment;
    /** Null while there is no incarnation: before the lease is there, between two of them, and after the last. */
    private StepBoard<ActorRef<JobEntity.Command>> board;

    private final Map<JobId, ActorRef<CopyWorker.Command>> workers = new HashMap<>();
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
            case WorkerFinished(var job, var epoch, var report) -> {
                workers.remove(job);
                act(board.finished(job, epoch, report));
                endIfClosed();
            }
            case WorkerMoved(var job, var progress) -> act(board.moved(job, progress));
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
        return this;
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
                    workers.get(job).tell(new CopyWorker.Stop());
                case StepBoard.Effect.Tell<ActorRef<JobEntity.Command>>(var to, var epoch, var report) ->
                    to.tell(new JobEntity.StepReported(epoch, report));
                case StepBoard.Effect.TellProgress<ActorRef<JobEntity.Command>>(var to, var progress) ->
                    to.tell(new JobEntity.StepProgressed(progress));
            }
        }
    }

    private void start(Task task) {
        Behavior<CopyWorker.Command> worker = CopyWorker.create(
                task, equipment.steps(), equipment.blocking(), getContext().getSelf());
        workers.put(
                task.job(),
                getContext()
                        .spawn(
                                Behaviors.supervise(worker).onFailure(SupervisorStrategy.stop()),
                                "worker-" + task.job() + "-" + task.attempt().epoch()));
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
