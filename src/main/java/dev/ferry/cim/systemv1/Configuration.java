package dev.ferry.cim.systemv1;

import dev.ferry.model.Guid;
import dev.ferry.model.system.Drive;
import dev.ferry.model.system.DriveAddress;
import dev.ferry.model.system.Snapshot;
import dev.ferry.model.system.SystemSettings;
import dev.ferry.model.system.SystemSettings.Controller;
import dev.ferry.model.system.VirtualSystem.Realized;
import java.util.ArrayList;
import java.util.List;

/**
 * What a system is configured as now, or was when a snapshot was taken. The owner is the GUID by which the settings and all devices
 * below them are known. {@code snapshot} is null for the current settings.
 */
record Configuration(Realized system, String owner, SystemSettings settings, Snapshot snapshot) {

    static Configuration current(Realized system) {
        return new Configuration(system, system.id().value(), system.settings(), null);
    }

    static Configuration of(Realized system, Snapshot snapshot) {
        return new Configuration(system, snapshot.id().value(), snapshot.settings(), snapshot);
    }

    /** The current one first. */
    static List<Configuration> all(Realized system) {
        List<Configuration> all = new ArrayList<>();
        all.add(current(system));
        system.snapshots().forEach(snapshot -> all.add(of(system, snapshot)));
        return List.copyOf(all);
    }

    boolean isSnapshot() {
        return snapshot != null;
    }

    /** Those that the settings name, and those that only a drive tells of: a drive always has something to hang at. */
    List<Controller> controllers() {
        List<Controller> all = new ArrayList<>(settings.controllers());
        for (Drive drive : settings.drives()) {
            if (all.stream().noneMatch(controller -> holds(controller, drive))) {
                all.add(implied(drive.address()));
            }
        }
        return List.copyOf(all);
    }

    Controller controllerOf(Drive drive) {
        return controllers().stream()
                .filter(controller -> holds(controller, drive))
                .findFirst()
                .orElseThrow();
    }

    private Controller implied(DriveAddress address) {
        String id =
                switch (address.controller()) {
                    case IDE, FLOPPY -> "";
                    case SCSI -> Guid.derived(owner + "scsi" + address.number());
                };
        return new Controller(address.controller(), address.number(), id);
    }

    private static boolean holds(Controller controller, Drive drive) {
        return controller.kind() == drive.address().controller()
                && controller.number() == drive.address().number();
    }
}
