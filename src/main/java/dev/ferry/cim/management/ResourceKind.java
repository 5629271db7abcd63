package dev.ferry.cim.management;

import dev.ferry.cim.object.Scope;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimValue;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The resources that a system can have, by the numbers and words of either generation of namespaces. */
enum ResourceKind {
    PROCESSOR(3, 3, "Msvm_ProcessorSettingData", "VirtualQuantity"),
    MEMORY(4, 4, "Msvm_MemorySettingData", "VirtualQuantity Reservation Limit DynamicMemoryEnabled TargetMemoryBuffer"),
    CONTROLLER(6, 6, "Msvm_ResourceAllocationSettingData", ""),
    DISKETTE_DRIVE(14, 14, "Msvm_ResourceAllocationSettingData", ""),
    DVD_DRIVE(16, 16, "Msvm_ResourceAllocationSettingData", ""),
    DISK_DRIVE(22, 17, "Msvm_ResourceAllocationSettingData", ""),
    MEDIUM(21, 31, "Msvm_StorageAllocationSettingData", "HostResource"),
    ADAPTER(10, 10, "Msvm_SyntheticEthernetPortSettingData", "ElementName Address StaticMacAddress"),
    CONNECTION(0, 33, "Msvm_EthernetPortAllocationSettingData", "HostResource EnabledState LastKnownSwitchName");

    private final int first;
    private final int second;
    private final String className;
    private final String changeable;

    ResourceKind(int first, int second, String className, String changeable) {
        this.first = first;
        this.second = second;
        this.className = className;
        this.changeable = changeable;
    }

    static Optional<ResourceKind> of(Scope scope, long type) {
        return Arrays.stream(values())
                .filter(kind -> type != 0 && (isFirst(scope) ? kind.first : kind.second) == type)
                .findFirst();
    }

    static boolean isFirst(Scope scope) {
        return scope.namespace() == Namespace.V1;
    }

    /** The first namespace has no class for what is in drives. */
    String className(Scope scope) {
        return this == MEDIUM && isFirst(scope) ? DISK_DRIVE.className : className;
    }

    /** What of one that is there can become something else; the first namespace says what it leads to in one property. */
    Set<String> changeable(Scope scope) {
        boolean hasConnection = isFirst(scope) && (this == MEDIUM || this == ADAPTER);
        String all = hasConnection ? changeable + " Connection" : changeable;
        return Set.of(all.split(" "));
    }

    /** The property that leads to a file or to a switch. */
    static String target(Scope scope) {
        return isFirst(scope) ? "Connection" : "HostResource";
    }

    /** What a new one says of itself that is so anyway. */
    CimInstance template(Scope scope, String sentClass, CimValue subType) {
        boolean isKnown = subTypes().stream().anyMatch(words -> subType.text()
                .equalsIgnoreCase((isFirst(scope) ? "Microsoft " : "Microsoft:Hyper-V:") + words));
        return isKnown ? CimInstance.of(sentClass).with("ResourceSubType", subType) : CimInstance.of(sentClass);
    }

    private List<String> subTypes() {
        return switch (this) {
            case PROCESSOR -> List.of("Processor");
            case MEMORY -> List.of("Memory", "Virtual Machine Memory");
            case CONTROLLER -> List.of("Synthetic SCSI Controller");
            case DISKETTE_DRIVE -> List.of("Synthetic Diskette Drive");
            case DVD_DRIVE -> List.of("Synthetic DVD Drive");
            case DISK_DRIVE -> List.of("Synthetic Disk Drive");
            case MEDIUM -> List.of("Virtual Hard Disk", "Virtual CD/DVD Disk", "Virtual Floppy Disk");
            case ADAPTER -> List.of("Synthetic Ethernet Port");
            case CONNECTION -> List.of("Ethernet Connection");
        };
    }
}
