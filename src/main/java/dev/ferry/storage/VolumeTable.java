package dev.ferry.storage;

import dev.ferry.model.volume.VolumePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The volumes of this node, and the way from a path that somebody wrote to a place on one of them and back. Text only:
 * nothing on a disk is looked at here; {@link Volume#realName} finds the exact names.
 */
public final class VolumeTable {
    private final List<Volume> volumes;
    private final List<Root> roots;

    /** One way to write a volume's root. */
    private record Root(Volume volume, PathText text) {}

    public VolumeTable(List<Volume> volumes) {
        this.volumes = List.copyOf(volumes);
        List<Root> all = new ArrayList<>();
        for (Volume volume : volumes) {
            all.add(new Root(volume, parsed(volume.settings().root().toString())));
            all.add(new Root(volume, parsed(volume.root().toString())));
            volume.settings().aliases().forEach(alias -> all.add(new Root(volume, parsed(alias))));
        }
        this.roots = List.copyOf(all);
    }

    private static PathText parsed(String configured) {
        try {
            PathText text = PathText.parse(configured);
            if (!text.isRelative()) {
                return text;
            }
        } catch (PathText.Unacceptable e) {
            throw new IllegalArgumentException("'" + configured + "' cannot name a volume: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("'" + configured + "' cannot name a volume: it is relative");
    }

    public List<Volume> volumes() {
        return volumes;
    }

    /** The volume that a place is on, when this node has it. */
    public Optional<Volume> volumeOf(VolumePath place) {
        return volumes.stream()
                .filter(volume -> volume.name().equals(place.volume())
                        && volume.settings().node().equals(place.node()))
                .findFirst();
    }

    /** The same, where its absence means that the node that has it must be asked. */
    public Volume require(VolumePath place) throws StorageException {
        Optional<Volume> found = volumeOf(place);
        if (found.isEmpty()) {
            throw StorageException.notAvailable(
                    "this node has no volume " + place.volumeKey() + ".", "Volumes here: " + listed() + ".");
        }
        return found.get();
    }

    /** The place that a fully qualified path means. */
    public VolumePath resolve(String text) throws StorageException {
        return resolve(text, false);
    }

    /** The place that a path means; a relative one, where allowed, is relative to the first volume. */
    public VolumePath resolve(String text, boolean relativeAllowed) throws StorageException {
        PathText path;
        try {
            path = PathText.parse(text);
        } catch (PathText.Unacceptable e) {
            throw refused(text, e.getMessage());
        }
        if (path.isRelative()) {
            if (!relativeAllowed || volumes.isEmpty()) {
                throw refused(text, "it is not fully qualified");
            }
            return place(text, volumes.getFirst(), path.names());
        }
        Root root = rootOf(path).orElse(null);
        if (root == null) {
            throw refused(
                    text,
                    path.isUnc()
                            ? "no volume has an alias on host " + path.head().substring(2)
                            : "it is outside every volume");
        }
        int prefix = root.text().names().size();
        return place(
                text, root.volume(), path.names().subList(prefix, path.names().size()));
    }

    /** The longest root wins: a volume may be mounted inside another. */
    private Optional<Root> rootOf(PathText path) {
        Root best = null;
        for (Root root : roots) {
            boolean longer = best == null
                    || root.text().names().size() > best.text().names().size();
            if (longer && root.text().isPrefixOf(path)) {
                best = root;
            }
        }
        return Optional.ofNullable(best);
    }

    private VolumePath place(String text, Volume volume, List<String> names) throws StorageException {
        for (String name : names) {
            if (name.indexOf(':') >= 0) {
                throw refused(text, "'" + name + "' names an alternate stream, or has a colon");
            }
            if (FileNames.isReserved(name)) {
                throw refused(text, "'" + name + "' is the name of a device on Windows");
            }
        }
        if (!names.isEmpty() && names.getFirst().toLowerCase(Locale.ROOT).equals(Names.OWN_FOLDER)) {
            throw refused(text, "the folder " + Names.OWN_FOLDER + " is Ferry's own");
        }
        return volume.at(String.join("/", names));
    }

    private StorageException refused(String text, String rule) {
        String shown = text.replaceAll("\\p{Cntrl}", "?");
        return StorageException.invalid(
                "the path '" + shown + "' is not accepted: " + rule + ".",
                "Give a full path on a volume. Volumes here: " + listed() + ".");
    }

    private String listed() {
        return volumes.stream()
                .map(volume -> volume.name() + " at " + volume.settings().root()
                        + firstWindowsAlias(volume)
                                .map(alias -> " (" + alias + ")")
                                .orElse(""))
                .collect(Collectors.joining(", "));
    }

    /** A place as the command line and REST show it; a volume that is not of this node is told by its key. */
    public String posixText(VolumePath place) {
        Optional<Volume> volume = volumeOf(place);
        if (volume.isEmpty()) {
            return place.toString();
        }
        String root = volume.get().settings().root().toString();
        return place.path().isEmpty() ? root : (root.equals("/") ? "" : root) + "/" + place.path();
    }

    /** A place as the CIM doors show it: below the volume's first Windows alias; without one, as POSIX does. */
    public String windowsText(VolumePath place) {
        Optional<String> alias = volumeOf(place).flatMap(VolumeTable::firstWindowsAlias);
        if (alias.isEmpty()) {
            return posixText(place);
        }
        String root = alias.get().replace('/', '\\');
        String bare = root.endsWith("\\") ? root.substring(0, root.length() - 1) : root;
        return place.path().isEmpty() ? root : bare + "\\" + place.path().replace('/', '\\');
    }

    private static Optional<String> firstWindowsAlias(Volume volume) {
        return volume.settings().aliases().stream()
                .filter(alias -> !parsed(alias).isPosix())
                .findFirst();
    }
}
