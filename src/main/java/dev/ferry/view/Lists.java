package dev.ferry.view;

import dev.ferry.model.JobId;
import dev.ferry.model.SystemId;
import java.util.List;
import java.util.Optional;

/** What can be listed: as the database has it ({@link Views}), or as this node last saw it ({@link Mirror}). */
public interface Lists {
    /** A system that is realized or planned; empty for one that is gone or never was. */
    Optional<SystemRow> system(SystemId id);

    /** Realized and planned systems by name; {@code after} is the last row of the page before, or null. */
    List<SystemRow> systems(SystemFilter filter, int limit, SystemKey after);

    /** A job, however long ago it ended. */
    Optional<JobRow> job(JobId id);

    /** Jobs, the newest first; {@code after} is the last row of the page before, or null. */
    List<JobRow> jobs(JobFilter filter, int limit, JobKey after);
}
