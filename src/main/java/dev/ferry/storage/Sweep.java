package dev.ferry.storage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Takes away what crashes have left in Ferry's own folder of a volume, and what nobody can need any more. Nothing is removed
 * with something in it: what an unfinished removal took goes back to where it was, and a file that a job has staged or put aside
 * stays, whatever became of the job, for it may be a user's.
 */
public record Sweep(Volume volume, Instant olderThan, Predicate<String> isOver) {
    /** How the staging folders are called of removals that no job does, and that none therefore goes on with. */
    public static final String REMOVAL = "removal-";

    /** What was taken away, and what could not be. */
    public record Swept(List<String> folders, int files, List<String> kept) {
        public Swept {
            folders = List.copyOf(folders);
            kept = List.copyOf(kept);
        }
    }

    /** Looks at one volume. {@code isOver} tells of a staging folder's name whether it is that of a job that has ended for certain. */
    public Swept run() throws StorageException {
        List<String> folders = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        for (String name : Staging.jobs(volume)) {
            try {
                if (isRemoved(name)) {
                    folders.add(name);
                }
            } catch (StorageException e) {
                kept.add(name + ": " + e.getMessage());
            }
        }
        return new Swept(folders, Staging.sweepTemporary(volume, olderThan), kept);
    }

    private boolean isRemoved(String name) throws StorageException {
        Optional<FileFacts> facts = Names.isPlain(name) ? volume.stat(Staging.folderOf(name)) : Optional.empty();
        if (facts.isEmpty() || !facts.get().isFolder()) {
            return false;
        }
        Staging staging = new Staging(volume, name);
        boolean removal = name.startsWith(REMOVAL);
        if (!isQuiet(staging, !removal) || !(removal || isOver.test(name))) {
            return false;
        }
        Landing.closeAll(staging);
        for (String note : volume.list(staging.folder())) {
            if (Landing.isOne(note, false)) {
                volume.remove(staging.path(note));
            }
        }
        volume.lease().require();
        return volume.removeFolderIfEmpty(staging.folder());
    }

    /** Whether only landings are in it, and nothing has come or gone for so long; of a job, also nothing is in the landings. */
    private boolean isQuiet(Staging staging, boolean empty) throws StorageException {
        if (!isOld(staging.folder())) {
            return false;
        }
        for (String name : volume.list(staging.folder())) {
            String rel = staging.path(name);
            Optional<FileFacts> facts = volume.stat(rel);
            boolean folder = facts.isPresent() && facts.get().isFolder();
            if (!Landing.isOne(name, folder)
                    || !isOld(rel)
                    || (folder && empty && !volume.list(rel).isEmpty())) {
                return false;
            }
        }
        return true;
    }

    private boolean isOld(String rel) throws StorageException {
        return volume.stat(rel)
                .filter(facts -> Staging.isOlder(facts, olderThan))
                .isPresent();
    }
}
