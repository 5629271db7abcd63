package dev.ferry.model.volume;

/**
 * A place on a volume: the volume's name, the node when the volume is local to one (else empty), and the path relative to
 * the volume's root with {@code /} between names ("" is the root). Events hold these, never an absolute path.
 */
public record VolumePath(String volume, String node, String path) {
    public VolumePath {
        node = node == null ? "" : node;
        if (path.startsWith("/") || path.endsWith("/") || path.contains("//")) {
            throw new IllegalArgumentException("not a relative path in its plain form: '" + path + "'");
        }
        for (String name : path.split("/", -1)) {
            if (name.equals("..") || name.equals(".")) {
                throw new IllegalArgumentException("a path on a volume has no '.' or '..': '" + path + "'");
            }
        }
    }

    public VolumePath child(String relative) {
        return new VolumePath(volume, node, path.isEmpty() ? relative : path + "/" + relative);
    }

    /** The folder that this place is in; the root's is the root. */
    public VolumePath parent() {
        int slash = path.lastIndexOf('/');
        return new VolumePath(volume, node, slash < 0 ? "" : path.substring(0, slash));
    }

    public String fileName() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    public boolean isBelow(VolumePath folder) {
        return volume.equals(folder.volume)
                && node.equals(folder.node)
                && (folder.path.isEmpty() ? !path.isEmpty() : path.startsWith(folder.path + "/"));
    }

    /** One word for the volume itself: a shared volume is one in the cluster, a local one is one per node. */
    public String volumeKey() {
        return node.isEmpty() ? volume : volume + "@" + node;
    }

    @Override
    public String toString() {
        return volumeKey() + ":/" + path;
    }
}
