package dev.ferry.format.layout;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/** Taking paths apart, and when two names are the same to Windows. */
final class Names {
    private static final Set<String> DISK_EXTENSIONS =
            Set.of("vhdx", "vhd", "avhdx", "avhd", "raw", "img", "qcow2", "iso", "vfd");

    private Names() {}

    /** The last name of a path in either notation: a definition has the paths of the host that wrote it. */
    static String fileName(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    /** The folder of a relative path, "" for none. */
    static String folder(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    /** Windows ignores case, and some tools take names apart into base letters and accents. */
    static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    static boolean same(String name, String other) {
        return folded(name).equals(folded(other));
    }

    static boolean isDisk(String path) {
        String name = fileName(path);
        return DISK_EXTENSIONS.contains(
                name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }
}
