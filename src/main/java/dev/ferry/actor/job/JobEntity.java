package dev.ferry.actor.job;

import dev.ferry.actor.Answer;
import dev.ferry.actor.Message;
import dev.ferry.actor.Showing;
import dev.ferry.actor.ViewGate;
import dev.ferry.actor.copy.StorageNodes;
import dev.ferry.actor.system.VirtualSystemEntity;
import dev.ferry.model.Decision;
import dev.ferry.model.JobId;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SystemId;
import dev.ferry.model.job.Attempt;
import dev.ferry.model.job.Control;
import dev.ferry.model.job.Directive;
import dev.ferry.model.job.Job;
import dev.ferry.model.job.JobEvent;
import dev.ferry.model.job.JobOrder;
import dev.ferry.model.job.JobRules;
import dev.ferry.model.job.JobSummary;
import dev.ferry.model.job.Progress;
import dev.ferry.model.job.Report;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.javadsl.CommandHandlerWithReply;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehaviorWithEnforcedReplies;
import org.apache.pekko.persistence.typed.javadsl.ReplyEffect;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;

/**
 * One job: a thin shell around {@link JobRules}. It persists, then acts; after each event, after recovery and on each tick it
 * carries out what {@link JobRules#next} says, so that a crash needs no code of its own.
 */
public final class JobEntity extends EventSourcedBehaviorWithEnforcedReplies<JobEntity.Command, JobEvent, Job> {
    public static final EntityTypeKey<Command> KEY = EntityTypeKey.create(Command.class, "Job");
    public static final String TAG = "job";

    private static final Duration TICK = Duration.ofMillis(300);

    private static final Duration VIEW_LIMIT = Duration.ofSeconds(5);

    public sealed interface Command extends Message {}

    /** {@code replyTo} hears that the job is durable; it is null when the system's entity repeats itself. */
    public record Begin(JobOrder order, ActorRef<Answer> replyTo) implements Command {}

    public record GetJob(ActorRef<JobReply> replyTo) implements Command {}

    public record ControlJob(Control control, String by, ActorRef<Answer> replyTo) implements Command {}

    public record StepReported(long epoch, Report report) implements Command {}

    public record StepProgressed(Progress progress) implements Command {}

    /** The system has heard that the job is over; {@code version} is from when on the lists show it. */
    public record SystemReleased(long version) implements Command {}

    private record ReleaseShown() implements Command {}

    /** {@code figures} is null when it could not be kept. */
    private record FiguresKept(JobSummary.Figures figures) implements Command {}

    record LeaseSaid(long epoch, boolean over) implements Command {}

    private record NodeChosen(String node, String incarnation) implements Command {}

    private record NodeMissing(Set<String> volumeKeys) implements Command {}

    private record Tick() implements Command {}

    public record Stop() implements Command {}

    /** {@code summary} is null for a job that nobody has begun. */
    public record JobReply(JobSummary summary, long version) implements Message {}

    /**
     * What the shell needs of the outside. {@code isOver} tells whether the lease of an incarnation is over for certain;
     * {@code progressed} hears every change that a watcher would like to see.
     */
    public record Surroundings(
            ClusterSharding sharding,
            StorageNodes nodes,
            Clock clock,
            ViewGate views,
            Duration waitLimit,
            Function<String, CompletionStage<Boolean>> isOver,
            Showing showing,
            Consumer<JobSummary> progressed) {}

    private final JobId id;
    private final ActorContext<Command> context;
    private final TimerScheduler<Command> timers;
    private final Surroundings around;
    private final ActorRef<ClusterSharding.ShardCommand> shard;
    private final StepDriver driver;
    private Progress progress = Progress.NONE;
    /** How far anybody was shown that it is: what every node can know. Null for not yet. */
    private JobSummary.Figures shown;

    private boolean keeping;
    private boolean releaseHeard;

