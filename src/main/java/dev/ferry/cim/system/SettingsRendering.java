package dev.ferry.cim.system;

import dev.ferry.cim.object.Making;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.value.CimDateTime;
import dev.ferry.cim.value.CimValue;
import dev.ferry.model.system.Memory;
import dev.ferry.model.system.NetworkAdapter;
import dev.ferry.model.system.SystemSettings;
import dev.ferry.model.volume.VolumePath;
import java.util.List;
import java.util.function.Function;

/**
 * A configuration as settings of the system, of its memory, its processors and its network adapters.
 *
 * @param files how a place on a volume is written for clients of CIM
 */
record SettingsRendering(Function<VolumePath, String> files) {
    private static final long MIB = 1L << 20;
    private static final int CONNECTED = 2;
    private static final int DISCONNECTED = 3;
    private static final String ADAPTER = "Msvm_SyntheticEthernetPortSettingData";
    private static final String SWITCH = "Msvm_VirtualEthernetSwitch";

    List<Making> settings(Configuration of, Scope scope) {
        SystemSettings settings = of.settings();
        Making making = scope.make(SystemPaths.SETTINGS)
                .set(SystemPaths.INSTANCE_ID, InstanceIds.settings(of.owner()))
                .set(
                        "Description",
                        of.isSnapshot()
                                ? "Snapshot settings for the virtual machine"
                                : "Active settings for the virtual machine")
                .set("ElementName", settings.name())
                .set("VirtualSystemIdentifier", of.system().value())
                .set("VirtualSystemType", of.type())
                .set("VirtualSystemSubType", of.subType())
                .set("ConfigurationID", of.owner())
                .set("IsSaved", of.saved())
                .texts("Notes", settings.notes().isEmpty() ? List.of() : List.of(settings.notes()))
                .set("BIOSGUID", braced(settings.firmware().biosGuid()))
                .set("BIOSSerialNumber", settings.firmware().serialNumber());
        if (settings.generation() == 2) {
            making.set("SecureBootEnabled", settings.firmware().secureBoot());
        }
        if (of.createdAt() != null) {
            making.set("CreationTime", CimValue.of(CimDateTime.of(of.createdAt())));
        }
        if (of.parent() != null) {
            making.set(
                    "Parent", SystemPaths.settings(scope, of.parent().value()).toString());
        }
        place(of.place(), making);
        return List.of(making);
    }

    /** Of a system that is only planned, as far as somebody has said where it will be. */
    private void place(Configuration.Place place, Making making) {
        switch (place) {
            case Configuration.Place.Kept kept ->
                roots(files.apply(kept.home()), making).set("ConfigurationFile", relative(kept));
            case Configuration.Place.Wished(var home) -> {
                if (!home.isEmpty()) {
                    roots(home, making);
                }
            }
        }
    }

    private static Making roots(String home, Making making) {
        return making.set("ConfigurationDataRoot", home)
                .set("SnapshotDataRoot", home)
                .set("SuspendDataRoot", home);
    }

    /** The definition file, below the data root. */
    private static String relative(Configuration.Place.Kept kept) {
        String home = kept.home().path();
        String path = kept.definition().path();
        return (home.isEmpty() ? path : path.substring(home.length() + 1)).replace('/', '\\');
    }

    static List<Making> memory(Configuration of, Scope scope) {
        Memory memory = of.settings().memory();
        return List.of(scope.make("Msvm_MemorySettingData")
                .set(SystemPaths.INSTANCE_ID, InstanceIds.memory(of.owner()))
                .set("ElementName", "Memory")
                .set("VirtualQuantity", memory.startupBytes() / MIB)
                .set("Reservation", (memory.dynamic() ? memory.minimumBytes() : memory.startupBytes()) / MIB)
                .set("Limit", (memory.dynamic() ? memory.maximumBytes() : memory.startupBytes()) / MIB)
                .set("DynamicMemoryEnabled", memory.dynamic())
                .set("TargetMemoryBuffer", memory.bufferPercent()));
    }

    static List<Making> processors(Configuration of, Scope scope) {
        return List.of(scope.make("Msvm_ProcessorSettingData")
                .set(SystemPaths.INSTANCE_ID, InstanceIds.processor(of.owner()))
                .set("ElementName", "Processor")
                .set("VirtualQuantity", of.settings().processors()));
    }

    static List<Making> adapters(Configuration of, Scope scope) {
        return of.settings().networkAdapters().stream()
                .map(adapter -> scope.make(ADAPTER)
                        .set(SystemPaths.INSTANCE_ID, InstanceIds.adapter(of.owner(), adapter))
                        .set("ElementName", adapter.name())
                        .set("Address", adapter.mac().isEmpty() ? null : adapter.mac())
                        .set("StaticMacAddress", adapter.macIsStatic())
                        .texts("VirtualSystemIdentifiers", List.of(braced(adapter.id()))))
                .toList();
    }

    /** There also while it leads nowhere, so that it can be made to lead somewhere. */
    static List<Making> connections(Configuration of, Scope scope) {
        return of.settings().networkAdapters().stream()
                .map(adapter -> connection(of, adapter, scope))
                .toList();
    }

    private static Making connection(Configuration of, NetworkAdapter adapter, Scope scope) {
        boolean connected = !adapter.network().isEmpty();
        Making making = scope.make("Msvm_EthernetPortAllocationSettingData")
                .set(SystemPaths.INSTANCE_ID, InstanceIds.connection(of.owner(), adapter))
                .set("ElementName", adapter.name())
                .set("ResourceSubType", "Microsoft:Hyper-V:Ethernet Connection")
                .set("EnabledState", connected ? CONNECTED : DISCONNECTED)
                .set(
                        "Parent",
                        scope.path(ADAPTER, SystemPaths.INSTANCE_ID, InstanceIds.adapter(of.owner(), adapter))
                                .toString());
        if (!connected) {
            return making.texts("HostResource", List.of());
        }
        making.set("LastKnownSwitchName", adapter.network());
        // The cluster knows no switches.
        return scope.schema().find(SWITCH).isEmpty()
                ? making
                : making.texts("HostResource", List.of(networkPath(scope, adapter.network())));
    }

    private static String networkPath(Scope scope, String network) {
        return scope.path(SWITCH, "CreationClassName", SWITCH, "Name", network).toString();
    }

    static String braced(String guid) {
        return "{" + guid + "}";
    }
}
