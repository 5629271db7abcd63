package dev.ferry.actor.copy;

import dev.ferry.actor.Message;
import dev.ferry.actor.job.JobEntity;
import dev.ferry.model.JobId;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SystemId;
import dev.ferry.model.job.Action;
import dev.ferry.model.job.Attempt;
import dev.ferry.model.job.Progress;
import dev.ferry.model.job.Report;
import dev.ferry.model.job.StepFacts;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;

/**
 * This node's hands. A job tells it again and again to run a step; it runs each try once, in a {@link CopyWorker} of its own,
 * within its limits, and answers each time with how it stands. Chores are done at once.
 */
public final class StorageNode extends AbstractBehavior<StorageNode.Command> {
    public static final ServiceKey<Command> KEY = ServiceKey.create(Command.class, "storage-node");

    /** Results that are kept to be told again, should the first telling get lost. */
    private static final int RESULTS_MAX = 1_000;

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

    record WorkerFinished(JobId job, long epoch, Report report) implements Command {}

    record WorkerMoved(JobId job, Progress progress) implements Command {}

    private record VolumesSeen(Set<String> volumeKeys, ActorRef<Description> replyTo) implements Command {}

    private record ChoreEnded(Chore.Reply reply, ActorRef<Chore.Reply> replyTo) implements Command {}

    /** What the actor needs of the outside: who it is, its hands, and the threads that they may block. */
    public record Equipment(
            String node,
            StepHands steps,
            ChoreHands chores,
            Executor blocking,
            int parallelSteps,
            String dataAddress) {}

    private static final class Running {
        final Task task;
        ActorRef<JobEntity.Command> replyTo;
        ActorRef<CopyWorker.Command> worker;
        Progress progress;

        Running(Task task, ActorRef<JobEntity.Command> replyTo) {
            this.task = task;
            this.replyTo = replyTo;
            this.progress = new Progress(task.attempt().epoch(), 0, 0, 0, 0);
        }
    }

    private final Equipment equipment;
    /** New with every start of this actor: tries that an earlier one had are gone with it. */
    private final String incarnation = UUID.randomUUID().toString();

    private boolean looking;
    private Set<String> volumeKeys;
    private final Map<JobId, Running> running = new HashMap<>();
    private final Deque<JobId> queue = new ArrayDeque<>();
    private final Map<JobId, WorkerFinished> results = new HashMap<>();
    private final Deque<JobId> resultOrder = new ArrayDeque<>();

    public static Behavior<Command> create(Equipment equipment) {
        return Behaviors.setup(context -> new StorageNode(context, equipment));
    }

    private StorageNode(ActorContext<Command> context, Equipment equipment) {
        super(context);
        this.equipment = equipment;
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder().onMessage(Command.class, this::onCommand).build();
    }

    private Behavior<Command> onCommand(Command command) {
        switch (command) {
            case RunStep run -> onRun(run);
            case StopStep stop -> onStop(stop);
            case DoChore(var chore, var replyTo) -> onChore(chore, replyTo);
            case Describe(var replyTo) -> onDescribe(replyTo);
            case VolumesSeen(var keys, var replyTo) -> onVolumesSeen(keys, replyTo);
            case WorkerFinished finished -> onFinished(finished);
            case WorkerMoved(var job, var progress) -> onMoved(job, progress);
            case ChoreEnded(var reply, var replyTo) -> replyTo.tell(reply);
        }
        return this;
    }

    /** Looking at a volume can hang with it: that happens on a thread that may, and one look at a time. */
    private void onDescribe(ActorRef<Description> replyTo) {
        if (!looking) {
            looking = true;
            getContext()
                    .pipeToSelf(
                            CompletableFuture.supplyAsync(
                                    () -> equipment.chores().volumeKeys(), equipment.blocking()),
                            (keys, _) -> new VolumesSeen(keys == null ? Set.of() : keys, replyTo));
        } else if (volumeKeys != null) {
            replyTo.tell(description());
        }
    }

    private void onVolumesSeen(Set<String> keys, ActorRef<Description> replyTo) {
        looking = false;
        volumeKeys = keys;
        replyTo.tell(description());
    }

    private Description description() {
        return new Description(
                equipment.node(),
                incarnation,
                equipment.chores().hypervisor(),
                equipment.chores().networks(),
                volumeKeys,
                equipment.dataAddress(),
                getContext().getSelf());
    }

    private void onRun(RunStep run) {
        JobId job = run.task().job();
        Attempt attempt = run.task().attempt();
        Running current = running.get(job);
        if (!attempt.incarnation().equals(incarnation)) {
            run.replyTo().tell(new JobEntity.StepReported(attempt.epoch(), new Report.Gone()));
        } else if (isResult(job, attempt)) {
            run.replyTo()
                    .tell(new JobEntity.StepReported(
                            attempt.epoch(), results.get(job).report()));
        } else if (current == null) {
            begin(run);
        } else if (current.task.attempt().epoch() == attempt.epoch()) {
            current.replyTo = run.replyTo();
            tellProgress(current);
        } else {
            // A thread that is still in a system call is alive: the new try waits until the older one has let go.
            stop(current);
        }
    }

