package dev.ferry.cim.host;

import dev.ferry.cim.object.Making;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import java.util.Arrays;
import java.util.List;

/** What a client asks first: the object manager, of which there must be just one, and its namespaces. */
final class InteropInstances {
    static final String MANAGER = "Ferry_ObjectManager";
    static final String NAMESPACE = "Ferry_Namespace";
    private static final String NAME = "Ferry";
    private static final int ENABLED = 2;
    private static final int OK = 2;
    private static final int HEALTHY = 5;
    private static final int CIM = 2;

    private InteropInstances() {}

    static List<Making> manager(String host, Scope scope) {
        return List.of(scope.make(MANAGER)
                .set("SystemCreationClassName", HostPaths.SYSTEM)
                .set("SystemName", host)
                .set("CreationClassName", MANAGER)
                .set("Name", NAME)
                .set("ElementName", NAME)
                .set("Caption", "Object Manager")
                .set("Description", "The object manager of Ferry")
                .set("EnabledState", ENABLED)
                .set("HealthState", HEALTHY)
                .numbers("OperationalStatus", List.of(OK))
                .texts("StatusDescriptions", List.of("OK"))
                .set("Started", true)
                .set("GatherStatisticalData", false));
    }

    static List<Making> namespaces(String host, Scope scope) {
        return Arrays.stream(Namespace.values())
                .map(namespace -> scope.make(NAMESPACE)
                        .set("SystemCreationClassName", HostPaths.SYSTEM)
                        .set("SystemName", host)
                        .set("ObjectManagerCreationClassName", MANAGER)
                        .set("ObjectManagerName", NAME)
                        .set("CreationClassName", NAMESPACE)
                        .set("Name", namespace.path())
                        .set("ElementName", namespace.path())
                        .set("ClassType", CIM))
                .toList();
    }

    static List<Making> namespacesInManager(String host, Scope scope) {
        return Arrays.stream(Namespace.values())
                .map(namespace -> scope.make("Ferry_NamespaceInManager")
                        .set("Antecedent", managerPath(host, scope))
                        .set("Dependent", namespacePath(namespace, host, scope)))
                .toList();
    }

    static ObjectPath managerPath(String host, Scope scope) {
        return scope.absolute(ObjectPath.of(
                MANAGER,
                List.of(
                        key("SystemCreationClassName", HostPaths.SYSTEM),
                        key("SystemName", host),
                        key("CreationClassName", MANAGER),
                        key("Name", NAME))));
    }

    private static ObjectPath namespacePath(Namespace namespace, String host, Scope scope) {
        return scope.absolute(ObjectPath.of(
                NAMESPACE,
                List.of(
                        key("SystemCreationClassName", HostPaths.SYSTEM),
                        key("SystemName", host),
                        key("ObjectManagerCreationClassName", MANAGER),
                        key("ObjectManagerName", NAME),
                        key("CreationClassName", NAMESPACE),
                        key("Name", namespace.path()))));
    }

    private static ObjectPath.Key key(String name, String text) {
        return new ObjectPath.Key(name, CimValue.of(text));
    }
}