    public static Behavior<Command> create(
            JobId id, ActorRef<ClusterSharding.ShardCommand> shard, Surroundings around) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new JobEntity(id, context, timers, shard, around)));
    }

    private JobEntity(
            JobId id,
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            ActorRef<ClusterSharding.ShardCommand> shard,
            Surroundings around) {
        super(
                PersistenceId.of(KEY.name(), id.value()),
                SupervisorStrategy.restartWithBackoff(Duration.ofMillis(500), Duration.ofSeconds(2), 0.2));
        this.id = id;
        this.context = context;
        this.timers = timers;
        this.shard = shard;
        this.around = around;
        this.driver = new StepDriver(id, context, around.nodes(), around.isOver());
    }

    @Override
    public Job emptyState() {
        return Job.unknown();
    }

    @Override
    public CommandHandlerWithReply<Command, JobEvent, Job> commandHandler() {
        return this::onCommand;
    }

    @Override
    public EventHandler<Job, JobEvent> eventHandler() {
        return Job::on;
    }

    @Override
    public Set<String> tagsFor(JobEvent event) {
        return Set.of(TAG);
    }

    @Override
    public SignalHandler<Job> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.instance(), job -> {
                    timers.startTimerWithFixedDelay(new Tick(), TICK);
                    if (!(job instanceof Job.New)) {
                        pursue(job);
                    }
                })
                .build();
    }

    private ReplyEffect<JobEvent, Job> onCommand(Job job, Command command) {
        return switch (command) {
            case Begin(var order, var replyTo) -> onBegin(job, order, replyTo);
            case GetJob(var replyTo) -> Effect().reply(replyTo, reply(job));
            case ControlJob(var control, var by, var replyTo) ->
                answer(JobRules.control(job, control, by, around.clock().instant()), replyTo);
            case StepReported(var epoch, var report) -> onReport(job, epoch, report);
            case LeaseSaid(var epoch, var over) -> {
                driver.answered(epoch, over);
                yield Effect().noReply();
            }
            case StepProgressed(var latest) -> {
                progress = latest;
                driver.heard(latest.epoch());
                show(job);
                yield Effect().noReply();
            }
            case FiguresKept(var figures) -> onKept(job, figures);
            case SystemReleased(var version) -> onReleased(job, version);
            case ReleaseShown _ -> {
                releaseHeard = false;
                yield persist(JobRules.released(job, around.clock().instant()));
            }
            case NodeChosen(var node, var incarnation) ->
                persist(JobRules.startAttempt(
                        job, node, incarnation, around.clock().instant()));
            case NodeMissing(var volumeKeys) -> onNodeMissing(job, volumeKeys);
            case Tick _ -> onTick(job);
            case Stop _ -> Effect().stop().thenNoReply();
        };
    }

    private ReplyEffect<JobEvent, Job> onBegin(Job job, JobOrder order, ActorRef<Answer> replyTo) {
        return switch (JobRules.begin(job, order, around.clock().instant())) {
            case Decision.Accepted(var events) ->
                Effect()
                        .persist(events)
                        .thenRun(now -> {
                            acknowledge(order);
                            releaseAgain(now, order);
                            if (replyTo != null) {
                                replyTo.tell(accepted());
                            }
                            pursue(now);
                        })
                        .thenNoReply();
            case Decision.Refused(var refusal) -> {
                if (replyTo != null) {
                    replyTo.tell(new Answer.Refused(refusal));
                }
                yield Effect().noReply();
            }
        };
    }

    /** A system that was reserved anew for a job that is over must not wait for it. */
    private void releaseAgain(Job job, JobOrder order) {
        if (job instanceof Job.Ended && order.system() != null) {
            release(order.system());
        }
    }

    private void acknowledge(JobOrder order) {
        if (order.system() != null) {
            system(order.system()).accept(new VirtualSystemEntity.AcknowledgeJob(id));
        }
    }

    /** An end is told when everything that it changed can be seen; lists that are late for long do not keep a job alive. */
    private ReplyEffect<JobEvent, Job> onReleased(Job job, long version) {
        if (job instanceof Job.Active active && active.order().system() != null && !releaseHeard) {
            releaseHeard = true;
            context.pipeToSelf(
                    around.views().showsSystem(active.order().system(), version, VIEW_LIMIT),
                    (_, _) -> new ReleaseShown());
        }
        return Effect().noReply();
    }

    private ReplyEffect<JobEvent, Job> onReport(Job job, long epoch, Report report) {
        driver.reported(job, epoch, report);
        return persist(JobRules.report(
                job, epoch, report, around.waitLimit(), around.clock().instant()));
    }

    private ReplyEffect<JobEvent, Job> onKept(Job job, JobSummary.Figures figures) {
        keeping = false;
        if (figures != null) {
            shown = figures;
            tellWatchers(job);
        }
        return Effect().noReply();
    }

    private ReplyEffect<JobEvent, Job> onNodeMissing(Job job, Set<String> volumeKeys) {
        Refusal reason = new Refusal(
                ReturnCode.NOT_AVAILABLE,
                "no node has " + String.join(" and ", volumeKeys) + " online",
                "bring the volume or its node back");
        return persist(JobRules.unassignable(
                job, reason, around.waitLimit(), around.clock().instant()));
    }

    private ReplyEffect<JobEvent, Job> onTick(Job job) {
        if (job instanceof Job.New) {
            leave();
        } else {
            driver.tick(job);
            pursue(job);
            show(job);
        }
        return Effect().noReply();
    }

    private ReplyEffect<JobEvent, Job> answer(Decision<JobEvent> decision, ActorRef<Answer> replyTo) {
        return switch (decision) {
            case Decision.Accepted(var events) ->
                Effect().persist(events).thenRun(this::pursue).thenReply(replyTo, _ -> accepted());
            case Decision.Refused(var refusal) -> Effect().reply(replyTo, new Answer.Refused(refusal));
        };
    }

    private ReplyEffect<JobEvent, Job> persist(Decision<JobEvent> decision) {
        return switch (decision) {
            case Decision.Accepted(var events) when events.isEmpty() -> Effect().noReply();
            case Decision.Accepted(var events) ->
                Effect().persist(events).thenRun(this::pursue).thenNoReply();
            case Decision.Refused(var refusal) -> {
                context.getLog().warn("job {}: {}", id, refusal.message());
                yield Effect().noReply();
            }
        };
    }

    /** Sees to it that what must be under way is. Everything here may be done again. */
    private void pursue(Job job) {
        switch (JobRules.next(job, around.clock().instant())) {
            case Directive.Assign(var volumeKeys, var wished) -> assign(volumeKeys, wished);
            case Directive.Drive(var attempt, var _)
            when JobRules.shouldMove(job, around.nodes().facts()) && isForOthers((Job.Active) job, attempt) ->
                driver.halt(attempt);
            case Directive.Drive(var attempt, var action) -> driver.drive((Job.Active) job, attempt, action);
            case Directive.Halt(var attempt) -> driver.halt(attempt);
            case Directive.Release(var system) -> release(system);
            case Directive.Rest _ -> {}
            case Directive.Leave _ -> leave();
        }
        tellWatchers(job);
    }

    /** Facts may still tell of a process that is over: it must not be stopped here only to begin here again. */
    private boolean isForOthers(Job.Active job, Attempt attempt) {
        return around.nodes()
                .having(JobRules.volumesOf(job))
                .filter(member -> !member.node().equals(attempt.node()))
                .isPresent();
    }

    private void assign(Set<String> volumeKeys, Set<String> wished) {
        Optional<StorageNodes.Member> member = around.nodes().having(volumeKeys, wished);
        if (member.isPresent()) {
            context.getSelf()
                    .tell(new NodeChosen(member.get().node(), member.get().incarnation()));
        } else if (!around.nodes().members().isEmpty()) {
            context.getSelf().tell(new NodeMissing(volumeKeys));
        }
    }

    private void release(SystemId system) {
        if (system == null) {
            context.getSelf().tell(new ReleaseShown());
        } else {
            system(system).accept(new VirtualSystemEntity.ReleaseJob(id, context.getSelf()));
        }
    }

    private void leave() {
        shard.tell(new ClusterSharding.Passivate<>(context.getSelf()));
    }

    private Consumer<VirtualSystemEntity.Command> system(SystemId system) {
        return message -> around.sharding()
                .entityRefFor(VirtualSystemEntity.KEY, system.value())
                .tell(message);
    }

    /** One at a time: a slow database makes the figures coarser, and nothing waits for it. */
    private void show(Job job) {
        JobSummary.Figures now = actual(job).map(JobSummary::figures).orElse(null);
        if (job instanceof Job.Active && !keeping && (shown == null || now.isFurtherThan(shown))) {
            keeping = true;
            context.pipeToSelf(
                    around.showing().keep(id, now), (kept, failure) -> new FiguresKept(failure == null ? kept : null));
        }
    }

    /** Until it is known what others have shown of it, watchers hear nothing: it might be less. */
    private void tellWatchers(Job job) {
        if (shown != null || job instanceof Job.Ended) {
            showable(job).ifPresent(around.progressed());
        }
    }

    private JobReply reply(Job job) {
        return new JobReply(showable(job).orElse(null), lastSequenceNumber(context));
    }

    private Optional<JobSummary> showable(Job job) {
        return actual(job).map(summary -> job instanceof Job.Active ? summary.asShown(shown) : summary);
    }

    private Optional<JobSummary> actual(Job job) {
        return JobSummary.of(job, progress, around.nodes().self());
    }

    private Answer accepted() {
        return new Answer.Accepted(id.value(), lastSequenceNumber(context));
    }
}
