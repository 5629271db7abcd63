package dev.ferry.format.definition;

import dev.ferry.format.FormatException;
import dev.ferry.format.config.Branch;
import dev.ferry.format.config.ConfigTree;
import dev.ferry.model.Guid;
import dev.ferry.model.system.DriveAddress;
import dev.ferry.model.system.DriveAddress.ControllerKind;
import dev.ferry.model.system.DriveKind;
import dev.ferry.model.system.SystemSettings.Controller;
import dev.ferry.model.transfer.ImportedDefinition.ImportedDrive;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The controllers and drives of a configuration. */
record DriveReader(String label, ConfigTree tree, List<Controller> controllers, List<ImportedDrive> drives) {

    static DriveReader read(String label, ConfigTree tree) throws FormatException {
        DriveReader reader = new DriveReader(label, tree, new ArrayList<>(), new ArrayList<>());
        // The IDE and floppy nodes exist even where the device list, as on 2012 R2, does not have them.
        reader.fixedControllers(ControllerKind.IDE, Devices.IDE);
        reader.fixedControllers(ControllerKind.FLOPPY, Devices.FLOPPY);
        int number = 0;
        for (String instance : scsiInstances(tree)) {
            reader.scsiController(number++, instance);
        }
        reader.controllers.sort(Comparator.comparing(Controller::kind).thenComparing(Controller::number));
        reader.drives.sort(Comparator.comparing(ImportedDrive::address));
        return reader;
    }

    /** First the ones of the device list in its order, then the ones that only their shape gives away. */
    static Set<String> scsiInstances(ConfigTree tree) {
        Set<String> instances = new LinkedHashSet<>(DeviceManifest.of(tree).instancesOf(Devices.SCSI));
        tree.root()
                .branches()
                .filter(node -> node.string("ChannelInstanceGuid").isPresent()
                        && node.branch("controller0").isPresent())
                .flatMap(node -> instanceOf(node).stream())
                .forEach(instances::add);
        return instances;
    }

    private static Optional<String> instanceOf(Branch node) {
        String name = node.name();
        boolean wrapped = name.length() == 38 && name.startsWith("_") && name.endsWith("_");
        return wrapped && Guid.isGuid(name.substring(1, 37))
                ? Optional.of(Guid.canonical(name.substring(1, 37)))
                : Optional.empty();
    }

    private void fixedControllers(ControllerKind kind, String instance) throws FormatException {
        for (Branch controller : controllersOf(instance)) {
            int number = Devices.numberOf(controller, "controller");
            // These have no GUID of their own: their class's is everybody's.
            controllers.add(new Controller(kind, number, ""));
            drivesOf(kind, number, instance, controller);
        }
    }

    private void scsiController(int number, String instance) throws FormatException {
        if (number >= ControllerKind.SCSI.controllers()) {
            throw FormatException.broken(
                    label, "there are more than " + ControllerKind.SCSI.controllers() + " SCSI controllers");
        }
        controllers.add(new Controller(ControllerKind.SCSI, number, instance));
        for (Branch controller : controllersOf(instance)) {
            drivesOf(ControllerKind.SCSI, number, instance, controller);
        }
    }

    private List<Branch> controllersOf(String instance) {
        return tree.branch(Devices.node(instance)).stream()
                .flatMap(Branch::branches)
                .filter(branch -> Devices.numberOf(branch, "controller") >= 0)
                .toList();
    }

    private void drivesOf(ControllerKind kind, int number, String instance, Branch controller) throws FormatException {
        Values place = new Values(label, Devices.node(instance) + "/" + controller.name(), controller);
        for (Branch drive : controller.branches().toList()) {
            int slot = Devices.numberOf(drive, "drive");
            if (slot >= 0) {
                Values values = place.below(drive);
                Optional<DriveKind> found = kindOf(values);
                if (found.isPresent()) {
                    drives.add(new ImportedDrive(
                            address(values, kind, number, slot), found.get(), values.string("pathname", "")));
                }
            }
        }
    }

    private static DriveAddress address(Values drive, ControllerKind kind, int number, int slot)
            throws FormatException {
        try {
            return new DriveAddress(kind, number, slot);
        } catch (IllegalArgumentException e) {
            throw drive.broken("'" + drive.place() + "' can't be: " + e.getMessage());
        }
    }

    /** Empty when there is no drive; a type that Ferry does not carry, as a disk of the host, is never dropped quietly. */
    private static Optional<DriveKind> kindOf(Values drive) throws FormatException {
        String type = drive.string("type", "");
        if (type.isEmpty()) {
            return kindByName(drive.string("pathname", ""));
        }
        if (type.equalsIgnoreCase("NONE")) {
            return Optional.empty();
        }
        Optional<DriveKind> kind = Devices.kindOf(type);
        if (kind.isEmpty()) {
            throw FormatException.notSupported(
                    drive.label(),
                    "the drive '" + drive.place() + "' is of type '" + type
                            + "', and only VHD, ISO and VFD are carried",
                    "Remove the drive from the system at its host, or put a virtual disk in its place, and export again.");
        }
        return kind;
    }

    private static Optional<DriveKind> kindByName(String path) {
        String name = path.toLowerCase(Locale.ROOT);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                name.endsWith(".iso") ? DriveKind.DVD : name.endsWith(".vfd") ? DriveKind.FLOPPY : DriveKind.HARD_DISK);
    }
}
