package dev.ferry.model.system;

import dev.ferry.model.system.DriveAddress.ControllerKind;
import dev.ferry.model.system.SystemSettings.Controller;

/** One change of what a system is made of, as a caller words it: the path of a file is still text. */
public sealed interface HardwareChange {
    record SetMemory(Memory memory) implements HardwareChange {}

    record SetProcessors(int count) implements HardwareChange {}

    record AddController(Controller controller) implements HardwareChange {}

    record RemoveController(ControllerKind kind, int number) implements HardwareChange {}

    /** It is empty until something is inserted. */
    record AddDrive(DriveAddress address, DriveKind kind) implements HardwareChange {}

    /** What is in it goes with it. */
    record RemoveDrive(DriveAddress address) implements HardwareChange {}

    /** In the place of what is in the drive; "" only takes that out. */
    record Insert(DriveAddress address, String path) implements HardwareChange {}

    record AddAdapter(NetworkAdapter adapter) implements HardwareChange {}

    /** The adapter with the same id becomes this one. */
    record ModifyAdapter(NetworkAdapter adapter) implements HardwareChange {}

    record RemoveAdapter(String adapter) implements HardwareChange {}
}
