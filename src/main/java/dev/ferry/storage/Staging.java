package dev.ferry.storage;

import dev.ferry.model.ReturnCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A job's folder on a volume, {@code .ferry/staging/<job>/}: what is not published yet, and the way back. */
public record Staging(Volume volume, String jobId) {
    private static final String ALL = Names.OWN_FOLDER + "/staging";
    private static final String TEMPORARY = Names.OWN_FOLDER + "/tmp";

    /** A late thread of the job can add a file while its folder is removed; no more than a few can be so late. */
    private static final int REMOVALS_MAX = 5;

    public Staging {
        if (jobId.isEmpty() || jobId.contains("/") || !Names.isPlain(jobId)) {
            throw new IllegalArgumentException("'" + jobId + "' cannot name a folder");
        }
    }

    public String folder() {
        return folderOf(jobId);
    }

    static String folderOf(String name) {
        return Names.join(ALL, name);
    }

    /** A path in the folder. */
    public String path(String name) {
        return Names.join(folder(), name);
    }

    /** Where one attempt stages the n-th file. */
    public StagedName file(int number, long epoch) {
        return new StagedName(volume, folder(), number, epoch);
    }

    /** Makes the folder, if it is not there. */
    public void open() throws StorageException {
        volume.makeFolders(folder(), Ownership.STAGED);
    }

    /** What is in the folder; nothing when there is none. */
    public List<Inventory.Found> leftovers(int maxFiles) throws StorageException {
        return volume.stat(folder()).isEmpty()
                ? List.of()
                : Inventory.survey(volume, folder(), Inventory.Rules.lenient(maxFiles));
    }

    /**
     * Removes the folder with all that is in it; nothing happens when there is none. What late threads of the job have brought
     * here from users' folders goes back first.
     */
    public void remove() throws StorageException {
        if (volume.stat(folder()).isPresent()) {
            Landing.closeAll(this);
            removeTree(folder());
        }
        // Also when it was gone before: whoever removed it may have died before this.
        volume.syncFolder(ALL);
    }

    /** Elsewhere than here nothing is ever removed wholesale. */
    private void removeTree(String rel) throws StorageException {
        for (int attempt = 1; attempt <= REMOVALS_MAX; attempt++) {
            Optional<FileFacts> facts = volume.stat(rel);
            if (facts.isEmpty()) {
                return;
            }
            if (facts.get().isFolder()) {
                for (String name : volume.list(rel)) {
                    removeTree(Names.join(rel, name));
                }
            }
            volume.lease().require();
            boolean gone = facts.get().isFolder() ? volume.removeFolderIfEmpty(rel) : volume.remove(rel);
            if (gone) {
                return;
            }
        }
        throw StorageException.passing(
                ReturnCode.IN_USE,
                volume.place(rel) + " is being written to while it is removed.",
                "See what writes in .ferry on that volume.");
    }

    /** The jobs that have something staged on a volume, for a sweep. */
    public static List<String> jobs(Volume volume) throws StorageException {
        return volume.stat(ALL).isEmpty() ? List.of() : volume.list(ALL);
    }

    /** Removes what a crash left half written in Ferry's own folder; answers how many files. */
    public static int sweepTemporary(Volume volume, Instant olderThan) throws StorageException {
        int removed = 0;
        if (volume.stat(TEMPORARY).isEmpty()) {
            return removed;
        }
        for (String name : volume.list(TEMPORARY)) {
            String rel = Names.join(TEMPORARY, name);
            FileFacts facts = volume.stat(rel).orElse(null);
            if (facts != null && facts.isRegular() && isOlder(facts, olderThan) && volume.remove(rel)) {
                removed++;
            }
        }
        return removed;
    }

    static boolean isOlder(FileFacts facts, Instant than) {
        return facts.stamp().modifiedNanos() / 1_000_000_000L < than.getEpochSecond();
    }
}
