package dev.ferry.cim.system;

import dev.ferry.cim.object.Making;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.model.system.Drive;
import dev.ferry.model.system.SystemSettings.Controller;
import dev.ferry.model.volume.VolumePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where disks hang: controllers, on them drives, in those what is in them.
 *
 * @param files how a place on a volume is written for clients of CIM
 */
record StorageRendering(Function<VolumePath, String> files) {
    private static final String DEVICE = "Msvm_ResourceAllocationSettingData";
    private static final int OTHER = 1;
    private static final int IDE_CONTROLLER = 5;
    private static final int SCSI_CONTROLLER = 6;
    private static final int DISKETTE_DRIVE = 14;
    private static final int DVD_DRIVE = 16;
    private static final int DISK_DRIVE = 17;
    private static final int LOGICAL_DISK = 31;
    private static final int READABLE = 1;
    private static final int READ_WRITE = 3;

    static List<Making> devices(Configuration of, Scope scope) {
        List<Making> all = new ArrayList<>();
        for (Controller controller : of.controllers()) {
            all.add(controller(of, controller, scope));
            of.settings().drives().stream()
                    .filter(drive -> of.controllerOf(drive).equals(controller))
                    .forEach(drive -> all.add(drive(of, controller, drive, scope)));
        }
        return all;
    }

    private static Making controller(Configuration of, Controller controller, Scope scope) {
        Making making = scope.make(DEVICE)
                .set(SystemPaths.INSTANCE_ID, InstanceIds.controller(of.owner(), controller))
                .set("Address", String.valueOf(controller.number()));
        return switch (controller.kind()) {
            case IDE ->
                making.set("ElementName", "IDE Controller " + controller.number())
                        .set("ResourceType", IDE_CONTROLLER)
                        .set("ResourceSubType", "Microsoft:Hyper-V:Emulated IDE Controller");
            case SCSI ->
                making.set("ElementName", "SCSI Controller")
                        .set("ResourceType", SCSI_CONTROLLER)
                        .set("ResourceSubType", "Microsoft:Hyper-V:Synthetic SCSI Controller")
                        .texts("VirtualSystemIdentifiers", List.of(SettingsRendering.braced(controller.id())));
            case FLOPPY ->
                making.set("ElementName", "Diskette Controller")
                        .set("ResourceType", OTHER)
                        .set("OtherResourceType", "Microsoft Virtual Diskette Controller");
        };
    }

    private static Making drive(Configuration of, Controller controller, Drive drive, Scope scope) {
        Making making = scope.make(DEVICE)
                .set(SystemPaths.INSTANCE_ID, InstanceIds.drive(of.owner(), controller, drive))
                .set("Parent", device(scope, InstanceIds.controller(of.owner(), controller)))
                .set("AddressOnParent", String.valueOf(drive.address().slot()));
        return switch (drive.kind()) {
            case HARD_DISK ->
                making.set("ElementName", "Hard Drive")
                        .set("ResourceType", DISK_DRIVE)
                        .set("ResourceSubType", "Microsoft:Hyper-V:Synthetic Disk Drive");
            case DVD ->
                making.set("ElementName", "DVD Drive")
                        .set("ResourceType", DVD_DRIVE)
                        .set("ResourceSubType", "Microsoft:Hyper-V:Synthetic DVD Drive");
            case FLOPPY ->
                making.set("ElementName", "Diskette Drive")
                        .set("ResourceType", DISKETTE_DRIVE)
                        .set("ResourceSubType", "Microsoft:Hyper-V:Synthetic Diskette Drive");
        };
    }

    /** An empty drive has none. */
    List<Making> disks(Configuration of, Scope scope) {
        return of.settings().drives().stream()
                .flatMap(drive -> file(of, drive).stream().map(file -> disk(of, drive, file, scope)))
                .toList();
    }

    private Optional<String> file(Configuration of, Drive drive) {
        return drive.file() == null
                ? Optional.ofNullable(of.paths().get(drive.address()))
                : Optional.of(files.apply(drive.file()));
    }

    private static Making disk(Configuration of, Drive drive, String file, Scope scope) {
        Controller controller = of.controllerOf(drive);
        Making making = scope.make("Msvm_StorageAllocationSettingData")
                .set(SystemPaths.INSTANCE_ID, InstanceIds.disk(of.owner(), controller, drive))
                .set("ResourceType", LOGICAL_DISK)
                .set("Parent", device(scope, InstanceIds.drive(of.owner(), controller, drive)))
                // A drive takes one, whatever its own slot is.
                .set("AddressOnParent", "0")
                .texts("HostResource", List.of(file));
        return switch (drive.kind()) {
            case HARD_DISK ->
                making.set("ElementName", "Hard Disk Image")
                        .set("ResourceSubType", "Microsoft:Hyper-V:Virtual Hard Disk")
                        .set("Access", READ_WRITE);
            case DVD -> medium(making, "ISO Disk Image", "Microsoft:Hyper-V:Virtual CD/DVD Disk");
            case FLOPPY -> medium(making, "Floppy Disk Image", "Microsoft:Hyper-V:Virtual Floppy Disk");
        };
    }

    /** The schema's own words are about hard disks. */
    private static Making medium(Making making, String name, String subType) {
        return making.set("Caption", name + " Default Settings")
                .set("Description", "Describes the default settings for the " + name + " resources")
                .set("ElementName", name)
                .set("ResourceSubType", subType)
                .set("Access", READABLE);
    }

    private static String device(Scope scope, String instanceId) {
        ObjectPath path = scope.path(DEVICE, SystemPaths.INSTANCE_ID, instanceId);
        return path.toString();
    }
}
