package dev.ferry.cim.system;

import dev.ferry.cim.object.Making;
import dev.ferry.cim.object.Rendering;
import dev.ferry.cim.object.Scope;
import dev.ferry.model.system.VirtualSystem.Absent;
import dev.ferry.model.system.VirtualSystem.Drafted;
import dev.ferry.model.system.VirtualSystem.Planned;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.service.SystemService.Seat;
import java.util.List;

/** A system that is there as Msvm_ComputerSystem, and its default export settings. */
final class SystemRendering {
    private static final String CAPTION = "Virtual Machine";
    private static final String DESCRIPTION = "Microsoft Virtual Computer System";
    private static final int LOST_COMMUNICATION = 3;
    private static final int CAPTURE_SAVED_STATE = 1;

    private SystemRendering() {}

    /** What renders a system that is there. */
    @FunctionalInterface
    interface OfRealized {
        List<Making> of(Realized system, Seat seat, Scope scope);
    }

    static Rendering<SystemEntry> realized(OfRealized rendering) {
        return (entry, scope) -> switch (entry.row().state()) {
            case Realized system -> rendering.of(system, entry.seat(), scope);
            case Planned _, Drafted _, Absent _ -> List.of();
        };
    }

    static List<Making> computerSystem(Realized system, Seat seat, Scope scope) {
        Condition condition = Condition.of(system, seat, scope.namespace());
        Making making = scope.make(SystemPaths.SYSTEM)
                .set("CreationClassName", SystemPaths.SYSTEM)
                .set("Name", system.id().value())
                .set("Caption", CAPTION)
                .set("Description", DESCRIPTION)
                .set("ElementName", system.settings().name())
                .set("RequestedState", condition.requestedState())
                .set("TransitioningToState", condition.requestedState())
                // Ferry replicates nothing.
                .set("ReplicationState", 0)
                .set("ReplicationHealth", 0)
                .set("ReplicationMode", 0)
                .set("FailedOverReplicationType", 0)
                .set("LastReplicationType", 0);
        if (seat.lost() != null) {
            making.set("CommunicationStatus", LOST_COMMUNICATION);
        }
        return List.of(condition.put(making));
    }

    /** What the documents leave open is decided in docs/decisions/0010. */
    static List<Making> exportSettings(Realized system, Seat seat, Scope scope) {
        return List.of(scope.make("Msvm_VirtualSystemExportSettingData")
                .set(SystemPaths.INSTANCE_ID, InstanceIds.settings(system.id().value()))
                .set("Caption", "Virtual System Export Setting Data")
                .set("Description", "Microsoft Virtual System Export Setting Data")
                .set("ElementName", "Microsoft Virtual System Export Setting Data")
                .set("CaptureLiveState", CAPTURE_SAVED_STATE)
                .set("BackupIntent", 0)
                .set("ExportForLiveMigration", false));
    }
}
