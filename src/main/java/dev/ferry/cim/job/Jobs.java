package dev.ferry.cim.job;

import dev.ferry.cim.CimFailure;
import dev.ferry.model.JobId;
import dev.ferry.model.Outcome;
import dev.ferry.model.SystemId;
import dev.ferry.model.job.Control;
import dev.ferry.model.job.JobSummary;
import dev.ferry.view.JobKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What this room asks of the front desk. */
interface Jobs {
    /** However long ago it ended. */
    Optional<JobEntry> find(JobId id) throws CimFailure;

    /** Those that run or have ended within the last minutes, the newest first; {@code system} null means any. */
    List<JobEntry> recent(SystemId system, int limit, JobKey after) throws CimFailure;

    /** The nodes that own these systems now; one that nobody owns, or of whom that cannot be told, is left out. */
    Map<SystemId, String> owners(Set<SystemId> systems);

    /** The system of that id, or else the one that has a snapshot of that id. */
    Optional<SystemId> bearing(String guid) throws CimFailure;

    Outcome<JobSummary> control(JobId id, Control wanted, String by);
}
