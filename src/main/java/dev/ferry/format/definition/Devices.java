package dev.ferry.format.definition;

import dev.ferry.format.config.Branch;
import dev.ferry.model.system.DriveKind;
import java.util.Locale;
import java.util.Optional;

/** The device classes of Hyper-V that carry settings of ours, and how their nodes and drives are named. */
final class Devices {
    static final String IDE = "83F8638B-8DCA-4152-9EDA-2CA8B33039B4";
    static final String SCSI = "D422512D-2BF2-4752-809D-7B82B5FCB1B4";
    static final String FLOPPY = "8F0D2762-0B00-4E04-AF4F-19010527CB93";
    static final String ADAPTER = "2FC216B0-D2E2-4967-9B6D-B8A5C9CA2778";
    static final String FIRMWARE = "AC6B8DC1-3257-4A70-B1B2-A9C9215659AD";

    private Devices() {}

    /** The name of the node that holds a device's values. */
    static String node(String instance) {
        return "_" + instance.toLowerCase(Locale.ROOT) + "_";
    }

    /** A GUID as most values have it. */
    static String braced(String guid) {
        return "{" + guid + "}";
    }

    static String typeOf(DriveKind kind) {
        return switch (kind) {
            case HARD_DISK -> "VHD";
            case DVD -> "ISO";
            case FLOPPY -> "VFD";
        };
    }

    static Optional<DriveKind> kindOf(String type) {
        return switch (type.toUpperCase(Locale.ROOT)) {
            case "VHD" -> Optional.of(DriveKind.HARD_DISK);
            case "ISO" -> Optional.of(DriveKind.DVD);
            case "VFD" -> Optional.of(DriveKind.FLOPPY);
            default -> Optional.empty();
        };
    }

    /** The number at the end of {@code drive0} or {@code controller1}, or -1 when this is another name. */
    static int numberOf(Branch branch, String prefix) {
        String name = branch.name();
        String digits = name.startsWith(prefix) ? name.substring(prefix.length()) : "";
        boolean plain =
                !digits.isEmpty() && digits.length() <= 4 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return plain ? Integer.parseInt(digits) : -1;
    }
}
