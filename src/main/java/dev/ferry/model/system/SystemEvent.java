package dev.ferry.model.system;

import dev.ferry.model.JobId;
import dev.ferry.model.job.JobOrder;
import java.time.Instant;
import java.util.List;

/** What has happened to a virtual system. */
public sealed interface SystemEvent {
    /** A job holds the identity for a system that it is about to make; nobody else can have it meanwhile. */
    record IdentityReserved(JobOrder order) implements SystemEvent {}

    /** A job has the system to itself. */
    record SystemReserved(JobOrder order) implements SystemEvent {}

    /** The job has begun for sure; it need not be told again. */
    record ReservationAcknowledged(JobId job) implements SystemEvent {}

    /** The job has ended; a system that it did not make is gone again. */
    record ReservationReleased(JobId job) implements SystemEvent {}

    /** The system exists: the point of no return of the job that made it. */
    record SystemRealized(
            JobId job,
            SystemSettings settings,
            SystemState state,
            Placement placement,
            List<Snapshot> snapshots,
            Instant at)
            implements SystemEvent {
        public SystemRealized {
            snapshots = List.copyOf(snapshots);
        }
    }

    /** The system lives elsewhere: the point of no return of the job that moved it. */
    record SystemMoved(JobId job, Relocation relocation, Instant at) implements SystemEvent {}

    record SettingsChanged(SystemSettings settings, Instant at) implements SystemEvent {}

    record StateChangeBegun(SystemState towards, Instant at) implements SystemEvent {}

    record StateChanged(SystemState state, Instant at) implements SystemEvent {}

    record StateChangeFailed(SystemState back, String reason, Instant at) implements SystemEvent {}

    /** The planned system is there: the point of no return of the job that read its definition. */
    record SystemPlanned(JobId job, PlannedSystem planned, Instant at) implements SystemEvent {}

    record PlannedSystemChanged(PlannedSystem planned, Instant at) implements SystemEvent {}

    record PlannedSystemDropped(String by, Instant at) implements SystemEvent {}

    /** Nobody has touched the planned system for as long as it is kept. */
    record PlannedSystemExpired(Instant at) implements SystemEvent {}

    record SystemRemoved(JobId job, Instant at) implements SystemEvent {}
}
