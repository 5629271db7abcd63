package dev.ferry.format.disk;

import java.util.Locale;
import java.util.Optional;

/** The formats of disk files. The first three have a signature; the last two are only known by their extension. */
public enum DiskFormat {
    VHDX,
    VHD,
    QCOW2,
    RAW,
    ISO;

    /** What the name promises; empty when its extension promises nothing. */
    public static Optional<DiskFormat> promisedBy(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "vhdx", "avhdx" -> Optional.of(VHDX);
            case "vhd", "avhd" -> Optional.of(VHD);
            case "qcow2" -> Optional.of(QCOW2);
            case "iso" -> Optional.of(ISO);
            case "raw", "img", "vfd" -> Optional.of(RAW);
            default -> Optional.empty();
        };
    }
}
