package dev.ferry.format.definition;

import dev.ferry.format.config.Branch;
import dev.ferry.format.config.ConfigTree;
import dev.ferry.model.Guid;
import dev.ferry.model.SystemId;
import dev.ferry.model.system.Drive;
import dev.ferry.model.system.DriveAddress;
import dev.ferry.model.system.DriveAddress.ControllerKind;
import dev.ferry.model.system.SystemSettings;
import dev.ferry.model.system.SystemSettings.Controller;
import dev.ferry.model.volume.VolumePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Writes controllers and drives: those that stay are edited, those that are gone are removed, new ones added. */
record DriveWriter(SystemId system, SystemSettings settings, Function<VolumePath, String> pathText) {
    private static final String SCSI_NAME = "Synthetic SCSI Controller";

    ConfigTree write(ConfigTree tree) {
        ConfigTree changed = fixed(tree, ControllerKind.IDE, Devices.IDE, 1280);
        return scsi(fixed(changed, ControllerKind.FLOPPY, Devices.FLOPPY, 256));
    }

    /** The devices whose instance is their class. A generation 1 system has their node even without a controller in it. */
    private ConfigTree fixed(ConfigTree tree, ControllerKind kind, String instance, long deviceVersion) {
        String name = Devices.node(instance);
        if (highestNumber(kind) < 0 && settings.generation() != 1) {
            DeviceManifest manifest = DeviceManifest.of(tree);
            return manifest.instancesOf(instance).isEmpty()
                    ? tree.without(name)
                    : manifest.withInstances(instance, "", List.of()).writeTo(tree.without(name));
        }
        Branch node = tree.branch(name).orElseGet(() -> Branch.empty(name).with("VDEVVersion", deviceVersion));
        for (int number = 0; number < kind.controllers(); number++) {
            String controller = "controller" + number;
            node = isThere(kind, number)
                    ? node.withBranch(controller, fixedController(node, kind, number))
                    : node.without(controller);
        }
        Branch done = node;
        return tree.editing(name, _ -> done);
    }

    private Branch fixedController(Branch node, ControllerKind kind, int number) {
        String name = "controller" + number;
        Branch controller = node.branch(name).orElseGet(() -> Branch.empty(name));
        for (int slot = 0; slot < kind.slots(); slot++) {
            String drive = "drive" + slot;
            controller = controller.withBranch(
                    drive,
                    driveAt(kind, number, slot)
                            .map(d -> edited(node.branch(name + "/" + drive), d))
                            .orElseGet(() -> noDrive(drive)));
        }
        return controller;
    }

    private ConfigTree scsi(ConfigTree tree) {
        List<String> wanted = new ArrayList<>();
        for (int number = 0; number <= highestNumber(ControllerKind.SCSI); number++) {
            wanted.add(scsiInstance(number));
        }
        DeviceManifest manifest = DeviceManifest.of(tree);
        ConfigTree changed = tree;
        for (String instance : DriveReader.scsiInstances(tree)) {
            changed = wanted.contains(instance) ? changed : changed.without(Devices.node(instance));
        }
        for (int number = 0; number < wanted.size(); number++) {
            String name = Devices.node(wanted.get(number));
            Branch node = changed.branch(name).orElseGet(() -> newScsi(name));
            int at = number;
            changed = changed.editing(name, _ -> scsiController(node, at));
        }
        return manifest.withInstances(Devices.SCSI, SCSI_NAME, wanted).writeTo(changed);
    }

    private Branch scsiController(Branch node, int number) {
        Branch old = node.branch("controller0").orElseGet(() -> Branch.empty("controller0"));
        Branch controller = old;
        for (Branch drive : old.branches().toList()) {
            controller = Devices.numberOf(drive, "drive") >= 0 ? controller.without(drive.name()) : controller;
        }
        for (Drive drive : settings.drives()) {
            DriveAddress address = drive.address();
            if (address.controller() == ControllerKind.SCSI && address.number() == number) {
                String name = "drive" + address.slot();
                controller = controller.withBranch(name, edited(old.branch(name), drive));
            }
        }
        return controller.children().isEmpty()
                ? node.without("controller0")
                : node.withBranch("controller0", controller);
    }

    private Branch newScsi(String name) {
        return Branch.empty(name)
                .with("ChannelInstanceGuid", Devices.braced(Guid.derived(system + name + "channel")))
                .with("VDEVVersion", 256);
    }

    /** A drive of the same type keeps its other values (limits of I/O, pool); one of another type is a new drive. */
    private Branch edited(Optional<Branch> old, Drive drive) {
        String type = Devices.typeOf(drive.kind());
        String path = drive.file() == null ? "" : pathText.apply(drive.file());
        return old.filter(branch ->
                        branch.string("type").filter(type::equalsIgnoreCase).isPresent())
                .orElseGet(() -> newDrive(drive))
                .with("pathname", path)
                .with("type", type);
    }

    private static Branch newDrive(Drive drive) {
        Branch empty = Branch.empty("drive");
        return switch (drive.kind()) {
            case HARD_DISK ->
                empty.with("iops_limit", 0)
                        .with("iops_reservation", 0)
                        .with("persistent_reservations_supported", false)
                        .with("weight", 100);
            case DVD, FLOPPY -> empty;
        };
    }

    private static Branch noDrive(String name) {
        return Branch.empty(name).with("pathname", "").with("type", "NONE");
    }

    private Optional<Drive> driveAt(ControllerKind kind, int number, int slot) {
        DriveAddress address = new DriveAddress(kind, number, slot);
        return settings.drives().stream()
                .filter(drive -> drive.address().equals(address))
                .findFirst();
    }

    private boolean isThere(ControllerKind kind, int number) {
        return numbers(kind).anyMatch(n -> n == number);
    }

    private int highestNumber(ControllerKind kind) {
        return numbers(kind).max().orElse(-1);
    }

    private IntStream numbers(ControllerKind kind) {
        Stream<Integer> own = settings.controllers().stream()
                .filter(controller -> controller.kind() == kind)
                .map(Controller::number);
        Stream<Integer> ofDrives = settings.drives().stream()
                .map(Drive::address)
                .filter(address -> address.controller() == kind)
                .map(DriveAddress::number);
        return Stream.concat(own, ofDrives).mapToInt(Integer::intValue);
    }

    /** A file numbers SCSI controllers by their order alone: a number that is left out gets a controller, not a shift. */
    private String scsiInstance(int number) {
        return settings.controllers().stream()
                .filter(controller -> controller.kind() == ControllerKind.SCSI && controller.number() == number)
                .findFirst()
                .map(controller -> Guid.canonical(controller.id()))
                .orElseGet(() -> Guid.derived(system + "/scsi/" + number));
    }
}
