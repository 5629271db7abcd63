package dev.ferry.view;

import dev.ferry.model.SystemId;
import java.time.Duration;
import java.time.Instant;

/**
 * Which jobs to list; null means any. {@code state} is a word of JobState; {@code since} is when they were ordered at the
 * earliest. Jobs that ended longer than {@code recent} ago are left out; null leaves none out.
 */
public record JobFilter(String state, SystemId system, Instant since, Duration recent) {
    public static final JobFilter ALL = new JobFilter(null, null, null, null);
}
