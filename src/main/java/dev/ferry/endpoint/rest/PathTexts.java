package dev.ferry.endpoint.rest;

import dev.ferry.model.volume.VolumePath;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a place on a volume is written for a client of REST: as a POSIX path. */
@FunctionalInterface
public interface PathTexts {
    /** What {@link VolumePath#toString} writes: volume, node if local, path. */
    Pattern PLACE = Pattern.compile("([^:@/]+)(?:@([^:/]+))?:/(.*)", Pattern.DOTALL);

    String posix(VolumePath place);

    /** The same, and null for none. */
    default String orNull(VolumePath place) {
        return place == null ? null : posix(place);
    }

    /** A job keeps its target as text; what is no place is told as it is. */
    default String ofTarget(String target) {
        Matcher place = PLACE.matcher(target);
        if (!place.matches()) {
            return target;
        }
        try {
            return posix(new VolumePath(place.group(1), place.group(2), place.group(3)));
        } catch (IllegalArgumentException _) {
            return target;
        }
    }
}
