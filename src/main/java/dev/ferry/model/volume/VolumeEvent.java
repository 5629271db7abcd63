package dev.ferry.model.volume;

import dev.ferry.model.JobId;
import dev.ferry.model.SystemId;
import java.util.List;

/** What has happened to the promises on a volume. */
public sealed interface VolumeEvent {
    /** A job has its claims and its room; {@code system} is the one that it works for (null for none). */
    record ClaimsTaken(JobId job, SystemId system, List<Claim> claims, long roomBytes) implements VolumeEvent {
        public ClaimsTaken {
            claims = List.copyOf(claims);
        }
    }

    /** The job is done here; what its system owns now stays claimed for the system. */
    record ClaimsSettled(JobId job) implements VolumeEvent {}

    /** The job is undone here: all that it had taken is free again. */
    record ClaimsAbandoned(JobId job) implements VolumeEvent {}

    /** The system is gone and owns nothing here any more. */
    record SystemDisowned(SystemId system) implements VolumeEvent {}

    /** The system has given up these places; what else it owns here stays its own. */
    record PlacesDisowned(SystemId system, List<VolumePath> places) implements VolumeEvent {
        public PlacesDisowned {
            places = List.copyOf(places);
        }
    }
}
