package dev.ferry.cim.systemv1;

import dev.ferry.cim.object.Making;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.system.InstanceIds;
import dev.ferry.model.system.Drive;
import dev.ferry.model.system.SystemSettings.Controller;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.model.volume.VolumePath;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Msvm_ResourceAllocationSettingData: controllers, the drives at them, and the disks in the drives. The numbers are those that
 * clients of this namespace ask for: 5 and 6 for controllers, 22, 16 and 14 for drives, 21 for what is in them.
 */
final class StorageV1 {
    private static final int IMAGE = 21;

    /** What one kind of device is called, and its number. The subtype is null where Windows has none. */
    private record Kind(int type, String subType, String name) {}

    private final Function<VolumePath, String> windows;

    StorageV1(Function<VolumePath, String> windows) {
        this.windows = windows;
    }

    List<Making> resources(Realized system, Scope scope) {
        List<Making> all = new ArrayList<>();
        for (Configuration configuration : Configuration.all(system)) {
            configuration.controllers().forEach(controller -> all.add(controller(configuration, controller, scope)));
            for (Drive drive : configuration.settings().drives()) {
                Controller at = configuration.controllerOf(drive);
                all.add(drive(configuration.owner(), at, drive, scope));
                if (drive.file() != null) {
                    all.add(disk(configuration.owner(), at, drive, scope));
                }
            }
        }
        return List.copyOf(all);
    }

    private static Making controller(Configuration configuration, Controller controller, Scope scope) {
        Kind kind =
                switch (controller.kind()) {
                    case IDE ->
                        new Kind(5, "Microsoft Emulated IDE Controller", "IDE Controller " + controller.number());
                    case SCSI -> new Kind(6, "Microsoft Synthetic SCSI Controller", "SCSI Controller");
                    case FLOPPY -> new Kind(1, null, "Diskette Controller");
                };
        Making making = make(kind, InstanceIds.controller(configuration.owner(), controller), scope)
                .set("Address", String.valueOf(controller.number()));
        return controller.id().isEmpty()
                ? making
                : making.texts("VirtualSystemIdentifiers", List.of("{" + controller.id() + "}"));
    }

    private static Making drive(String owner, Controller controller, Drive drive, Scope scope) {
        Kind kind =
                switch (drive.kind()) {
                    case HARD_DISK -> new Kind(22, "Microsoft Synthetic Disk Drive", "Hard Drive");
                    case DVD -> new Kind(16, "Microsoft Synthetic DVD Drive", "DVD Drive");
                    case FLOPPY -> new Kind(14, "Microsoft Synthetic Diskette Drive", "Diskette Drive");
                };
        return make(kind, InstanceIds.drive(owner, controller, drive), scope)
                .set("Address", String.valueOf(drive.address().slot()))
                .set("Parent", path(scope, InstanceIds.controller(owner, controller)));
    }

    private Making disk(String owner, Controller controller, Drive drive, Scope scope) {
        Kind kind =
                switch (drive.kind()) {
                    case HARD_DISK -> new Kind(IMAGE, "Microsoft Virtual Hard Disk", "Hard Disk Image");
                    case DVD -> new Kind(IMAGE, "Microsoft Virtual CD/DVD Disk", "ISO Disk Image");
                    case FLOPPY -> new Kind(IMAGE, "Microsoft Virtual Floppy Disk", "Floppy Disk Image");
                };
        return make(kind, InstanceIds.disk(owner, controller, drive), scope)
                .texts("Connection", List.of(windows.apply(drive.file())))
                .set("Parent", path(scope, InstanceIds.drive(owner, controller, drive)));
    }

    private static Making make(Kind kind, String instanceId, Scope scope) {
        return scope.make(PathsV1.RESOURCE)
                .set("InstanceID", instanceId)
                .set("Caption", kind.name())
                .set("ElementName", kind.name())
                .set("ResourceType", kind.type())
                .set("ResourceSubType", kind.subType());
    }

    private static String path(Scope scope, String instanceId) {
        return PathsV1.device(scope, PathsV1.RESOURCE, instanceId).toString();
    }
}
