package dev.ferry.cim.job;

import dev.ferry.model.SystemId;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.job.JobState;
import dev.ferry.model.job.JobSummary;
import dev.ferry.view.JobKey;
import java.time.Instant;

/**
 * A job as it was seen at one moment.
 *
 * @param key where it stands in the list, which is by when it was ordered
 * @param cancellable whether a cancel would still have turned it back
 */
public record JobEntry(JobSummary summary, JobKey key, boolean cancellable, Instant seenAt) {
    /** Null when it works on no system. */
    SystemId system() {
        return summary.scene().system();
    }

    /** Ended otherwise than with its work done. */
    boolean isFailed() {
        return summary.state().isEnd()
                && summary.state() != JobState.COMPLETED
                && summary.state() != JobState.COMPLETED_WITH_WARNINGS;
    }

    boolean isWarned() {
        return summary.state() == JobState.COMPLETED_WITH_WARNINGS;
    }

    /** Whether its system is there, as far as this job can tell: what it makes is there at its end, what it removes until then. */
    boolean hasSystem() {
        boolean isDone = summary.state().isEnd() && !isFailed();
        return system() != null
                && (summary.kind().makesSystem() ? isDone : !isDone || summary.kind() != JobKind.REMOVE);
    }
}
