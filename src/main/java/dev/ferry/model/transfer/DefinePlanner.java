package dev.ferry.model.transfer;

import dev.ferry.model.Guid;
import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SystemId;
import dev.ferry.model.system.Drive;
import dev.ferry.model.system.DriveAddress;
import dev.ferry.model.system.DriveAddress.ControllerKind;
import dev.ferry.model.system.DriveKind;
import dev.ferry.model.system.Firmware;
import dev.ferry.model.system.Memory;
import dev.ferry.model.system.NetworkAdapter;
import dev.ferry.model.system.Placement;
import dev.ferry.model.system.SystemRules;
import dev.ferry.model.system.SystemSettings;
import dev.ferry.model.system.SystemSettings.Controller;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.volume.VolumePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Decides what a newly defined system consists of. Disks hang on SCSI for generation 2 and on IDE first for generation 1. */
public final class DefinePlanner {
    private static final String DISKS = "Virtual Hard Disks";
    private static final int DISKS_MAX = 64;

    private DefinePlanner() {}

    public static Outcome<Assignment.Define> assign(
            DefineWish wish, DefineInventory inventory, ImportPlanner.Context context) {
        if (!inventory.problems().isEmpty()) {
            return Outcome.refused(inventory.problems().getFirst());
        }
        Optional<Refusal> tooMany = tooManyDisks(wish);
        if (tooMany.isPresent()) {
            return Outcome.refused(tooMany.get());
        }
        for (String network : wish.networks()) {
            if (!context.networks().contains(network)) {
                return Outcome.refused(new Refusal(
                        ReturnCode.INVALID_PARAMETER,
                        "there is no network '" + network + "' here",
                        "name one of " + context.networks()));
            }
        }
        for (DefineWish.NewDiskWish disk : wish.newDisks()) {
            if (!isFileName(disk.name())) {
                return Outcome.refused(new Refusal(
                        ReturnCode.INVALID_PARAMETER,
                        "'" + disk.name() + "' is no name for a new disk",
                        "use the name of a file, without a folder"));
            }
        }
        VolumePath home = inventory.home().folder();
        List<Item> items = new ArrayList<>();
        SystemSettings settings = settings(wish, context.id(), drives(wish, inventory, home, items));
        Optional<Refusal> bad = SystemRules.checkSettings(settings);
        if (bad.isPresent()) {
            return Outcome.refused(bad.get());
        }
        VolumePath definition = home.child("Virtual Machines/" + context.id() + ".xml");
        items.add(new Item.Definition(definition, null, context.id(), null, settings, false, List.of()));
        List<SourceFile> watched =
                inventory.disks().stream().map(DefineInventory.FoundDisk::file).toList();
        return Outcome.ok(new Assignment.Define(
                new Delivery(home, null, items, watched),
                new NewSystem(settings, SystemState.OFF, new Placement(context.node(), definition), List.of())));
    }

    static Optional<Refusal> tooManyDisks(DefineWish wish) {
        int disks = wish.disks().size() + wish.newDisks().size();
        return disks <= DISKS_MAX
                ? Optional.empty()
                : Optional.of(new Refusal(
                        ReturnCode.INVALID_PARAMETER,
                        disks + " disks are more than one controller takes",
                        "use at most " + DISKS_MAX));
    }

    private static boolean isFileName(String name) {
        return !name.isBlank() && !name.startsWith(".") && name.chars().noneMatch(c -> c == '/' || c == '\\');
    }

    private static List<Drive> drives(DefineWish wish, DefineInventory inventory, VolumePath home, List<Item> items) {
        List<Drive> drives = new ArrayList<>();
        for (DefineInventory.FoundDisk disk : inventory.disks()) {
            VolumePath file = disk.file().path();
            drives.add(new Drive(address(wish, drives.size()), kind(file.fileName()), file, disk.sizeBytes()));
        }
        DistinctNames names = new DistinctNames();
        for (DefineWish.NewDiskWish disk : wish.newDisks()) {
            String name = disk.name().toLowerCase(Locale.ROOT).endsWith(".vhdx") ? disk.name() : disk.name() + ".vhdx";
            VolumePath file = home.child(DISKS + "/" + names.take(name));
            items.add(new Item.NewDisk(file, disk.sizeBytes()));
            drives.add(new Drive(address(wish, drives.size()), DriveKind.HARD_DISK, file, disk.sizeBytes()));
        }
        return drives;
    }

    static DriveKind kind(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".iso") ? DriveKind.DVD : DriveKind.HARD_DISK;
    }

    static DriveAddress address(DefineWish wish, int index) {
        return wish.generation() == 1 && index < 4
                ? new DriveAddress(ControllerKind.IDE, index / 2, index % 2)
                : new DriveAddress(ControllerKind.SCSI, 0, wish.generation() == 1 ? index - 4 : index);
    }

    static SystemSettings settings(DefineWish wish, SystemId id, List<Drive> drives) {
        List<Controller> controllers = new ArrayList<>();
        if (wish.generation() == 1) {
            controllers.add(new Controller(ControllerKind.IDE, 0, ""));
            controllers.add(new Controller(ControllerKind.IDE, 1, ""));
        }
        controllers.add(new Controller(ControllerKind.SCSI, 0, Guid.derived(id + "scsi0")));
        List<NetworkAdapter> adapters = IntStream.range(0, wish.networks().size())
                .mapToObj(i -> new NetworkAdapter(
                        Guid.derived(id + "nic" + i),
                        "Network Adapter",
                        "00155D" + Guid.derived(id + "mac" + i).substring(0, 6),
                        false,
                        wish.networks().get(i)))
                .toList();
        Firmware firmware = new Firmware(
                Guid.derived(id + "bios"),
                id.value(),
                Guid.derived(id + "generation").replace("-", ""),
                wish.generation() == 2,
                List.of("Optical", "HardDrive", "Network", "Floppy"));
        return new SystemSettings(
                wish.name().strip(),
                wish.generation(),
                Memory.fixed(wish.memoryBytes()),
                wish.processors(),
                firmware,
                controllers,
                drives,
                adapters,
                wish.notes());
    }
}
