package dev.ferry.cim.systemv1;

import dev.ferry.cim.object.Scope;
import dev.ferry.cim.system.InstanceIds;
import dev.ferry.cim.value.ObjectPath;

/** Where the instances are that stand for systems, their settings and what they hang together with. */
final class PathsV1 {
    static final String SYSTEM = "Msvm_ComputerSystem";
    static final String SETTINGS = "Msvm_VirtualSystemSettingData";
    static final String GLOBAL_SETTINGS = "Msvm_VirtualSystemGlobalSettingData";
    static final String EXPORT_SETTINGS = "Msvm_VirtualSystemExportSettingData";
    static final String RESOURCE = "Msvm_ResourceAllocationSettingData";
    static final String MEMORY = "Msvm_MemorySettingData";
    static final String PROCESSOR = "Msvm_ProcessorSettingData";
    static final String ADAPTER = "Msvm_SyntheticEthernetPortSettingData";

    private static final String ID = "InstanceID";

    private PathsV1() {}

    static ObjectPath system(Scope scope, String id) {
        return scope.path(SYSTEM, "CreationClassName", SYSTEM, "Name", id);
    }

    static ObjectPath settings(Scope scope, String owner) {
        return scope.path(SETTINGS, ID, InstanceIds.settings(owner));
    }

    static ObjectPath globalSettings(Scope scope, String id) {
        return scope.path(GLOBAL_SETTINGS, ID, globalId(id));
    }

    static String globalId(String id) {
        return InstanceIds.settings(id) + "\\Global";
    }

    static ObjectPath exportSettings(Scope scope, String id) {
        return scope.path(EXPORT_SETTINGS, ID, InstanceIds.settings(id));
    }

    static ObjectPath device(Scope scope, String className, String instanceId) {
        return scope.path(className, ID, instanceId);
    }
}
