package dev.ferry.cim.systemv1;

import dev.ferry.cim.host.HostPaths;
import dev.ferry.cim.object.Making;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.system.InstanceIds;
import dev.ferry.model.system.Memory;
import dev.ferry.model.system.NetworkAdapter;
import dev.ferry.model.system.VirtualSystem.Realized;
import java.util.List;

/** Memory, processors and network adapters, of the current settings and of every snapshot. */
final class DevicesV1 {
    private static final long MIB = 1024L * 1024;

    private DevicesV1() {}

    static List<Making> memory(Realized system, Scope scope) {
        return Configuration.all(system).stream().map(one -> memory(one, scope)).toList();
    }

    private static Making memory(Configuration configuration, Scope scope) {
        Memory memory = configuration.settings().memory();
        long least = memory.dynamic() ? memory.minimumBytes() : memory.startupBytes();
        long most = memory.dynamic() ? memory.maximumBytes() : memory.startupBytes();
        return scope.make(PathsV1.MEMORY)
                .set("InstanceID", InstanceIds.memory(configuration.owner()))
                .set("VirtualQuantity", memory.startupBytes() / MIB)
                .set("Reservation", least / MIB)
                .set("Limit", most / MIB)
                .set("DynamicMemoryEnabled", memory.dynamic())
                .set("TargetMemoryBuffer", memory.bufferPercent());
    }

    static List<Making> processors(Realized system, Scope scope) {
        return Configuration.all(system).stream()
                .map(one -> scope.make(PathsV1.PROCESSOR)
                        .set("InstanceID", InstanceIds.processor(one.owner()))
                        .set("VirtualQuantity", one.settings().processors()))
                .toList();
    }

    static List<Making> adapters(Realized system, Scope scope) {
        return Configuration.all(system).stream()
                .flatMap(one -> one.settings().networkAdapters().stream().map(adapter -> adapter(one, adapter, scope)))
                .toList();
    }

    /** The switch itself is what an adapter is connected to: there are no switch ports of which anybody could tell. */
    private static Making adapter(Configuration configuration, NetworkAdapter adapter, Scope scope) {
        Making making = scope.make(PathsV1.ADAPTER)
                .set("InstanceID", InstanceIds.adapter(configuration.owner(), adapter))
                .set("Caption", "Network Adapter")
                .set("ElementName", adapter.name())
                .set("StaticMacAddress", adapter.macIsStatic())
                .texts("VirtualSystemIdentifiers", List.of("{" + adapter.id() + "}"));
        if (!adapter.mac().isEmpty()) {
            making.set("Address", adapter.mac());
        }
        return adapter.network().isEmpty()
                ? making
                : making.texts(
                        "Connection",
                        List.of(HostPaths.virtualSwitch(scope, adapter.network())
                                .toString()));
    }
}
