package dev.ferry.cim.systemv1;

import dev.ferry.cim.object.Making;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.system.InstanceIds;
import dev.ferry.cim.value.CimDateTime;
import dev.ferry.cim.value.CimValue;
import dev.ferry.model.system.Firmware;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.model.volume.VolumePath;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The settings of a system, of its snapshots, and those that are global: where its files are. */
final class SettingsV1 {
    private static final int CURRENT = 3;
    private static final int SNAPSHOT = 5;

    private final Function<VolumePath, String> windows;

    SettingsV1(Function<VolumePath, String> windows) {
        this.windows = windows;
    }

    /** Msvm_VirtualSystemSettingData: the current settings, and each snapshot's. */
    List<Making> settings(Realized system, Scope scope) {
        return Configuration.all(system).stream()
                .map(one -> settings(one, scope))
                .toList();
    }

    static Making settings(Configuration configuration, Scope scope) {
        Firmware firmware = configuration.settings().firmware();
        Making making = scope.make(PathsV1.SETTINGS)
                .set("InstanceID", InstanceIds.settings(configuration.owner()))
                .set("SystemName", configuration.system().id().value())
                .set("ElementName", configuration.settings().name())
                .set("Notes", configuration.settings().notes())
                .set("BIOSGUID", orNull(firmware.biosGuid()))
                .set("BIOSSerialNumber", orNull(firmware.serialNumber()))
                .set("SettingType", configuration.isSnapshot() ? SNAPSHOT : CURRENT)
                .set(
                        "Description",
                        configuration.isSnapshot()
                                ? "Snapshot settings for the virtual machine"
                                : "Active settings for the virtual machine")
                .set("CreationTime", createdAt(configuration));
        List<Integer> order = bootOrder(firmware);
        if (!order.isEmpty()) {
            making.numbers("BootOrder", order);
        }
        parentOf(configuration)
                .ifPresent(parent -> making.set(
                        "Parent", PathsV1.settings(scope, parent.owner()).toString()));
        return making;
    }

    /** Which snapshot the current settings come from is not kept; of a snapshot it is, while the parent is still there. */
    static Optional<Configuration> parentOf(Configuration configuration) {
        return Stream.ofNullable(configuration.snapshot())
                .flatMap(snapshot -> configuration.system().snapshots().stream()
                        .filter(other -> other.id().equals(snapshot.parent())))
                .findFirst()
                .map(parent -> Configuration.of(configuration.system(), parent));
    }

    /** Msvm_VirtualSystemGlobalSettingData. Clients rename a system by it, so it bears the system's name and not its own. */
    List<Making> globalSettings(Realized system, Scope scope) {
        String home = windows.apply(system.placement().home());
        return List.of(scope.make(PathsV1.GLOBAL_SETTINGS)
                .set("InstanceID", PathsV1.globalId(system.id().value()))
                .set("SystemName", system.id().value())
                .set("ElementName", system.settings().name())
                .set("ExternalDataRoot", home)
                .set("SnapshotDataRoot", home)
                .set("ScopeOfResidence", orNull(system.settings().hostData().scopeOfResidence())));
    }

    /** A definition may not say when it was made, or say a time that no calendar of CIM has. */
    static CimValue createdAt(Configuration configuration) {
        if (!configuration.isSnapshot()) {
            return CimValue.none();
        }
        Instant at = configuration.snapshot().createdAt();
        int year = at.atOffset(ZoneOffset.UTC).getYear();
        boolean isTold = !at.equals(Instant.EPOCH) && year >= 0 && year <= 9999;
        return isTold ? CimValue.of(CimDateTime.of(at)) : CimValue.none();
    }

    /** Firmware of the second generation names devices of which this namespace has none: those are left out. */
    private static List<Integer> bootOrder(Firmware firmware) {
        return firmware.bootOrder().stream()
                .map(device -> switch (device) {
                    case "Floppy" -> Optional.of(0);
                    case "Optical" -> Optional.of(1);
                    case "HardDrive" -> Optional.of(2);
                    case "Network" -> Optional.of(3);
                    default -> Optional.<Integer>empty();
                })
                .flatMap(Optional::stream)
                .toList();
    }

    private static String orNull(String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
