package dev.ferry.storage;

import java.nio.file.Path;
import java.util.List;

/** A volume as it is configured: node is "" when it is shared; aliases are other names of the root, the first is shown. */
public record VolumeSettings(String name, String node, boolean shared, Path root, List<String> aliases) {
    public VolumeSettings {
        node = shared || node == null ? "" : node;
        root = root.toAbsolutePath().normalize();
        aliases = List.copyOf(aliases);
    }
}
