package dev.ferry.actor.system;

import dev.ferry.actor.job.JobEntity;
import dev.ferry.model.JobId;
import dev.ferry.model.SystemId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;

/**
 * One in the cluster: wakes systems that something was under way for when their node was lost, such as a reservation whose job
 * has not begun, or a change of state, and jobs that no system would wake. What is due then is the entity's to decide.
 */
public final class Waker extends AbstractBehavior<Waker.Command> {
    private static final Duration BEAT = Duration.ofSeconds(5);
    private static final Duration BACK_OFF_MIN = Duration.ofSeconds(1);
    private static final Duration BACK_OFF_MAX = Duration.ofSeconds(30);

    /** Who is to be woken. */
    public record Sleeping(List<SystemId> systems, List<JobId> jobs) {}

    /** What the waker hears. */
    public sealed interface Command {}

    private record Beat() implements Command {}

    private record Due(Sleeping sleeping, Throwable failure) implements Command {}

    private final ClusterSharding sharding;
    private final Supplier<Sleeping> due;
    private final Executor blocking;
    private boolean looking;

    /** {@code due} reads the lists, and may block. */
    public static Behavior<Command> create(ClusterSharding sharding, Supplier<Sleeping> due, Executor blocking) {
        Behavior<Command> waker = Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new Beat(), BEAT);
            return new Waker(context, sharding, due, blocking);
        }));
        return Behaviors.supervise(waker)
                .onFailure(SupervisorStrategy.restartWithBackoff(BACK_OFF_MIN, BACK_OFF_MAX, 0.2));
    }

    private Waker(ActorContext<Command> context, ClusterSharding sharding, Supplier<Sleeping> due, Executor blocking) {
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
            // One look at a time: behind a database that is away they would only pile up.
            case Beat _ when looking -> {}
            case Beat _ -> {
                getContext().pipeToSelf(CompletableFuture.supplyAsync(due, blocking), Due::new);
                looking = true;
            }
            case Due(var sleeping, var failure) -> {
                looking = false;
                if (failure == null) {
                    wake(sleeping);
                } else {
                    getContext().getLog().warn("what is due could not be read: {}", failure.getMessage());
                }
            }
        }
        return this;
    }

    private void wake(Sleeping sleeping) {
        sleeping.systems().forEach(system -> sharding.entityRefFor(VirtualSystemEntity.KEY, system.value())
                .tell(new VirtualSystemEntity.Wake()));
        // Any message wakes a job; what is to be done it finds by itself.
        sleeping.jobs().forEach(job -> sharding.entityRefFor(JobEntity.KEY, job.value())
                .tell(new JobEntity.GetJob(getContext().getSystem().ignoreRef())));
    }
}
