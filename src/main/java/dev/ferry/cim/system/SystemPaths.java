package dev.ferry.cim.system;

import dev.ferry.cim.object.Scope;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.model.SystemId;

/** Paths to a system and to what belongs to it. */
final class SystemPaths {
    static final String SYSTEM = "Msvm_ComputerSystem";
    static final String PLANNED = "Msvm_PlannedComputerSystem";
    static final String SETTINGS = "Msvm_VirtualSystemSettingData";
    static final String INSTANCE_ID = "InstanceID";

    private SystemPaths() {}

    static ObjectPath system(Scope scope, SystemId id) {
        return scope.path(SYSTEM, "CreationClassName", SYSTEM, "Name", id.value());
    }

    static ObjectPath planned(Scope scope, SystemId id) {
        return scope.path(PLANNED, "CreationClassName", PLANNED, "Name", id.value());
    }

    /** The settings of a system or of a snapshot. */
    static ObjectPath settings(Scope scope, String owner) {
        return scope.path(SETTINGS, INSTANCE_ID, InstanceIds.settings(owner));
    }
}
