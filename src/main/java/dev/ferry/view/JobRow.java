package dev.ferry.view;

import dev.ferry.model.JobId;
import dev.ferry.model.job.Job;
import dev.ferry.model.job.JobOrder;
import dev.ferry.model.job.JobSummary;
import dev.ferry.model.job.Progress;
import java.time.Instant;

/**
 * A job as the view has it: what it is after {@code version} events. {@code createdAt} is when it was ordered, {@code shown} how
 * far it was shown while it ran, or null.
 */
public record JobRow(Job job, long version, Instant createdAt, JobSummary.Figures shown) {
    public JobId id() {
        return order().id();
    }

    /** Never further back than a client has seen it. */
    public JobSummary summary() {
        JobSummary summary = JobSummary.of(job, Progress.NONE, "").orElseThrow();
        return shown == null || job instanceof Job.Ended ? summary : summary.atLeast(shown);
    }

    public JobOrder order() {
        return switch (job) {
            case Job.Active active -> active.order();
            case Job.Ended ended -> ended.order();
            case Job.New _ -> throw new IllegalStateException("a job that nobody has begun has no row");
        };
    }

    /** Where the row stands in a list, newest first. */
    public JobKey key() {
        return new JobKey(createdAt, id());
    }
}
