package dev.ferry.view;

import dev.ferry.model.JobId;
import java.time.Instant;

/** Where a job stands in a list, newest first: the next page begins after it. */
public record JobKey(Instant createdAt, JobId id) {}
