package dev.ferry.actor.job;

import dev.ferry.actor.copy.StorageNode;
import dev.ferry.actor.copy.StorageNodes;
import dev.ferry.model.JobId;
import dev.ferry.model.job.Action;
import dev.ferry.model.job.Attempt;
import dev.ferry.model.job.Job;
import dev.ferry.model.job.Report;
import dev.ferry.model.job.Silence;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/**
 * Tells a node again and again what to do with a job's try, and finds out when there is nobody left to tell it to. For one
 * entity and on its thread.
 */
final class StepDriver {
    private final JobId id;
    private final ActorContext<JobEntity.Command> context;
    private final StorageNodes nodes;
    private final Function<String, CompletionStage<Boolean>> isOver;
    private Silence silence = Silence.NONE;
    private long epoch;

    /** {@code isOver} tells whether an incarnation of a node is over for certain; it may fail. */
    StepDriver(
            JobId id,
            ActorContext<JobEntity.Command> context,
            StorageNodes nodes,
            Function<String, CompletionStage<Boolean>> isOver) {
        this.id = id;
        this.context = context;
        this.nodes = nodes;
        this.isOver = isOver;
    }

    void drive(Job.Active job, Attempt attempt, Action action) {
        StorageNode.Task task = new StorageNode.Task(
                id,
                attempt,
                action,
                job.findings().facts(),
                job.order().system(),
                job.order().systemName());
        nodes.running(attempt).ifPresent(member -> member.ref().tell(new StorageNode.RunStep(task, context.getSelf())));
    }

    void halt(Attempt attempt) {
        nodes.running(attempt)
                .ifPresent(member -> member.ref().tell(new StorageNode.StopStep(id, attempt, context.getSelf())));
    }

    /** The node has said how the try stands. */
    void heard(long ofEpoch) {
        if (ofEpoch == epoch) {
            silence = silence.heard();
        }
    }

    /** The node has said how the try ended. */
    void reported(Job job, long ofEpoch, Report report) {
        heard(ofEpoch);
        boolean present = job instanceof Job.Active active
                && active.attempt() != null
                && active.attempt().epoch() == ofEpoch;
        if (present && report instanceof Report.Gone) {
            nodes.over(((Job.Active) job).attempt().incarnation());
        }
    }

    /** Time has passed, and the job may have a try. */
    void tick(Job job) {
        if (!(job instanceof Job.Active active) || active.attempt() == null) {
            return;
        }
        Attempt attempt = active.attempt();
        if (attempt.epoch() != epoch) {
            epoch = attempt.epoch();
            silence = silence.heard();
        }
        silence = silence.tick();
        if (silence.wantsToAsk(nodes.running(attempt).isPresent())) {
            silence = silence.asked();
            context.pipeToSelf(
                    isOver.apply(attempt.incarnation()),
                    (over, _) -> new JobEntity.LeaseSaid(attempt.epoch(), over != null && over));
        }
    }

    /** The lease has answered: a try of an incarnation that is over is over with it. */
    void answered(long ofEpoch, boolean over) {
        silence = silence.answered();
        if (over) {
            context.getSelf().tell(new JobEntity.StepReported(ofEpoch, new Report.Gone()));
        }
    }
}
