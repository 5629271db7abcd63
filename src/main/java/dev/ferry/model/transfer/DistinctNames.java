package dev.ferry.model.transfer;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Gives each file of a folder a name of its own: disks of different folders may bear the same one. */
final class DistinctNames {
    private final Set<String> taken = new HashSet<>();

    /** The name itself, or the first of {@code NAME (2).EXT}, {@code NAME (3).EXT}, ... that is free. Case does not tell names apart. */
    String take(String name) {
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        String extension = dot > 0 ? name.substring(dot) : "";
        String free = name;
        for (int n = 2; !taken.add(free.toLowerCase(Locale.ROOT)); n++) {
            free = stem + " (" + n + ")" + extension;
        }
        return free;
    }
}
