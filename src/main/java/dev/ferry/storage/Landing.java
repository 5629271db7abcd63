package dev.ferry.storage;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where one try at a step brings what it takes away from users' folders: {@code landing.<epoch>/<n>} in the job's staging
 * folder, beside {@code landing.<epoch>.from}, which says where the n-th came from.
 *
 * <p>Nothing of a user's is unlinked or renamed by its own name: it is brought here first, looked at, and goes on from here. A
 * later try closes the landings of all earlier ones before it begins: what is in them goes back to where it was, and the folder
 * is removed. So a thread that slept through its own end, even between a last check and its system call, finds no folder to
 * bring anything to.
 */
public final class Landing {
    private static final String PREFIX = "landing.";
    private static final String ORIGINS = ".from";
    private static final int MAX_ORIGIN_BYTES = 16 << 20;
    private static final JsonMapper JSON = new JsonMapper();

    private final Staging staging;
    private final Volume volume;
    private final String folder;
    private final List<String> origins;

    private Landing(Staging staging, String folder, List<String> origins) {
        this.staging = staging;
        this.volume = staging.volume();
        this.folder = folder;
        this.origins = List.copyOf(origins);
    }

    /** Closes what earlier tries of the job have open, and opens one for what is at these places. */
    public static Landing open(Staging staging, long epoch, List<String> origins) throws StorageException {
        closeBefore(staging, epoch);
        Landing landing = new Landing(staging, staging.path(PREFIX + epoch), origins);
        landing.volume.writeDurably(landing.folder + ORIGINS, bytes(origins), 0600);
        landing.volume.makeFolders(landing.folder, Ownership.STAGED);
        return landing;
    }

    /** What earlier tries of the job have open is closed; none of them can take anything any more. */
    public static void closeBefore(Staging staging, long epoch) throws StorageException {
        for (String name : staging.volume().list(staging.folder())) {
            long other = epochOf(name);
            if (other >= 0 && other < epoch) {
                String folder = staging.path(name);
                new Landing(staging, folder, originsOf(staging.volume(), folder + ORIGINS)).close();
            }
        }
    }

    static void closeAll(Staging staging) throws StorageException {
        closeBefore(staging, Long.MAX_VALUE);
    }

    /** Whether a name in a staging folder is that of a landing, or of the list beside one. */
    static boolean isOne(String name, boolean folder) {
        String landing = folder || !name.endsWith(ORIGINS) ? name : name.substring(0, name.length() - ORIGINS.length());
        return epochOf(landing) >= 0 && (folder || !landing.equals(name));
    }

    private static long epochOf(String name) {
        String rest = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : "";
        return rest.matches("[0-9]{1,18}") ? Long.parseLong(rest) : -1;
    }

    /** Takes what is at the n-th place; answers what it really was that came. */
    public Optional<FileFacts> take(int n) throws StorageException {
        if (volume.stat(origins.get(n)).isEmpty()) {
            return Optional.empty();
        }
        // Nothing else has this name, so it need not be a rename that refuses to replace: not every file system has
        // one.
        volume.replace(origins.get(n), path(n));
        return volume.stat(path(n));
    }

    /** Takes what is at the n-th place and unlinks it, if it is this very file; anything else goes back. */
    public boolean remove(int n, FileFacts expected) throws StorageException {
        Optional<FileFacts> taken = take(n);
        if (taken.isEmpty()) {
            return false;
        }
        boolean same = !taken.get().isFolder()
                && taken.get().isSameFileAs(expected)
                && taken.get().stamp().sizeBytes() == expected.stamp().sizeBytes();
        if (same) {
            volume.remove(path(n));
        } else {
            putBack(n);
        }
        return same;
    }

    /** What was taken from the n-th place goes on to another. */
    public void pass(int n, String to) throws StorageException {
        volume.renameNoReplace(path(n), to);
    }

    private void putBack(int n) throws StorageException {
        if (n >= origins.size()) {
            throw lost(path(n), "it is not known where it came from");
        }
        if (volume.stat(origins.get(n)).isPresent()) {
            throw lost(path(n), volume.place(origins.get(n)) + ", where it came from, is occupied");
        }
        volume.renameNoReplace(path(n), origins.get(n));
        volume.syncFolder(Names.parent(origins.get(n)));
    }

    private StorageException lost(String path, String why) {
        return StorageException.inUse(
                volume.place(path) + " was moved aside and cannot be put back: " + why + ".",
                "Move one of them away by hand.");
    }

    /** All that is still here goes back, and nothing can come here any more. */
    public void close() throws StorageException {
        while (volume.stat(folder).isPresent()) {
            for (String name : volume.list(folder)) {
                putBack(Integer.parseInt(name));
            }
            volume.lease().require();
            volume.removeFolderIfEmpty(folder);
        }
        volume.remove(folder + ORIGINS);
        volume.syncFolder(staging.folder());
    }

    private String path(int n) {
        return Names.join(folder, Integer.toString(n));
    }

    private static byte[] bytes(List<String> origins) {
        try {
            return JSON.writeValueAsBytes(origins);
        } catch (IOException e) {
            throw new IllegalStateException("a list of names can always be written", e);
        }
    }

    private static List<String> originsOf(Volume volume, String path) throws StorageException {
        if (volume.stat(path).isEmpty()) {
            return List.of();
        }
        try {
            return Arrays.asList(JSON.readValue(volume.readSmall(path, MAX_ORIGIN_BYTES), String[].class));
        } catch (IOException e) {
            throw StorageException.failed(volume.place(path) + " cannot be read: " + e.getMessage() + ".", "")
                    .causedBy(e);
        }
    }
}
