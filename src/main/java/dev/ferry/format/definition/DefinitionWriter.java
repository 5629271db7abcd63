package dev.ferry.format.definition;

import dev.ferry.format.config.Branch;
import dev.ferry.format.config.ConfigTree;
import dev.ferry.format.config.ConfigValue;
import dev.ferry.format.definition.DefinitionSource.SnapshotPart;
import dev.ferry.model.Guid;
import dev.ferry.model.SnapshotId;
import dev.ferry.model.system.Firmware;
import dev.ferry.model.system.Memory;
import dev.ferry.model.volume.VolumePath;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes the configuration of a definition. With a template, which is the configuration that came with the system, values
 * are changed where they are and everything unknown stays; without one, {@link Skeleton} is the start.
 */
public final class DefinitionWriter {
    private static final List<String> SAVED_KEYS = List.of("type", "memlocation", "vsvlocation");

    private DefinitionWriter() {}

    /** {@code pathText} tells how the file of a drive is to be written, for instance as a path of the target host. */
    public static ConfigTree write(
            Optional<ConfigTree> template, DefinitionSource source, Function<VolumePath, String> pathText) {
        var settings = source.settings();
        ConfigTree tree = template.orElseGet(
                () -> Skeleton.of(settings.generation(), settings.firmware().serialNumber()));
        tree = identity(tree, source);
        tree = hardware(tree, settings.memory(), settings.processors());
        tree = firmware(tree, settings.firmware());
        tree = savedState(tree, source);
        tree = snapshots(tree, source);
        tree = HostNode.write(tree, settings.hostData());
        tree = AdapterWriter.write(tree, source.system(), settings.networkAdapters());
        return new DriveWriter(source.system(), settings, pathText).write(tree);
    }

    private static ConfigTree identity(ConfigTree tree, DefinitionSource source) {
        var settings = source.settings();
        String system = source.system().value();
        ConfigTree changed = tree.with("properties/name", settings.name())
                .with("properties/notes", settings.notes())
                .with("properties/subtype", settings.generation() - 1)
                .with("properties/version", ConfigVersion.number(source.version()))
                .with("settings/global/logical_id", system);
        if (source.snapshot().isEmpty()) {
            return withoutForeignParent(changed, source.snapshots())
                    .with("properties/type_id", "Virtual Machines")
                    .with("properties/global_id", system);
        }
        SnapshotPart snapshot = source.snapshot().get();
        return changed.with("properties/type_id", "Snapshots")
                .with("properties/global_id", snapshot.id().value())
                .with(
                        "properties/parent_id",
                        snapshot.parent().map(SnapshotId::value).orElse(""))
                .with("properties/creation_time", ConfigValue.of(FileTime.bytes(snapshot.createdAt())));
    }

    /** A system's own parent is the snapshot that it runs on; one that is not in the tree any more leads nowhere. */
    private static ConfigTree withoutForeignParent(ConfigTree tree, List<SnapshotLink> snapshots) {
        boolean known = tree.string("properties/parent_id")
                .filter(Guid::isGuid)
                .map(SnapshotId::new)
                .filter(parent -> snapshots.stream().anyMatch(link -> link.id().equals(parent)))
                .isPresent();
        return known ? tree : tree.without("properties/parent_id");
    }

    private static ConfigTree hardware(ConfigTree tree, Memory memory, int processors) {
        String bank = "settings/memory/bank/";
        return tree.with(bank + "size", mebibytes(memory.startupBytes()))
                .with(bank + "dynamic_memory_enabled", memory.dynamic())
                .with(bank + "reservation", mebibytes(memory.minimumBytes()))
                .with(bank + "limit", mebibytes(memory.maximumBytes()))
                .with(bank + "target_memory_buffer", memory.bufferPercent())
                .with("settings/processors/count", processors);
    }

    /** Files have whole mebibytes; part of one counts as one. */
    private static long mebibytes(long bytes) {
        return Math.ceilDiv(bytes, DefinitionReader.MIB);
    }

    private static ConfigTree firmware(ConfigTree tree, Firmware firmware) {
        String bios = firmware.biosGuid();
        return tree.with("global_settings/devices/generation_id", digits(firmware.generationId()))
                .editing(Devices.node(Devices.FIRMWARE), node -> bootOrder(node, firmware.bootOrder())
                        .with("bios_guid", Guid.isGuid(bios) ? Devices.braced(Guid.canonical(bios)) : bios)
                        .with("bios_serial_number", firmware.serialNumber())
                        .with("secure_boot_enabled", firmware.secureBoot()));
    }

    private static String digits(String generationId) {
        String bare = generationId.replace("-", "");
        boolean digits = bare.length() == 32 && bare.chars().allMatch(HexFormat::isHexDigit);
        return digits ? bare.toLowerCase(Locale.ROOT) : generationId;
    }

    private static Branch bootOrder(Branch firmware, List<String> order) {
        Branch boot = firmware.branch("boot").orElseGet(() -> Branch.empty("boot"));
        for (int i = 0; boot.child("device" + i).isPresent(); i++) {
            boot = boot.without("device" + i);
        }
        for (int i = 0; i < order.size(); i++) {
            boot = boot.with("device" + i, order.get(i));
        }
        return firmware.withBranch("boot", boot);
    }

    private static ConfigTree savedState(ConfigTree tree, DefinitionSource source) {
        if (source.savedFiles().isPresent()) {
            SavedFiles files = source.savedFiles().get();
            String type = source.snapshot().isPresent() ? "Snapshot" : "Normal";
            return tree.editing("savedstate", saved -> saved.with(
                            "type",
                            saved.string("type").filter(t -> !t.isEmpty()).orElse(type))
                    .with("memlocation", files.memory())
                    .with("vsvlocation", files.state()));
        }
        ConfigTree changed = tree;
        for (String key : SAVED_KEYS) {
            changed = changed.without("savedstate/" + key);
        }
        boolean nothingLeft = changed.branch("savedstate")
                .filter(saved -> !saved.children().isEmpty())
                .isEmpty();
        return nothingLeft ? changed.without("savedstate") : changed;
    }

    private static ConfigTree snapshots(ConfigTree tree, DefinitionSource source) {
        return tree.editing("global_settings/snapshots/list", list -> {
            Branch changed = list;
            for (Branch old : list.branches().toList()) {
                changed = Devices.numberOf(old, "node") >= 0 ? changed.without(old.name()) : changed;
            }
            for (int i = 0; i < source.snapshots().size(); i++) {
                SnapshotLink link = source.snapshots().get(i);
                Branch node = list.branch("node" + i)
                        .filter(old -> old.string("guid")
                                .filter(link.id().value()::equalsIgnoreCase)
                                .isPresent())
                        .orElseGet(() -> Branch.empty("node"));
                changed = changed.withBranch(
                        "node" + i,
                        node.with("guid", link.id().value())
                                .with(
                                        "parent",
                                        link.parent().map(SnapshotId::value).orElse("")));
            }
            return changed.with("size", source.snapshots().size());
        });
    }
}
