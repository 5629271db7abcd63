package dev.ferry.journal;

import dev.ferry.model.job.JobEvent;
import dev.ferry.model.system.SystemEvent;
import dev.ferry.model.system.VirtualSystem;
import dev.ferry.model.volume.Volume;
import dev.ferry.model.volume.VolumeEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What may be in the journal, and by which name: {@code kind.past-participle:version}. Nothing else is read or written. A
 * class may be renamed or moved; a name here never changes, and never means something else.
 */
public final class EventNames {
    private static final Map<String, Class<?>> CLASSES = Map.ofEntries(
            Map.entry("system.identity-reserved:1", SystemEvent.IdentityReserved.class),
            Map.entry("system.reserved:1", SystemEvent.SystemReserved.class),
            Map.entry("system.reservation-acknowledged:1", SystemEvent.ReservationAcknowledged.class),
            Map.entry("system.reservation-released:1", SystemEvent.ReservationReleased.class),
            Map.entry("system.realized:1", SystemEvent.SystemRealized.class),
            Map.entry("system.settings-changed:1", SystemEvent.SettingsChanged.class),
            Map.entry("system.state-change-begun:1", SystemEvent.StateChangeBegun.class),
            Map.entry("system.state-changed:1", SystemEvent.StateChanged.class),
            Map.entry("system.state-change-failed:1", SystemEvent.StateChangeFailed.class),
            Map.entry("system.moved:1", SystemEvent.SystemMoved.class),
            Map.entry("system.planned:1", SystemEvent.SystemPlanned.class),
            Map.entry("system.planned-changed:1", SystemEvent.PlannedSystemChanged.class),
            Map.entry("system.planned-dropped:1", SystemEvent.PlannedSystemDropped.class),
            Map.entry("system.planned-expired:1", SystemEvent.PlannedSystemExpired.class),
            Map.entry("system.removed:1", SystemEvent.SystemRemoved.class),
            Map.entry("job.begun:1", JobEvent.JobBegun.class),
            Map.entry("job.planned:1", JobEvent.JobPlanned.class),
            Map.entry("job.attempt-started:1", JobEvent.AttemptStarted.class),
            Map.entry("job.publish-begun:1", JobEvent.PublishBegun.class),
            Map.entry("job.attempt-ended:1", JobEvent.AttemptEnded.class),
            Map.entry("job.step-succeeded:1", JobEvent.StepSucceeded.class),
            Map.entry("job.step-delayed:1", JobEvent.StepDelayed.class),
            Map.entry("job.step-failed:1", JobEvent.StepFailed.class),
            Map.entry("job.step-undone:1", JobEvent.StepUndone.class),
            Map.entry("job.step-left-behind:1", JobEvent.StepLeftBehind.class),
            Map.entry("job.control-requested:1", JobEvent.ControlRequested.class),
            Map.entry("job.ended:1", JobEvent.JobEnded.class),
            Map.entry("volume.claims-taken:1", VolumeEvent.ClaimsTaken.class),
            Map.entry("volume.claims-settled:1", VolumeEvent.ClaimsSettled.class),
            Map.entry("volume.claims-abandoned:1", VolumeEvent.ClaimsAbandoned.class),
            Map.entry("volume.system-disowned:1", VolumeEvent.SystemDisowned.class),
            Map.entry("volume.places-disowned:1", VolumeEvent.PlacesDisowned.class),
            // Entity snapshots: a cache, but one that a later build may find.
            Map.entry("system:1", VirtualSystem.class),
            Map.entry("volume:1", Volume.class));

    private static final Map<Class<?>, String> NAMES = inverse();

    private EventNames() {}

    /** All names, each with what it is read as. */
    static Map<String, Class<?>> all() {
        return CLASSES;
    }

    static Optional<Class<?>> classOf(String name) {
        return Optional.ofNullable(CLASSES.get(name));
    }

    static Optional<String> nameOf(Object object) {
        return Optional.ofNullable(
                NAMES.get(object instanceof VirtualSystem ? VirtualSystem.class : object.getClass()));
    }

    private static Map<Class<?>, String> inverse() {
        Map<Class<?>, String> names = new HashMap<>();
        CLASSES.forEach((name, type) -> names.put(type, name));
        return Map.copyOf(names);
    }
}
