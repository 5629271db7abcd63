package dev.ferry.cim.system;

import dev.ferry.model.Guid;
import dev.ferry.model.system.Drive;
import dev.ferry.model.system.NetworkAdapter;
import dev.ferry.model.system.SystemSettings.Controller;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The texts by which settings and devices are known: {@code Microsoft:OWNER}, and below it {@code Microsoft:OWNER\DEVICE...}, where the
 * owner is the GUID of a system or of a snapshot. Devices that every system has one of are known by the GUIDs of their kind.
 */
public final class InstanceIds {
    private static final String MEMORY = "4764334D-E001-4176-82EE-5594EC9B530E";
    private static final String PROCESSOR = "B637F346-6A0E-4DEC-AF52-BD70CB80A21D";
    private static final String IDE = "83F8638B-8DCA-4152-9EDA-2CA8B33039B4";
    private static final String FLOPPY = "8F0D2762-0B00-4E04-AF4F-19010527CB93";
    private static final Pattern GUID =
            Pattern.compile("[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}");

    private InstanceIds() {}

    public static String settings(String owner) {
        return "Microsoft:" + owner;
    }

    public static String memory(String owner) {
        return settings(owner) + "\\" + MEMORY;
    }

    public static String processor(String owner) {
        return settings(owner) + "\\" + PROCESSOR + "\\0";
    }

    /** IDE and floppy controllers have no GUID of their own. */
    public static String controller(String owner, Controller controller) {
        return switch (controller.kind()) {
            case IDE -> settings(owner) + "\\" + IDE + "\\" + controller.number();
            case FLOPPY -> settings(owner) + "\\" + FLOPPY + "\\" + controller.number();
            case SCSI -> settings(owner) + "\\" + controller.id() + "\\0";
        };
    }

    /** The drive: what a disk is put into. */
    public static String drive(String owner, Controller controller, Drive drive) {
        return controller(owner, controller) + "\\" + drive.address().slot() + "\\D";
    }

    /** What is in the drive: the virtual disk. */
    public static String disk(String owner, Controller controller, Drive drive) {
        return controller(owner, controller) + "\\" + drive.address().slot() + "\\L";
    }

    public static String adapter(String owner, NetworkAdapter adapter) {
        return settings(owner) + "\\" + adapter.id();
    }

    /** What an adapter is connected to. */
    public static String connection(String owner, NetworkAdapter adapter) {
        return adapter(owner, adapter) + "\\C";
    }

    /** The first GUID in a text, in the one form in which ids are kept. */
    public static Optional<String> firstGuid(String text) {
        Matcher matcher = GUID.matcher(text);
        return matcher.find() ? Optional.of(Guid.canonical(matcher.group())) : Optional.empty();
    }
}
