package dev.ferry.cim.host;

import dev.ferry.cim.object.Scope;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The paths of hosts, services and switches, for all who refer to them. */
public final class HostPaths {
    public static final String SYSTEM = "Msvm_ComputerSystem";
    public static final String MANAGEMENT = "Msvm_VirtualSystemManagementService";
    public static final String MANAGEMENT_SETTINGS = "Msvm_VirtualSystemManagementServiceSettingData";

    /** The names that the documents give; a service without one there is known by its class. */
    private static final Map<String, String> NAMES = Map.of(
            MANAGEMENT,
            "vmms",
            "Msvm_VirtualSystemSnapshotService",
            "vssnapsvc",
            "Msvm_VirtualSystemMigrationService",
            "migrationwmi");

    private HostPaths() {}

    /** The node that was asked. */
    public static ObjectPath host(Scope scope) {
        return node(scope, scope.node());
    }

    public static ObjectPath node(Scope scope, String node) {
        return system(scope, SYSTEM, nodeName(node));
    }

    /** As Windows writes a computer's name. */
    public static String nodeName(String node) {
        return node.toUpperCase(Locale.ROOT);
    }

    /** A service of the node that was asked. */
    public static ObjectPath service(Scope scope, String className) {
        return scope.absolute(ObjectPath.of(
                className,
                List.of(
                        new ObjectPath.Key("CreationClassName", CimValue.of(className)),
                        new ObjectPath.Key("Name", CimValue.of(serviceName(className))),
                        new ObjectPath.Key("SystemCreationClassName", CimValue.of(SYSTEM)),
                        new ObjectPath.Key("SystemName", CimValue.of(scope.host())))));
    }

    public static ObjectPath managementService(Scope scope) {
        return service(scope, MANAGEMENT);
    }

    /** A network's switch. It is known by the network's name, which is the same at every node that has it. */
    public static ObjectPath virtualSwitch(Scope scope, String network) {
        return system(scope, switchClass(scope.namespace()), network);
    }

    static String switchClass(Namespace namespace) {
        return namespace == Namespace.V1 ? "Msvm_VirtualSwitch" : "Msvm_VirtualEthernetSwitch";
    }

    static String serviceName(String className) {
        return NAMES.getOrDefault(className, className);
    }

    private static ObjectPath system(Scope scope, String className, String name) {
        return scope.path(className, "CreationClassName", className, "Name", name);
    }
}
