package dev.ferry.actor.system;

import dev.ferry.model.SystemId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;

/**
 * One in the cluster: wakes systems that something was under way for when their node was lost, such as a reservation whose job
 * has not begun, or a change of state. What is due then is the entity's to decide.
 */
public final class Waker extends AbstractBehavior<Waker.Command> {
    private static final Duration BEAT = Duration.ofSeconds(5);

    /** What the waker hears. */
    public sealed interface Command {}

    private record Beat() implements Command {}

    private record Due(List<SystemId> systems, Throwable failure) implements Command {}

    private final ClusterSharding sharding;
    private final Supplier<List<SystemId>> due;
    private final Executor blocking;

    /** {@code due} reads the lists, and may block. */
    public static Behavior<Command> create(ClusterSharding sharding, Supplier<List<SystemId>> due, Executor blocking) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new Beat(), BEAT);
            return new Waker(context, sharding, due, blocking);
        }));
    }

    private Waker(
            ActorContext<Command> context, ClusterSharding sharding, Supplier<List<SystemId>> due, Executor blocking) {
        super(context);
        this.sharding = sharding;
        this.due = due;
        this.blocking = blocking;
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder().onMessage(Command.class, this::onCommand).build();
    }

    private Behavior<Command> onCommand(Command command) {
        switch (command) {
            case Beat _ -> getContext().pipeToSelf(CompletableFuture.supplyAsync(due, blocking), Due::new);
            case Due(var systems, var failure)
            when failure == null ->
                systems.forEach(system -> sharding.entityRefFor(VirtualSystemEntity.KEY, system.value())
                        .tell(new VirtualSystemEntity.Wake()));
            case Due(var _, var failure) ->
                getContext().getLog().warn("what is due could not be read: {}", failure.getMessage());
        }
        return this;
    }
}
