package dev.ferry.cim.host;

import dev.ferry.cim.object.Making;
import dev.ferry.cim.object.Scope;
import java.util.List;
import java.util.Locale;

/** The node that was asked, and its services. What they are is mostly said by the schema. */
final class HostInstances {
    private static final int ENABLED = 2;
    private static final int OK = 2;
    private static final int HEALTHY = 5;

    private HostInstances() {}

    static List<Making> host(String host, Scope scope) {
        return List.of(named(host, scope)
                .set("EnabledState", ENABLED)
                .set("HealthState", HEALTHY)
                .numbers("OperationalStatus", List.of(OK))
                .texts("StatusDescriptions", List.of("OK")));
    }

    /** A host as far as its name goes. */
    static Making named(String host, Scope scope) {
        String name = host.toUpperCase(Locale.ROOT);
        return scope.make(HostPaths.SYSTEM)
                .set("CreationClassName", HostPaths.SYSTEM)
                .set("Name", name)
                .set("ElementName", name)
                .set("Caption", "Hosting Computer System")
                .set("Description", "Microsoft Hosting Computer System");
    }

    static List<Making> service(String className, String host, Scope scope) {
        return List.of(scope.make(className)
                .set("SystemCreationClassName", HostPaths.SYSTEM)
                .set("SystemName", host)
                .set("CreationClassName", className)
                .set("Name", HostPaths.serviceName(className))
                .set("Started", true));
    }

    static List<Making> managementSettings(String host, Scope scope) {
        return List.of(scope.make(HostPaths.MANAGEMENT_SETTINGS));
    }

    static List<Making> settingsOfService(String host, Scope scope) {
        return List.of(scope.make("Msvm_ElementSettingData")
                .set("ManagedElement", HostPaths.managementService(scope))
                .set("SettingData", scope.path(HostPaths.MANAGEMENT_SETTINGS, "InstanceID", "Microsoft:host")));
    }

    static List<Making> hostedServices(List<String> services, Scope scope) {
        return services.stream()
                .map(service -> scope.make("Msvm_HostedService")
                        .set("Antecedent", HostPaths.host(scope))
                        .set("Dependent", HostPaths.service(scope, service)))
                .toList();
    }
}
