package dev.ferry.view;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/** One in the cluster: looks now and then for what the projections have passed over. */
final class ViewKeeper extends AbstractBehavior<ViewKeeper.Command> {
    private static final Duration BEAT = Duration.ofSeconds(5);

    /** What the keeper hears. */
    sealed interface Command {}

    private record Beat() implements Command {}

    private record Looked(Throwable failure) implements Command {}

    private final Callable<?> look;
    private final Executor blocking;
    private boolean looking;

    static Behavior<Command> create(Callable<?> look, Executor blocking) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new Beat(), BEAT);
            return new ViewKeeper(context, look, blocking);
        }));
    }

    private ViewKeeper(ActorContext<Command> context, Callable<?> look, Executor blocking) {
        super(context);
        this.look = look;
        this.blocking = blocking;
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder().onMessage(Command.class, this::onCommand).build();
    }

    private Behavior<Command> onCommand(Command command) {
        switch (command) {
            case Beat _ when looking -> {}
            case Beat _ -> {
                looking = true;
                getContext().pipeToSelf(CompletableFuture.supplyAsync(this::called, blocking), (_, e) -> new Looked(e));
            }
            case Looked(var failure) -> {
                looking = false;
                if (failure != null) {
                    getContext().getLog().warn("late events could not be looked for: {}", failure.getMessage());
                }
            }
        }
        return this;
    }

    private Object called() {
        try {
            return look.call();
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }
}
