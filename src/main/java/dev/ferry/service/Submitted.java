package dev.ferry.service;

import dev.ferry.model.job.JobSummary;

/** What came of a submit: a job, or (of a dry run) what the job would have been. */
public sealed interface Submitted {
    record Started(JobSummary job) implements Submitted {}

    record WouldStart(String wouldBe) implements Submitted {}
}
