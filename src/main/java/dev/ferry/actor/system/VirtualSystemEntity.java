package dev.ferry.actor.system;

import dev.ferry.actor.Answer;
import dev.ferry.actor.Message;
import dev.ferry.actor.copy.StorageNodes;
import dev.ferry.actor.job.JobEntity;
import dev.ferry.hypervisor.NoHypervisor;
import dev.ferry.model.Decision;
import dev.ferry.model.JobId;
import dev.ferry.model.Refusal;
import dev.ferry.model.SystemId;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.job.JobOrder;
import dev.ferry.model.system.EquipRules;
import dev.ferry.model.system.PlannedRules;
import dev.ferry.model.system.Reservation;
import dev.ferry.model.system.SettingsPatch;
import dev.ferry.model.system.StateRules;
import dev.ferry.model.system.SystemEvent;
import dev.ferry.model.system.SystemRules;
import dev.ferry.model.system.SystemSettings;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.system.VirtualSystem;
import dev.ferry.model.system.VirtualSystem.Realized;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.japi.function.Procedure;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.javadsl.CommandHandlerWithReply;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehaviorWithEnforcedReplies;
import org.apache.pekko.persistence.typed.javadsl.ReplyEffect;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;

/**
 * One identity in the whole cluster: a thin shell around {@link SystemRules} and {@link StateRules}. While it is reserved by a
 * job that has not answered, it tells the job to begin again and again; a system that is reserved is not passivated.
 */
