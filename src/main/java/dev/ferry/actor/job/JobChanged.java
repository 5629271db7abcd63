package dev.ferry.actor.job;

import dev.ferry.actor.Message;
import dev.ferry.model.job.JobSummary;

/** A job as it is now, told to everybody who watches, on any node. A lost one is healed by the next: it tells states, not steps. */
public record JobChanged(JobSummary summary) implements Message {}
