package dev.ferry.format.definition;

import dev.ferry.format.config.Branch;
import dev.ferry.format.config.ConfigTree;
import dev.ferry.model.Guid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The list of a configuration's devices, {@code manifest/vdevNNN}, in its order; written without a gap from 001. */
record DeviceManifest(List<Branch> entries) {
    private static final String PREFIX = "vdev";

    DeviceManifest {
        entries = List.copyOf(entries);
    }

    static DeviceManifest of(ConfigTree tree) {
        return new DeviceManifest(tree.branch("manifest").stream()
                .flatMap(Branch::branches)
                .filter(entry -> Devices.numberOf(entry, PREFIX) >= 0)
                .sorted(Comparator.comparingInt(entry -> Devices.numberOf(entry, PREFIX)))
                .toList());
    }

    /** The instances of a device class, in canonical form; an entry whose instance is no GUID names no device. */
    List<String> instancesOf(String deviceClass) {
        return entries.stream()
                .filter(entry -> isOf(entry, deviceClass))
                .flatMap(entry -> instance(entry).stream())
                .distinct()
                .toList();
    }

    /**
     * With exactly these instances of a class, in this order. Entries that stay keep their place in the list and what
     * else is in them; the ones that come are put at the end.
     */
    DeviceManifest withInstances(String deviceClass, String deviceName, List<String> wanted) {
        List<Branch> changed = new ArrayList<>();
        List<String> left = new ArrayList<>(wanted);
        for (Branch entry : entries) {
            if (!isOf(entry, deviceClass)) {
                changed.add(entry);
            } else if (!left.isEmpty()) {
                changed.add(entryFor(deviceClass, deviceName, left.removeFirst()));
            }
        }
        left.forEach(instance -> changed.add(entryFor(deviceClass, deviceName, instance)));
        return new DeviceManifest(changed);
    }

    ConfigTree writeTo(ConfigTree tree) {
        return tree.editing("manifest", manifest -> {
            Branch changed = manifest;
            for (Branch old : manifest.branches().toList()) {
                changed = Devices.numberOf(old, PREFIX) >= 0 ? changed.without(old.name()) : changed;
            }
            for (int i = 0; i < entries.size(); i++) {
                changed = changed.withBranch(String.format(Locale.ROOT, PREFIX + "%03d", i + 1), entries.get(i));
            }
            return changed.with("size", entries.size());
        });
    }

    private Branch entryFor(String deviceClass, String deviceName, String instance) {
        return entries.stream()
                .filter(entry -> isOf(entry, deviceClass) && instance(entry).equals(Optional.of(instance)))
                .findFirst()
                .orElseGet(() -> newEntry(deviceClass, deviceName, instance));
    }

    static Branch newEntry(String deviceClass, String deviceName, String instance) {
        return Branch.empty("vdev")
                .with("device", deviceClass.toLowerCase(Locale.ROOT))
                .with("flags", 1)
                .with("instance", instance)
                .with("name", deviceName);
    }

    private static boolean isOf(Branch entry, String deviceClass) {
        return entry.string("device")
                .filter(Guid::isGuid)
                .map(Guid::canonical)
                .filter(deviceClass::equals)
                .isPresent();
    }

    private static Optional<String> instance(Branch entry) {
        return entry.string("instance").filter(Guid::isGuid).map(Guid::canonical);
    }
}
