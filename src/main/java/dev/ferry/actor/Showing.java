package dev.ferry.actor;

import dev.ferry.model.JobId;
import dev.ferry.model.job.JobSummary;
import java.util.concurrent.CompletionStage;

/** Keeps how far a job is, for every node to know before anybody is shown it; answers how far it may be shown then. */
@FunctionalInterface
public interface Showing {
    CompletionStage<JobSummary.Figures> keep(JobId job, JobSummary.Figures figures);
}
