package dev.ferry.model.job;

import dev.ferry.model.Refusal;
import java.time.Instant;

/** What has happened to a job. Progress is not here: see {@link Progress}. */
public sealed interface JobEvent {
    record JobBegun(JobOrder order, Instant at) implements JobEvent {}

    record JobPlanned(Plan plan) implements JobEvent {}

    /** A try at a step begins: nobody has used this epoch before, so what it writes is told from all that is older. */
    record AttemptStarted(Attempt attempt, Instant at) implements JobEvent {}

    /** From here on the job is not cancelled any more. */
    record PublishBegun(int step, Instant at) implements JobEvent {}

    /** The try is over without a result: its process is gone, or it stopped because it was asked to. */
    record AttemptEnded(long epoch, String reason, Instant at) implements JobEvent {}

    record StepSucceeded(int step, long epoch, StepFacts facts, Instant at) implements JobEvent {}

    /** The step cannot be done now; it is tried again at {@code retryAt}. */
    record StepDelayed(int step, long epoch, Refusal reason, Instant retryAt, Instant at) implements JobEvent {}

    record StepFailed(int step, long epoch, Refusal reason, Instant at) implements JobEvent {}

    record StepUndone(int step, long epoch, Instant at) implements JobEvent {}

    /** What a step has left could not be removed; it is named for the operator and the sweeper. */
    record StepLeftBehind(int step, long epoch, Refusal reason, Instant at) implements JobEvent {}

    record ControlRequested(Control control, String by, Instant at) implements JobEvent {}

    record JobEnded(JobState state, Instant at) implements JobEvent {}
}
