package dev.ferry.cim.job;

import dev.ferry.model.SystemId;
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
public record JobEntry(JobSummary summary, JobKey key, boolean cancellable, Instant seenAt, JobDetails details) {
    /** What the job's system is to whoever looks for it now. */
    enum Standing {
        /** Not made yet, never made, or removed. */
        GONE,
        PLANNED,
        REALIZED
    }

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

    boolean isDone() {
        return summary.state().isEnd() && !isFailed();
    }

    /** As far as this job can tell: what it makes is there at its end, what it removes until then. */
    Standing standing() {
        if (system() == null) {
            return Standing.GONE;
        }
        return switch (summary.kind()) {
            case EXPORT, VERIFY, MOVE -> Standing.REALIZED;
            case IMPORT, DEFINE -> isDone() ? Standing.REALIZED : Standing.GONE;
            case REMOVE -> isDone() ? Standing.GONE : Standing.REALIZED;
            case PLAN -> isDone() ? Standing.PLANNED : Standing.GONE;
            case ADD_SNAPSHOTS, VALIDATE -> Standing.PLANNED;
            case REALIZE -> isDone() ? Standing.REALIZED : Standing.PLANNED;
        };
    }

    /** Whether it is this job that the system comes from, as it stands. */
    boolean hasMadeSystem() {
        return summary.kind().makesSystem() && isDone();
    }
}
