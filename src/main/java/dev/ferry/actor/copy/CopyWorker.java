package dev.ferry.actor.copy;

import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.job.Action;
import dev.ferry.model.job.Progress;
import dev.ferry.model.job.Report;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * One try at one step. The work itself blocks a thread of its own, so that this actor stays able to hear a stop; it ends when
 * the thread has let go, never before.
 */
public final class CopyWorker extends AbstractBehavior<CopyWorker.Command> {
    private static final Duration BEAT = Duration.ofMillis(200);

    /** What a worker hears. */
    public sealed interface Command {}

    record Stop() implements Command {}

    private record Beat() implements Command {}

    private record Ended(Report report, Throwable failure) implements Command {}

    private final StorageNode.Task task;
    private final ActorRef<StorageNode.Command> parent;
    private final StepControl control = new StepControl();
    private long lastDone;
    private long rate;

    static Behavior<Command> create(
            StorageNode.Task task, StepHands steps, Executor blocking, ActorRef<StorageNode.Command> parent) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new Beat(), BEAT);
            return new CopyWorker(context, task, steps, blocking, parent);
        }));
    }

    private CopyWorker(
            ActorContext<Command> context,
            StorageNode.Task task,
            StepHands steps,
            Executor blocking,
            ActorRef<StorageNode.Command> parent) {
        super(context);
        this.task = task;
        this.parent = parent;
        context.pipeToSelf(CompletableFuture.supplyAsync(() -> steps.perform(task, control), blocking), Ended::new);
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder().onMessage(Command.class, this::onCommand).build();
    }

    private Behavior<Command> onCommand(Command command) {
        return switch (command) {
            case Stop _ -> {
                control.stop();
                yield this;
            }
            case Beat _ -> onBeat();
            case Ended(var report, var failure) -> onEnded(report, failure);
        };
    }

    private Behavior<Command> onBeat() {
        long done = control.doneBytes();
        long now = (done - lastDone) * 1000 / BEAT.toMillis();
        rate = rate == 0 ? now : (rate * 7 + now) / 8;
        lastDone = done;
        parent.tell(new StorageNode.WorkerMoved(
                task.job(), new Progress(task.attempt().epoch(), done, control.writtenBytes(), Math.max(0, rate), 0)));
        return this;
    }

    private Behavior<Command> onEnded(Report report, Throwable failure) {
        if (failure != null) {
            getContext()
                    .getLog()
                    .error("job {} step {}", task.job(), task.attempt().step(), failure);
        }
        Report said = failure == null
                ? report
                : new Report.Failed(
                        new Refusal(
                                ReturnCode.FAILED,
                                "the step failed unexpectedly: " + failure,
                                "look at the node's log; this is a defect of Ferry"),
                        // Whether an entity has heard is not known; what happens to files is told by looking again.
                        task.action() instanceof Action.RealizeSystem
                                || task.action() instanceof Action.RelocateSystem);
        parent.tell(new StorageNode.WorkerFinished(task.job(), task.attempt().epoch(), said));
        return Behaviors.stopped();
    }
}
