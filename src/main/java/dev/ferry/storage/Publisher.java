package dev.ferry.storage;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ferry.model.transfer.FileStamp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Brings verified files from staging to their places, and back. Both can be done again from any point: what is a job's own
 * is told by inode and size, never by name.
 */
public final class Publisher {
    private static final int MAX_RECORD_BYTES = 16 << 20;
    private static final String RECORD = "folders.";
    private static final JsonMapper JSON = new JsonMapper();

    private final Volume volume;
    private final Staging staging;
    private final Ownership ownership;
    private final long epoch;

    /** A file that was verified, from where it is staged to where it belongs. */
    public record Move(String stagedPath, String targetPath, FileStamp verified) {}

    /** What an undo removed, and what of the plan it left, as not the job's own or not empty. */
    public record Undone(List<String> removed, List<String> left) {
        public Undone {
            removed = List.copyOf(removed);
            left = List.copyOf(left);
        }
    }

    /** {@code epoch} is the try that does it. */
    public Publisher(Staging staging, Ownership ownership, long epoch) {
        this.volume = staging.volume();
        this.staging = staging;
        this.ownership = ownership;
        this.epoch = epoch;
    }

    /**
     * Gives a staged file mode and owner, and brings it to the disk. Before it is verified: this changes its stamp. For
     * files that {@link SparseCopy} and {@link ManifestFile} wrote it has been done.
     */
    public FileStamp prepare(String stagedPath) throws StorageException {
        try (VolumeFile file = volume.openWrite(stagedPath)) {
            file.own(ownership);
            file.sync();
            return file.stamp();
        }
    }

    /** Renames all to their places, none over anything; the manifest, if any, when all else is on the disk. */
    public void publish(List<Move> moves, Optional<Move> manifest) throws StorageException {
        List<Move> all = new ArrayList<>(moves);
        manifest.ifPresent(all::add);
        for (Move move : all) {
            requireReady(move);
        }
        makeFolders(all);
        for (Move move : moves) {
            rename(move);
        }
        syncParents(moves);
        if (manifest.isPresent()) {
            rename(manifest.get());
            syncParents(List.of(manifest.get()));
        }
    }

    private void requireReady(Move move) throws StorageException {
        Optional<FileFacts> staged = volume.stat(move.stagedPath());
        Optional<FileFacts> target = volume.stat(move.targetPath());
        boolean there = target.isPresent() && isOwn(target.get(), move);
        if (there) {
            return;
        }
        if (target.isPresent()) {
            throw occupied(move);
        }
        if (staged.isEmpty()) {
            throw StorageException.failed(
                    volume.place(move.targetPath()) + " cannot be published: its staged copy is gone.",
                    "Start the job again.");
        }
        if (!staged.get().stamp().equals(move.verified())) {
            throw StorageException.failed(
                    volume.place(move.stagedPath()) + " was written to since it was verified.",
                    "Start the job again; see what else writes on this volume.");
        }
    }

    private StorageException occupied(Move move) {
        return StorageException.invalid(
                volume.place(move.targetPath()) + " is occupied; nothing is overwritten.",
                "Choose another place, or remove what is there.");
    }

    private static boolean isOwn(FileFacts facts, Move move) {
        FileStamp stamp = facts.stamp();
        return facts.isRegular()
                && stamp.inode() == move.verified().inode()
                && stamp.sizeBytes() == move.verified().sizeBytes();
    }

    private void rename(Move move) throws StorageException {
        Optional<FileFacts> target = volume.stat(move.targetPath());
        if (target.isPresent()) {
            if (!isOwn(target.get(), move)) {
                throw occupied(move);
            }
            // Where a rename is a link and an unlink, a crash between the two leaves both names.
            Optional<FileFacts> staged = volume.stat(move.stagedPath());
            if (staged.isPresent() && isOwn(staged.get(), move)) {
                volume.remove(move.stagedPath());
            }
            return;
        }
        volume.renameNoReplace(move.stagedPath(), move.targetPath());
        FileStamp now = volume.stat(move.targetPath()).map(FileFacts::stamp).orElse(new FileStamp(0, 0, 0, 0));
        boolean untouched = now.inode() == move.verified().inode()
                && now.sizeBytes() == move.verified().sizeBytes()
                && now.modifiedNanos() == move.verified().modifiedNanos();
        if (!untouched) {
            throw StorageException.failed(
                    volume.place(move.targetPath()) + " was written to while it was published.",
                    "Start the job again; see what else writes on this volume.");
        }
    }

