package dev.ferry.endpoint.rest;

import dev.ferry.model.job.JobSummary;
import dev.ferry.view.ChangeMark;

/** A job as it is now. {@code mark} is how far its reader has come; null for a tick of progress, which is kept nowhere. */
public record JobNews(JobSummary job, ChangeMark mark) {}