    private boolean isResult(JobId job, Attempt attempt) {
        WorkerFinished result = results.get(job);
        return result != null && result.epoch() == attempt.epoch();
    }

    private void begin(RunStep run) {
        Running fresh = new Running(run.task(), run.replyTo());
        running.put(run.task().job(), fresh);
        if (!isHeavy(fresh)) {
            start(fresh);
        } else {
            queue.addLast(run.task().job());
            startQueued();
        }
    }

    private void startQueued() {
        while (!queue.isEmpty() && heavyWorkers() < equipment.parallelSteps()) {
            start(running.get(queue.removeFirst()));
        }
    }

    private long heavyWorkers() {
        return running.values().stream()
                .filter(r -> r.worker != null && isHeavy(r))
                .count();
    }

    private static boolean isHeavy(Running one) {
        return switch (one.task.action()) {
            case Action.MakeItem _, Action.FetchItem _, Action.VerifyStaged _, Action.VerifyFolder _ -> true;
            case Action.TakeClaims _,
                    Action.SettleClaims _,
                    Action.AbandonClaims _,
                    Action.OpenStaging _,
                    Action.RemoveStaging _,
                    Action.CheckSources _,
                    Action.WriteManifest _,
                    Action.PutAside _,
                    Action.PutBack _,
                    Action.Publish _,
                    Action.Unpublish _,
                    Action.RealizeSystem _,
                    Action.RelocateSystem _,
                    Action.RemoveSources _,
                    Action.DisownPlaces _,
                    Action.RemoveFiles _,
                    Action.ForgetSystem _,
                    Action.AwaitView _ -> false;
        };
    }

    private void start(Running one) {
        Attempt attempt = one.task.attempt();
        one.worker = getContext()
                .spawn(
                        Behaviors.supervise(CopyWorker.create(
                                        one.task,
                                        equipment.steps(),
                                        equipment.blocking(),
                                        getContext().getSelf()))
                                .onFailure(SupervisorStrategy.stop()),
                        "worker-" + one.task.job() + "-" + attempt.epoch());
    }

    private void onStop(StopStep stop) {
        Running current = running.get(stop.job());
        if (!stop.attempt().incarnation().equals(incarnation)) {
            stop.replyTo().tell(new JobEntity.StepReported(stop.attempt().epoch(), new Report.Gone()));
        } else if (isResult(stop.job(), stop.attempt())) {
            stop.replyTo()
                    .tell(new JobEntity.StepReported(
                            stop.attempt().epoch(), results.get(stop.job()).report()));
        } else if (current == null) {
            stop.replyTo().tell(new JobEntity.StepReported(stop.attempt().epoch(), new Report.Stopped()));
        } else {
            current.replyTo = stop.replyTo();
            stop(current);
        }
    }

    private void stop(Running current) {
        if (current.worker != null) {
            current.worker.tell(new CopyWorker.Stop());
        } else {
            queue.remove(current.task.job());
            onFinished(new WorkerFinished(
                    current.task.job(), current.task.attempt().epoch(), new Report.Stopped()));
        }
    }

    private void onFinished(WorkerFinished finished) {
        Running done = running.get(finished.job());
        if (done == null || done.task.attempt().epoch() != finished.epoch()) {
            return;
        }
        running.remove(finished.job());
        results.put(finished.job(), finished);
        resultOrder.remove(finished.job());
        resultOrder.addLast(finished.job());
        while (resultOrder.size() > RESULTS_MAX) {
            results.remove(resultOrder.removeFirst());
        }
        done.replyTo.tell(new JobEntity.StepReported(finished.epoch(), finished.report()));
        startQueued();
    }

    private void onMoved(JobId job, Progress progress) {
        Running one = running.get(job);
        if (one != null && one.task.attempt().epoch() == progress.epoch()) {
            one.progress = progress;
            tellProgress(one);
        }
    }

    private void tellProgress(Running one) {
        int place = 0;
        if (one.worker == null) {
            for (JobId waiting : queue) {
                place++;
                if (waiting.equals(one.task.job())) {
                    break;
                }
            }
        }
        Progress p = one.progress;
        one.replyTo.tell(new JobEntity.StepProgressed(
                new Progress(p.epoch(), p.doneBytes(), p.writtenBytes(), p.bytesPerSecond(), place)));
    }

    private void onChore(Chore chore, ActorRef<Chore.Reply> replyTo) {
        try {
            getContext()
                    .pipeToSelf(
                            CompletableFuture.supplyAsync(
                                    () -> equipment.chores().perform(chore), equipment.blocking()),
                            (reply, failure) ->
                                    new ChoreEnded(failure == null ? reply : broken(chore, failure), replyTo));
        } catch (RejectedExecutionException _) {
            replyTo.tell(new Chore.Refused(new Refusal(
                    ReturnCode.OUT_OF_MEMORY,
                    "the node " + equipment.node() + " has too much to do",
                    "try again later")));
        }
    }

    private Chore.Reply broken(Chore chore, Throwable failure) {
        getContext().getLog().error("chore {} failed", chore.getClass().getSimpleName(), failure);
        return new Chore.Refused(new Refusal(
                ReturnCode.FAILED,
                "the node " + equipment.node() + " failed at it: " + failure,
                "look at the node's log; this is a defect of Ferry"));
    }
}
