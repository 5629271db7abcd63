package dev.ferry.cim.systemv1;

import dev.ferry.cim.object.Making;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.system.SystemEntry;
import dev.ferry.cim.value.CimValue;
import dev.ferry.model.system.VirtualSystem.Realized;
import java.util.List;

/** A system as its Msvm_ComputerSystem. */
final class ComputerSystemV1 {
    private static final int LOST_COMMUNICATION = 3;

    private ComputerSystemV1() {}

    static List<Making> of(SystemEntry entry, Realized system, Scope scope) {
        ConditionV1 condition = ConditionV1.of(entry, system);
        Making making = scope.make(PathsV1.SYSTEM)
                .set("CreationClassName", PathsV1.SYSTEM)
                .set("Name", system.id().value())
                .set("Caption", "Virtual Machine")
                .set("Description", "Microsoft Virtual Computer System")
                .set("ElementName", system.settings().name())
                .set("EnabledState", condition.enabledState())
                .set("RequestedState", condition.requestedState())
                // The property is younger than this namespace, and its numbers know neither paused nor saved.
                .set("TransitioningToState", CimValue.none())
                .set("HealthState", condition.healthState())
                .numbers("OperationalStatus", condition.operational())
                .texts("StatusDescriptions", condition.descriptions());
        return List.of(condition.isLost() ? making.set("CommunicationStatus", LOST_COMMUNICATION) : making);
    }
}
