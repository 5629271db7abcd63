package dev.ferry.model.system;

import dev.ferry.model.job.JobOrder;

/** The one job that may work on a system now, with all that the job needs to begin. */
public record Reservation(JobOrder order, boolean acknowledged) {}