    private void syncParents(List<Move> moves) throws StorageException {
        Set<String> parents = new TreeSet<>();
        for (Move move : moves) {
            parents.add(Names.parent(move.targetPath()));
            parents.add(Names.parent(move.stagedPath()));
        }
        for (String parent : parents) {
            if (volume.stat(parent).isPresent()) {
                volume.syncFolder(parent);
            }
        }
    }

    /** Folders are recorded before they are made: a crash in between must not leave one that nobody owns up to. */
    private void makeFolders(List<Move> moves) throws StorageException {
        Set<String> own = new LinkedHashSet<>(recordedFolders());
        int before = own.size();
        for (Move move : moves) {
            for (String folder = Names.parent(move.targetPath());
                    !folder.isEmpty() && volume.stat(folder).isEmpty();
                    folder = Names.parent(folder)) {
                own.add(folder);
            }
        }
        if (own.size() > before) {
            volume.writeDurably(staging.path(RECORD + epoch + ".json"), bytes(own), 0600);
        }
        for (Move move : moves) {
            volume.makeFolders(Names.parent(move.targetPath()), ownership);
        }
    }

    private static byte[] bytes(Set<String> folders) {
        try {
            return JSON.writeValueAsBytes(folders);
        } catch (IOException e) {
            throw new IllegalStateException("a list of names can always be written", e);
        }
    }

    /** What any try has recorded: each has a record of its own. */
    private Set<String> recordedFolders() throws StorageException {
        Set<String> folders = new LinkedHashSet<>();
        for (String record : records()) {
            try {
                byte[] bytes = volume.readSmall(record, MAX_RECORD_BYTES);
                folders.addAll(Arrays.asList(JSON.readValue(bytes, String[].class)));
            } catch (IOException e) {
                throw StorageException.failed(volume.place(record) + " cannot be read: " + e.getMessage() + ".", "")
                        .causedBy(e);
            }
        }
        return folders;
    }

    private List<String> records() throws StorageException {
        return volume.stat(staging.folder()).isEmpty()
                ? List.of()
                : volume.list(staging.folder()).stream()
                        .filter(name -> name.startsWith(RECORD) && name.endsWith("json"))
                        .map(staging::path)
                        .toList();
    }

    /** Whether an earlier try has begun to make folders. */
    public boolean hasBegun() throws StorageException {
        return !records().isEmpty();
    }

    /** Takes back what was published: only files that are the job's own, and folders that it made and that are empty. */
    public Undone undo(List<Move> moves, Optional<Move> manifest) throws StorageException {
        List<Move> all = new ArrayList<>(moves);
        // What makes the whole look complete goes first.
        manifest.ifPresent(move -> all.addFirst(move));
        // A thread that is late to publish must find nothing to publish any more.
        for (Move move : all) {
            volume.remove(move.stagedPath());
        }
        List<String> removed = new ArrayList<>();
        List<String> left = new ArrayList<>();
        Landing landing =
                Landing.open(staging, epoch, all.stream().map(Move::targetPath).toList());
        for (int i = 0; i < all.size(); i++) {
            Optional<FileFacts> target = volume.stat(all.get(i).targetPath());
            if (target.isPresent()) {
                boolean gone = isOwn(target.get(), all.get(i)) && landing.remove(i, target.get());
                (gone ? removed : left).add(all.get(i).targetPath());
            }
        }
        landing.close();
        syncParents(all);
        removeFolders(removed, left);
        return new Undone(removed, left);
    }

    private void removeFolders(List<String> removed, List<String> left) throws StorageException {
        List<String> deepestFirst = new ArrayList<>(recordedFolders());
        deepestFirst.sort((a, b) -> Integer.compare(b.length(), a.length()));
        for (String folder : deepestFirst) {
            if (volume.stat(folder).isPresent()) {
                volume.removeFolderIfEmpty(folder);
                boolean gone = volume.stat(folder).isEmpty();
                (gone ? removed : left).add(folder);
                if (gone) {
                    volume.syncFolder(Names.parent(folder));
                }
            }
        }
    }
}
