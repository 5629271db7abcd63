package dev.ferry.cim.host;

import dev.ferry.cim.object.Making;
import dev.ferry.cim.object.Scope;
import java.util.List;

/** A network as a switch that systems are connected to. */
final class SwitchInstances {
    private static final int ENABLED = 2;
    private static final int OK = 2;

    private SwitchInstances() {}

    static List<Making> virtualSwitch(Network network, Scope scope) {
        String className = HostPaths.switchClass(scope.namespace());
        return List.of(scope.make(className)
                .set("CreationClassName", className)
                .set("Name", network.name())
                .set("ElementName", network.name())
                .set("EnabledState", ENABLED)
                .numbers("OperationalStatus", List.of(OK))
                .texts("StatusDescriptions", List.of("OK")));
    }
}
