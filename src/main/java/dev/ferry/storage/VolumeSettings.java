package dev.ferry.storage;

import java.nio.file.Path;
import java.util.List;

/**
 * A volume as it is configured: node is "" when it is shared; {@code locksReachAll} when a file lock that one node holds is
 * seen by all that have the volume; aliases are other names of the root, the first is shown.
 */
public record VolumeSettings(
        String name, String node, boolean shared, boolean locksReachAll, Path root, List<String> aliases) {
    public VolumeSettings {
        node = shared || node == null ? "" : node;
        root = root.toAbsolutePath().normalize();
        aliases = List.copyOf(aliases);
    }
}
