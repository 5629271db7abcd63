package dev.ferry.cim.system;

import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimInstance.Property;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.Names;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a summary is to tell, by the codes of RequestedInformation. Of a snapshot only what has a code below 100. Three properties have no code
 * and are always told: whose summary it is, of what kind the system is, and who has it. A code without a property asks for nothing.
 */
record SummaryRequest(Set<Integer> codes) {
    static final int TASKS = 108;
    private static final int SYSTEM_ONLY = 100;

    private static final Set<String> ALWAYS =
            Set.of("InstanceID", "Name", "VirtualSystemSubType", "HostComputerSystemName");
    private static final List<String> THUMBNAIL =
            List.of("ThumbnailImage", "ThumbnailImageHeight", "ThumbnailImageWidth");
    private static final Map<Integer, List<String>> PROPERTIES = Map.ofEntries(
            Map.entry(0, List.of("Name")),
            Map.entry(1, List.of("ElementName")),
            Map.entry(2, List.of("CreationTime")),
            Map.entry(3, List.of("Notes")),
            Map.entry(4, List.of("NumberOfProcessors")),
            Map.entry(5, THUMBNAIL),
            Map.entry(6, THUMBNAIL),
            Map.entry(7, THUMBNAIL),
            Map.entry(8, List.of("AllocatedGPU")),
            Map.entry(9, List.of("VirtualSwitchNames")),
            Map.entry(10, List.of("Version")),
            Map.entry(11, List.of("Shielded")),
            Map.entry(100, List.of("EnabledState")),
            Map.entry(101, List.of("ProcessorLoad")),
            Map.entry(102, List.of("ProcessorLoadHistory")),
            Map.entry(103, List.of("MemoryUsage")),
            Map.entry(104, List.of("Heartbeat")),
            Map.entry(105, List.of("UpTime")),
            Map.entry(106, List.of("GuestOperatingSystem")),
            Map.entry(107, List.of("Snapshots")),
            Map.entry(TASKS, List.of("AsynchronousTasks")),
            Map.entry(109, List.of("HealthState")),
            Map.entry(110, List.of("OperationalStatus")),
            Map.entry(111, List.of("StatusDescriptions")),
            Map.entry(112, List.of("MemoryAvailable")),
            Map.entry(113, List.of("AvailableMemoryBuffer")),
            Map.entry(114, List.of("ReplicationMode")),
            Map.entry(115, List.of("ReplicationState")),
            Map.entry(116, List.of("ReplicationHealth", "TestReplicaSystem")),
            Map.entry(117, List.of("ApplicationHealth")),
            Map.entry(118, List.of("ReplicationStateEx")),
            Map.entry(119, List.of("ReplicationHealthEx")),
            Map.entry(120, List.of("SwapFilesInUse")),
            Map.entry(121, List.of("IntegrationServicesVersionState")),
            Map.entry(122, List.of("ReplicationProviderId")),
            Map.entry(123, List.of("MemorySpansPhysicalNumaNodes")),
            Map.entry(132, List.of("OtherEnabledState")));

    SummaryRequest {
        codes = Set.copyOf(codes);
    }

    boolean wantsTasks() {
        return codes.contains(TASKS);
    }

    CimInstance ofSystem(CimInstance all) {
        return only(all, codes);
    }

    CimInstance ofSnapshot(CimInstance all) {
        Set<Integer> allowed = new TreeSet<>(codes);
        allowed.removeIf(code -> code >= SYSTEM_ONLY);
        return only(all, allowed);
    }

    private static CimInstance only(CimInstance all, Set<Integer> codes) {
        Set<String> names = new TreeSet<>();
        ALWAYS.forEach(name -> names.add(Names.key(name)));
        codes.forEach(code -> PROPERTIES.getOrDefault(code, List.of()).forEach(name -> names.add(Names.key(name))));
        return CimInstance.of(
                all.className(),
                all.properties().stream()
                        .map(property -> names.contains(Names.key(property.name()))
                                ? property
                                : new Property(property.name(), CimValue.none()))
                        .toList());
    }
}
