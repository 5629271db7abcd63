package dev.ferry.cim.management;

import dev.ferry.model.system.DriveAddress;
import dev.ferry.model.system.DriveKind;
import dev.ferry.model.system.NetworkAdapter;
import dev.ferry.model.system.SystemSettings.Controller;

/** What one instance of resource settings stands for. */
sealed interface Part {
    record Memory() implements Part {}

    record Processors() implements Part {}

    record Hub(Controller controller) implements Part {}

    record Bay(DriveAddress address, DriveKind kind, boolean isFilled) implements Part {}

    /** What is in a drive. */
    record Medium(DriveAddress address) implements Part {}

    record Adapter(NetworkAdapter adapter) implements Part {}

    record Connection(NetworkAdapter adapter) implements Part {}

    default ResourceKind resource() {
        return switch (this) {
            case Memory _ -> ResourceKind.MEMORY;
            case Processors _ -> ResourceKind.PROCESSOR;
            case Hub _ -> ResourceKind.CONTROLLER;
            case Bay bay ->
                switch (bay.kind()) {
                    case HARD_DISK -> ResourceKind.DISK_DRIVE;
                    case DVD -> ResourceKind.DVD_DRIVE;
                    case FLOPPY -> ResourceKind.DISKETTE_DRIVE;
                };
            case Medium _ -> ResourceKind.MEDIUM;
            case Adapter _ -> ResourceKind.ADAPTER;
            case Connection _ -> ResourceKind.CONNECTION;
        };
    }
}
