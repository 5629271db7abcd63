package dev.ferry.cim.system;

import dev.ferry.cim.object.Scope;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.model.SystemId;
import java.util.List;
import java.util.Locale;

/** Paths to a system and to what belongs to it. */
final class SystemPaths {
    static final String SYSTEM = "Msvm_ComputerSystem";
    static final String SETTINGS = "Msvm_VirtualSystemSettingData";
    static final String SERVICE = "Msvm_VirtualSystemManagementService";
    static final String INSTANCE_ID = "InstanceID";

    private SystemPaths() {}

    static ObjectPath system(Scope scope, SystemId id) {
        return named(scope, id.value());
    }

    /** A node, as the system that hosts others. */
    static ObjectPath host(Scope scope, String node) {
        return named(scope, hostName(node));
    }

    /** As Windows writes a computer's name. */
    static String hostName(String node) {
        return node.toUpperCase(Locale.ROOT);
    }

    /** The settings of a system or of a snapshot. */
    static ObjectPath settings(Scope scope, String owner) {
        return scope.path(SETTINGS, INSTANCE_ID, InstanceIds.settings(owner));
    }

    static ObjectPath service(Scope scope) {
        return scope.absolute(ObjectPath.of(
                SERVICE,
                List.of(
                        key("CreationClassName", SERVICE),
                        key("Name", "vmms"),
                        key("SystemCreationClassName", SYSTEM),
                        key("SystemName", scope.host()))));
    }

    private static ObjectPath.Key key(String name, String text) {
        return new ObjectPath.Key(name, CimValue.of(text));
    }

    private static ObjectPath named(Scope scope, String name) {
        return scope.path(SYSTEM, "CreationClassName", SYSTEM, "Name", name);
    }
}
