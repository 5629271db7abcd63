package dev.ferry.actor.copy;

import dev.ferry.model.job.Progress;
import dev.ferry.model.job.Report;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/** Tells how far one try at a step is, for as long as its thread is at work. */
public final class CopyWorker extends AbstractBehavior<CopyWorker.Command> {
    private static final Duration BEAT = Duration.ofMillis(200);

    /** What a worker hears. */
    public sealed interface Command {}

    private record Beat() implements Command {}

    private record Ended() implements Command {}

    private final StorageNode.Task task;
    private final ActorRef<StorageNode.Command> parent;
    private final StepControl control;
    private long lastDone;
    private long rate;

    static Behavior<Command> create(
            StorageNode.Task task,
            StepControl control,
            CompletionStage<Report> work,
            ActorRef<StorageNode.Command> parent) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new Beat(), BEAT);
            context.pipeToSelf(work, (_, _) -> new Ended());
            return new CopyWorker(context, task, control, parent);
        }));
    }

    private CopyWorker(
            ActorContext<Command> context,
            StorageNode.Task task,
            StepControl control,
            ActorRef<StorageNode.Command> parent) {
        super(context);
        this.task = task;
        this.control = control;
        this.parent = parent;
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder().onMessage(Command.class, this::onCommand).build();
    }

    private Behavior<Command> onCommand(Command command) {
        return switch (command) {
            case Beat _ -> onBeat();
            case Ended _ -> Behaviors.stopped();
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
}
