package dev.ferry.view;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One in the cluster: does now and then what must be done about the tables, and by one only. */
final class ViewKeeper extends AbstractBehavior<ViewKeeper.Command> {
    private static final Logger LOG = LoggerFactory.getLogger(ViewKeeper.class);
    private static final Duration BEAT = Duration.ofSeconds(5);
    private static final Duration BACK_OFF_MIN = Duration.ofSeconds(1);
    private static final Duration BACK_OFF_MAX = Duration.ofSeconds(30);

    /** What the keeper hears. */
    sealed interface Command {}

    private record Beat() implements Command {}

    private record Ended(Throwable failure) implements Command {}

    /** Work that may block. One that fails is done again at the next beat, and no other is done later for it. */
    record Duty(String what, Duration every, Callable<?> work) {}

    private final List<Duty> duties;
    private final Executor blocking;
    /** When each was done last. Only who works touches it, and that is one thread at a time. */
    private final Map<Duty, Long> doneNanos = new HashMap<>();

    private boolean working;

    static Behavior<Command> create(List<Duty> duties, Executor blocking) {
        Behavior<Command> keeper = Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new Beat(), Duration.ZERO, BEAT);
            return new ViewKeeper(context, duties, blocking);
        }));
        return Behaviors.supervise(keeper)
                .onFailure(SupervisorStrategy.restartWithBackoff(BACK_OFF_MIN, BACK_OFF_MAX, 0.2));
    }

    private ViewKeeper(ActorContext<Command> context, List<Duty> duties, Executor blocking) {
        super(context);
        this.duties = duties;
        this.blocking = blocking;
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder().onMessage(Command.class, this::onCommand).build();
    }

    private Behavior<Command> onCommand(Command command) {
        switch (command) {
            case Beat _ when working -> {}
            case Beat _ -> {
                getContext().pipeToSelf(CompletableFuture.runAsync(this::work, blocking), (_, e) -> new Ended(e));
                working = true;
            }
            case Ended(var failure) -> {
                working = false;
                if (failure != null) {
                    LOG.error("the keeper of the views failed", failure);
                }
            }
        }
        return this;
    }

    private void work() {
        for (Duty duty : duties) {
            Long last = doneNanos.get(duty);
            if (last == null || System.nanoTime() - last >= duty.every().toNanos()) {
                perform(duty);
            }
        }
    }

    private void perform(Duty duty) {
        long began = System.nanoTime();
        try {
            duty.work().call();
            doneNanos.put(duty, began);
        } catch (Exception e) {
            LOG.warn("{} failed: {}", duty.what(), e.getMessage());
        }
    }
}