public final class VirtualSystemEntity
        extends EventSourcedBehaviorWithEnforcedReplies<VirtualSystemEntity.Command, SystemEvent, VirtualSystem> {
    public static final EntityTypeKey<Command> KEY = EntityTypeKey.create(Command.class, "VirtualSystem");
    public static final String TAG = "system";

    private static final Duration TICK = Duration.ofSeconds(1);
    /** A definition file that could not be written is tried again every so many ticks. */
    private static final int STALE_TICKS = 10;

    /** A system that nobody has asked for in so many ticks, and that no job holds, leaves the memory. */
    private static final int IDLE_TICKS_MAX = 120;

    static final Duration CHORE_LIMIT = Duration.ofMinutes(2);

    public sealed interface Command extends Message {}

    /** A job wants the system. When it may have it, the job's entity is what answers. */
    public record Reserve(JobOrder order, ActorRef<Answer> replyTo) implements Command {}

    public record AcknowledgeJob(JobId job) implements Command {}

    public record ReleaseJob(JobId job, ActorRef<JobEntity.Command> replyTo) implements Command {}

    public record Realize(SystemEvent.SystemRealized wanted, ActorRef<Answer> replyTo) implements Command {}

    public record Relocate(SystemEvent.SystemMoved wanted, ActorRef<Answer> replyTo) implements Command {}

    public record Remove(JobId job, ActorRef<Answer> replyTo) implements Command {}

    public record AskPlanned(PlannedCommand asked, ActorRef<Answer> replyTo) implements Command {}

    public record ChangeSettings(SettingsPatch patch, ActorRef<Answer> replyTo) implements Command {}

    /** By the job that holds the system. */
    public record Equip(JobId job, SystemSettings settings, ActorRef<Answer> replyTo) implements Command {}

    /** Answered when the definition files say what is true. */
    public record KeepDefinition(ActorRef<Answer> replyTo) implements Command {}

    public record ChangeState(SystemState wanted, ActorRef<Answer> replyTo) implements Command {}

    public record GetSystem(ActorRef<SystemReply> replyTo) implements Command {}

    public record GetPlanned(ActorRef<PlannedReply> replyTo) implements Command {}

    /** Wakes the entity, which then does what is due, and the job that holds the system. */
    public record Wake() implements Command {}

    private record DefinitionWritten(long version, Refusal refusal) implements Command {}

    private record StateReached(SystemState state, Refusal refusal) implements Command {}

    private record Tick() implements Command {}

    public record Stop() implements Command {}

    /** {@code realized} is null while there is no such system. */
    public record SystemReply(VirtualSystem.Realized realized, long incarnation, long version) implements Message {}

    /** What the shell needs of the outside. */
    public record Surroundings(ClusterSharding sharding, StorageNodes nodes, Clock clock) {}

    private final SystemId id;
    private final ActorContext<Command> context;
    private final ActorRef<ClusterSharding.ShardCommand> shard;
    private final TimerScheduler<Command> timers;
    private final Surroundings around;
    private ActorRef<Answer> stateWaiter;
    private final DefinitionKeeper definition;
    private final GuestKeeper guest;
    private int idleTicks;
    private long ticks;

    public static Behavior<Command> create(
            SystemId id, ActorRef<ClusterSharding.ShardCommand> shard, Surroundings around) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new VirtualSystemEntity(id, context, timers, shard, around)));
    }

    private VirtualSystemEntity(
            SystemId id,
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
        this.guest = new GuestKeeper(context, around.nodes(), StateReached::new);
        this.definition = new DefinitionKeeper(id, context, around.nodes(), DefinitionWritten::new);
    }

    @Override
    public VirtualSystem emptyState() {
        return VirtualSystem.neverLived();
    }

    @Override
    public CommandHandlerWithReply<Command, SystemEvent, VirtualSystem> commandHandler() {
        return this::onCommand;
    }

    @Override
    public EventHandler<VirtualSystem, SystemEvent> eventHandler() {
        return VirtualSystem::on;
    }

    @Override
    public Set<String> tagsFor(SystemEvent event) {
        return Set.of(TAG);
    }

    @Override
    public RetentionCriteria retentionCriteria() {
        return RetentionCriteria.snapshotEvery(100, 2);
    }

    @Override
    public SignalHandler<VirtualSystem> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.instance(), system -> {
                    timers.startTimerWithFixedDelay(new Tick(), TICK);
                    writeDefinition(system, context.getSystem().ignoreRef());
                    guest.pursue(system);
                })
                .build();
    }

    private ReplyEffect<SystemEvent, VirtualSystem> onCommand(VirtualSystem system, Command command) {
        idleTicks = command instanceof Tick ? idleTicks + 1 : 0;
        return switch (command) {
            case Reserve(var order, var replyTo) -> onReserve(system, order, replyTo);
            case AcknowledgeJob(var job) -> persist(SystemRules.acknowledge(system, job));
            case ReleaseJob(var job, var replyTo) -> onRelease(system, job, replyTo);
            case Realize(var wanted, var replyTo) -> answer(SystemRules.realize(system, wanted), replyTo);
            case Relocate(var wanted, var replyTo) ->
                // What was changed while the move was planned is not in the definition that it has made.
                answer(
                        SystemRules.relocate(system, wanted),
                        replyTo,
                        now -> writeDefinition(now, context.getSystem().ignoreRef()));
            case Remove(var job, var replyTo) ->
                answer(SystemRules.remove(system, job, around.clock().instant()), replyTo);
            case AskPlanned(var asked, var replyTo) ->
                answer(asked.decide(system, around.clock().instant()), replyTo);
            case ChangeSettings(var patch, var replyTo) -> onChange(system, patch, replyTo);
            case Equip(var job, var settings, var replyTo) ->
                answer(EquipRules.equip(system, job, settings, around.clock().instant()), replyTo);
            case KeepDefinition(var replyTo) ->
                later(Decision.accept(List.of()), replyTo, now -> writeDefinition(now, replyTo));
            case ChangeState(var wanted, var replyTo) -> onChangeState(system, wanted, replyTo);
            case GetSystem(var replyTo) -> Effect().reply(replyTo, reply(system));
            case GetPlanned(var replyTo) ->
                Effect().reply(replyTo, PlannedReply.of(system, id.value(), lastSequenceNumber(context)));
            case DefinitionWritten(var version, var refusal) -> {
                definition.written(system, version, lastSequenceNumber(context), refusal);
                yield Effect().noReply();
            }
            case StateReached(var state, var refusal) -> onStateReached(system, state, refusal);
            case Wake _ -> onWake(system);
            case Tick _ -> onTick(system);
            case Stop _ -> Effect().stop().thenNoReply();
        };
    }

    private ReplyEffect<SystemEvent, VirtualSystem> onReserve(
            VirtualSystem system, JobOrder order, ActorRef<Answer> replyTo) {
        Decision<SystemEvent> decision = SystemRules.reserve(system, order);
        boolean isNews = decision instanceof Decision.Accepted<SystemEvent>(var events) && !events.isEmpty();
        return isNews && order.kind() == JobKind.MOVE && definition.isWriting()
                ? refuse(replyTo, definition.beingWritten())
                : later(decision, replyTo, _ -> tellToBegin(order, replyTo));
    }

    private void tellToBegin(JobOrder order, ActorRef<Answer> replyTo) {
        around.sharding().entityRefFor(JobEntity.KEY, order.id().value()).tell(new JobEntity.Begin(order, replyTo));
    }

    private ReplyEffect<SystemEvent, VirtualSystem> onRelease(
            VirtualSystem system, JobId job, ActorRef<JobEntity.Command> replyTo) {
        return switch (SystemRules.release(system, job)) {
            case Decision.Accepted(var events) ->
                Effect()
                        .persist(events)
                        .thenRun(_ -> replyTo.tell(new JobEntity.SystemReleased(lastSequenceNumber(context))))
                        .thenNoReply();
            case Decision.Refused<SystemEvent> _ -> Effect().noReply();
        };
    }

    private ReplyEffect<SystemEvent, VirtualSystem> onChange(
            VirtualSystem system, SettingsPatch patch, ActorRef<Answer> replyTo) {
        Optional<Refusal> unavailable = unavailable(system);
        if (unavailable.isPresent()) {
            return refuse(replyTo, unavailable.get());
        }
        return later(
                SystemRules.change(system, patch, around.clock().instant()),
                replyTo,
                now -> writeDefinition(now, replyTo));
    }

    /** What is run answers once it is done. */
    private ReplyEffect<SystemEvent, VirtualSystem> later(
            Decision<SystemEvent> decision, ActorRef<Answer> replyTo, Procedure<VirtualSystem> answering) {
        return switch (decision) {
            case Decision.Accepted(var events) ->
                Effect().persist(events).thenRun(answering).thenNoReply();
            case Decision.Refused(var refusal) -> refuse(replyTo, refusal);
        };
    }

    private void writeDefinition(VirtualSystem system, ActorRef<Answer> replyTo) {
        definition.keep(system, lastSequenceNumber(context), replyTo);
    }

    private ReplyEffect<SystemEvent, VirtualSystem> onChangeState(
            VirtualSystem system, SystemState wanted, ActorRef<Answer> replyTo) {
        Optional<Refusal> unavailable = unavailable(system);
        if (unavailable.isPresent()) {
            return refuse(replyTo, unavailable.get());
        }
        if (system instanceof Realized realized && realized.state() != wanted && guest.hasNoHypervisor(realized)) {
            return refuse(replyTo, NoHypervisor.refusal(realized.settings().name(), wanted));
        }
        Decision<SystemEvent> decision =
                StateRules.begin(system, wanted, around.clock().instant());
        return decision instanceof Decision.Accepted<SystemEvent>(var events) && events.isEmpty()
                ? Effect().reply(replyTo, accepted())
                : later(decision, replyTo, now -> {
                    stateWaiter = replyTo;
                    guest.pursue(now);
                });
    }

    private Optional<Refusal> unavailable(VirtualSystem system) {
        return system instanceof Realized realized ? around.nodes().unavailable(realized) : Optional.empty();
    }

    private ReplyEffect<SystemEvent, VirtualSystem> onStateReached(
            VirtualSystem system, SystemState state, Refusal refusal) {
        guest.answered();
        if (state == null) {
            context.getLog().warn("system {}: the change of state is tried again: {}", id, refusal.message());
            return Effect().noReply();
        }
        Decision<SystemEvent> decision = refusal == null
                ? StateRules.finish(system, state, around.clock().instant())
                : StateRules.fail(
                        system, state, refusal.message(), around.clock().instant());
        return switch (decision) {
            case Decision.Accepted(var events) ->
                Effect()
                        .persist(events)
                        .thenRun(now -> {
                            if (stateWaiter != null && refusal != null) {
                                stateWaiter.tell(new Answer.Refused(refusal));
                            } else {
                                writeDefinition(
                                        now,
                                        stateWaiter == null
                                                ? context.getSystem().ignoreRef()
                                                : stateWaiter);
                            }
                            stateWaiter = null;
                        })
                        .thenNoReply();
            case Decision.Refused<SystemEvent> _ -> Effect().noReply();
        };
    }

    /**
     * A job that has begun may sleep: where it was remembered may have been a node that was no member any more. Where nothing
     * is to be done, the lists know of an event that this instance does not: a write that was done after its caller gave up. The
     * next instance reads it.
     */
    private ReplyEffect<SystemEvent, VirtualSystem> onWake(VirtualSystem system) {
        system.held()
                .map(Reservation::order)
                .ifPresentOrElse(order -> tellToBegin(order, null), () -> leaveUnlessPassing(system));
        return persist(PlannedRules.expire(system, around.clock().instant()));
    }

    private void leaveUnlessPassing(VirtualSystem system) {
        boolean passing = system instanceof Realized realized
                && StateRules.aim(realized.state()).isPresent();
        if (!passing && !PlannedRules.isDue(system, around.clock().instant())) {
            shard.tell(new ClusterSharding.Passivate<>(context.getSelf()));
        }
    }

    private ReplyEffect<SystemEvent, VirtualSystem> onTick(VirtualSystem system) {
        system.held()
                .filter(reservation -> !reservation.acknowledged())
                .map(Reservation::order)
                .ifPresent(order -> tellToBegin(order, null));
        guest.pursue(system);
        ticks++;
        if (definition.isStale() && ticks % STALE_TICKS == 0) {
            writeDefinition(system, context.getSystem().ignoreRef());
        }
        if (idleTicks > IDLE_TICKS_MAX && system.held().isEmpty()) {
            shard.tell(new ClusterSharding.Passivate<>(context.getSelf()));
        }
        return persist(PlannedRules.expire(system, around.clock().instant()));
    }

    private ReplyEffect<SystemEvent, VirtualSystem> answer(Decision<SystemEvent> decision, ActorRef<Answer> replyTo) {
        return answer(decision, replyTo, _ -> {});
    }

    private ReplyEffect<SystemEvent, VirtualSystem> answer(
            Decision<SystemEvent> decision, ActorRef<Answer> replyTo, Procedure<VirtualSystem> done) {
        return switch (decision) {
            case Decision.Accepted(var events) ->
                Effect().persist(events).thenRun(done).thenReply(replyTo, _ -> accepted());
            case Decision.Refused(var refusal) -> refuse(replyTo, refusal);
        };
    }

    private ReplyEffect<SystemEvent, VirtualSystem> persist(Decision<SystemEvent> decision) {
        return switch (decision) {
            case Decision.Accepted(var events) -> Effect().persist(events).thenNoReply();
            case Decision.Refused<SystemEvent> _ -> Effect().noReply();
        };
    }

    private ReplyEffect<SystemEvent, VirtualSystem> refuse(ActorRef<Answer> replyTo, Refusal refusal) {
        return Effect().reply(replyTo, new Answer.Refused(refusal));
    }

    private SystemReply reply(VirtualSystem system) {
        return new SystemReply(
                system instanceof Realized realized ? realized : null,
                system.incarnation(),
                lastSequenceNumber(context));
    }

    private Answer accepted() {
        return new Answer.Accepted(id.value(), lastSequenceNumber(context));
    }
}
