package dev.ferry.testkit;

import dev.ferry.model.transfer.FileStamp;
import dev.ferry.model.transfer.SourceFile;
import dev.ferry.model.volume.VolumePath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Files and folders in memory, each with the one who made it. Every change counts, and the disk can die before the n-th. */
public final class FakeDisk {
    /** The owner of all that was there before any job. */
    public static final String USER = "user";

    public record File(String owner, String text, FileStamp stamp) {}

    /** The process that was writing is gone. */
    public static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1;

        Died() {
            super("the process died half way");
        }
    }

    private final Map<VolumePath, File> files = new TreeMap<>(Comparator.comparing(VolumePath::toString));
    private final Map<VolumePath, String> folders = new TreeMap<>(Comparator.comparing(VolumePath::toString));
    private long changes;
    private long dyingAt = Long.MAX_VALUE;

    /** A file of the user's; its stamp is made from its place, so that every look at it is the same. */
    public SourceFile put(VolumePath path, String text) {
        makeFolders(path.parent(), USER);
        FileStamp stamp = new FileStamp(path.hashCode(), text.length(), 1, 1);
        files.put(path, new File(USER, text, stamp));
        return new SourceFile(path, stamp, text.length());
    }

    public void dieBefore(long change) {
        dyingAt = change;
    }

    public void revive() {
        dyingAt = Long.MAX_VALUE;
    }

    public long changes() {
        return changes;
    }

    public Map<VolumePath, File> files() {
        return files;
    }

    public Map<VolumePath, String> folders() {
        return folders;
    }

    public boolean exists(VolumePath path) {
        return files.containsKey(path) || folders.containsKey(path);
    }

    void write(VolumePath path, String owner, String text) {
        change();
        files.put(path, new File(owner, text, new FileStamp(0, text.length(), 0, 0)));
    }

    void makeFolders(VolumePath folder, String owner) {
        if (!folder.path().isEmpty() && !folders.containsKey(folder)) {
            makeFolders(folder.parent(), owner);
            change();
            folders.put(folder, owner);
        }
    }

    void moveFile(VolumePath from, VolumePath to) {
        change();
        files.put(to, files.remove(from));
    }

    /** One rename, whatever is below. */
    void moveTree(VolumePath from, VolumePath to) {
        change();
        for (VolumePath path : below(files, from)) {
            files.put(moved(path, from, to), files.remove(path));
        }
        for (VolumePath path : below(folders, from)) {
            folders.put(moved(path, from, to), folders.remove(path));
        }
    }

    void deleteFile(VolumePath path) {
        if (files.containsKey(path)) {
            change();
            files.remove(path);
        }
    }

    void deleteTree(VolumePath folder) {
        below(files, folder).forEach(this::deleteFile);
        for (VolumePath path : below(folders, folder).reversed()) {
            change();
            folders.remove(path);
        }
    }

    /** Also its parents, as long as they are the owner's and empty; any owner's when {@code owner} is null. */
    void deleteEmptyFolder(VolumePath folder, String owner) {
        boolean isOwn = folders.containsKey(folder)
                && (owner == null || folders.get(folder).equals(owner));
        if (isOwn && below(files, folder).isEmpty() && below(folders, folder).size() == 1) {
            change();
            folders.remove(folder);
            if (owner != null) {
                deleteEmptyFolder(folder.parent(), owner);
            }
        }
    }

    private void change() {
        changes++;
        if (changes >= dyingAt) {
            throw new Died();
        }
    }

    private static VolumePath moved(VolumePath path, VolumePath from, VolumePath to) {
        return path.equals(from)
                ? to
                : to.child(path.path().substring(from.path().length() + 1));
    }

    private static List<VolumePath> below(Map<VolumePath, ?> places, VolumePath top) {
        return new ArrayList<>(places.keySet().stream()
                .filter(path -> path.equals(top) || path.isBelow(top))
                .toList());
    }
}
