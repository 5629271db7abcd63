package dev.ferry.format.definition;

import dev.ferry.format.FormatException;
import dev.ferry.format.config.Branch;
import dev.ferry.format.config.ConfigTree;
import dev.ferry.format.config.ConfigValue;
import dev.ferry.model.Guid;
import dev.ferry.model.SnapshotId;
import dev.ferry.model.SystemId;
import dev.ferry.model.system.Firmware;
import dev.ferry.model.system.Memory;
import dev.ferry.model.system.SystemSettings;
import dev.ferry.model.transfer.ImportedDefinition;
import dev.ferry.model.transfer.ImportedDefinition.SnapshotOf;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads a configuration as a definition. Unknown names are passed over and missing ones have Hyper-V's defaults, but the
 * identifiers and the name must be there, and a known name must be of its type. {@code label} is what errors call the file.
 */
public final class DefinitionReader {
    static final List<String> DEFAULT_BOOT_ORDER = List.of("Optical", "HardDrive", "Network", "Floppy");
    static final long MIB = 1024 * 1024;

    private static final long MAX_MIB = 1L << 40;
    private static final int MAX_SNAPSHOTS = 1000;
    private static final int MAX_BOOT_DEVICES = 64;

    private DefinitionReader() {}

    public static ImportedDefinition read(String label, ConfigTree tree) throws FormatException {
        Values all = new Values(label, "", tree.root());
        String id = all.requiredGuid("properties/global_id");
        Optional<SnapshotOf> snapshot = snapshotOf(all, id);
        String system = snapshot.isPresent() ? all.requiredGuid("settings/global/logical_id") : id;
        DriveReader drives = DriveReader.read(label, tree);
        int generation = 1 + (int) all.number("properties/subtype", 0, 0, 1);
        SystemSettings settings = new SystemSettings(
                all.required("properties/name"),
                generation,
                memory(all),
                (int) all.number("settings/processors/count", 1, 1, 65_535),
                firmware(all, generation),
                drives.controllers(),
                List.of(),
                AdapterReader.read(label, tree),
                all.string("properties/notes", ""),
                HostNode.read(tree));
        return new ImportedDefinition(
                new SystemId(system),
                snapshot.orElse(null),
                ConfigVersion.text(all.number("properties/version", 0x500, 0, 0xFFFF)),
                !all.string("savedstate/type", "").isEmpty(),
                settings,
                drives.drives());
    }

    /** Where the definition says that its saved state lies; empty when it is not saved. */
    public static Optional<SavedFiles> savedFiles(String label, ConfigTree tree) throws FormatException {
        Values all = new Values(label, "", tree.root());
        return all.string("savedstate/type", "").isEmpty()
                ? Optional.empty()
                : Optional.of(new SavedFiles(
                        all.string("savedstate/memlocation", ""), all.string("savedstate/vsvlocation", "")));
    }

    /** The tree of snapshots that a system's own definition lists. */
    public static List<SnapshotLink> snapshots(String label, ConfigTree tree) throws FormatException {
        Optional<Branch> list = tree.branch("global_settings/snapshots/list");
        if (list.isEmpty()) {
            return List.of();
        }
        List<Branch> nodes = list.get()
                .branches()
                .filter(node -> Devices.numberOf(node, "node") >= 0)
                .sorted(Comparator.comparingInt(node -> Devices.numberOf(node, "node")))
                .toList();
        Values place = new Values(label, "global_settings/snapshots/list", list.get());
        if (place.number("size", nodes.size(), 0, MAX_SNAPSHOTS) != nodes.size()) {
            throw place.broken("'" + place.where("size") + "' differs from the " + nodes.size() + " nodes in the list");
        }
        List<SnapshotLink> links = new ArrayList<>();
        for (Branch node : nodes) {
            Values values = place.below(node);
            links.add(
                    new SnapshotLink(new SnapshotId(values.requiredGuid("guid")), parent(values.string("parent", ""))));
        }
        return links;
    }

    private static Optional<SnapshotOf> snapshotOf(Values all, String id) throws FormatException {
        if (!all.string("properties/type_id", "").equalsIgnoreCase("Snapshots")) {
            return Optional.empty();
        }
        String parentId = parent(all.string("properties/parent_id", ""))
                .map(SnapshotId::value)
                .orElse("");
        return Optional.of(new SnapshotOf(id, parentId, createdAt(all)));
    }

    private static Optional<SnapshotId> parent(String text) {
        return Guid.isGuid(text) ? Optional.of(new SnapshotId(text)) : Optional.empty();
    }

    private static Instant createdAt(Values all) throws FormatException {
        String path = "properties/creation_time";
        return switch (all.branch().value(path).orElse(null)) {
            case null -> Instant.EPOCH;
            case ConfigValue.IntegerValue(long steps) -> FileTime.instant(steps);
            case ConfigValue.BytesValue eight
            when eight.bytes().length == Long.BYTES -> FileTime.instant(eight.bytes());
            case ConfigValue.BytesValue _, ConfigValue.StringValue _, ConfigValue.BoolValue _ ->
                throw all.broken("'" + path + "' is not a time of 8 bytes");
        };
    }

    private static Memory memory(Values all) throws FormatException {
        String bank = "settings/memory/bank/";
        return new Memory(
                all.number(bank + "size", 1024, 1, MAX_MIB) * MIB,
                all.flag(bank + "dynamic_memory_enabled", false),
                all.number(bank + "reservation", 512, 0, MAX_MIB) * MIB,
                all.number(bank + "limit", 1024 * 1024, 0, MAX_MIB) * MIB,
                (int) all.number(bank + "target_memory_buffer", 20, 0, Integer.MAX_VALUE));
    }

    private static Firmware firmware(Values all, int generation) throws FormatException {
        String node = Devices.node(Devices.FIRMWARE) + "/";
        return new Firmware(
                all.looseGuid(node + "bios_guid"),
                all.string(node + "bios_serial_number", ""),
                generationId(all.string("global_settings/devices/generation_id", "")),
                all.flag(node + "secure_boot_enabled", generation == 2),
                bootOrder(all, node + "boot"));
    }

    /** 32 digits, in a file lower case, in the model upper case. Any other text is kept as it is. */
    private static String generationId(String text) {
        boolean digits = text.length() == 32 && text.chars().allMatch(HexFormat::isHexDigit);
        return digits ? text.toUpperCase(Locale.ROOT) : text;
    }

    private static List<String> bootOrder(Values all, String path) throws FormatException {
        if (all.branch().branch(path).isEmpty()) {
            return DEFAULT_BOOT_ORDER;
        }
        List<String> order = new ArrayList<>();
        Optional<String> device = all.string(path + "/device0");
        while (device.isPresent() && order.size() < MAX_BOOT_DEVICES) {
            order.add(device.get());
            device = all.string(path + "/device" + order.size());
        }
        return order;
    }
}
