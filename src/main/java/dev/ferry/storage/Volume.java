package dev.ferry.storage;

import dev.ferry.model.ReturnCode;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.storage.VolumeCheck.Seen;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A named root, and what can be done below it. Paths are relative with {@code /} between names; none is followed through a
 * link or out of the root. The root is opened for each operation and must still be the folder that held the marker: so
 * nothing keeps a file system mounted, and a mount point that has become empty is noticed before a byte goes there.
 */
public final class Volume {
    private static final int MAX_SMALL_FOLDER = 100_000;

    private final VolumeSettings settings;
    private final String clusterId;
    private final Path root;
    private final Posix posix;
    private final AtomicReference<Seen> seen;
    private final WriteLease lease;

    Volume(
            VolumeSettings settings,
            String clusterId,
            Path root,
            Posix posix,
            AtomicReference<Seen> seen,
            WriteLease lease) {
        this.settings = settings;
        this.clusterId = clusterId;
        this.root = root;
        this.posix = posix;
        this.seen = seen;
        this.lease = lease;
    }

    /** Never fails: a volume that cannot be used says so in its status, and {@link #require} looks again. */
    public static Volume open(VolumeSettings settings, String clusterId) {
        return open(settings, clusterId, Posix.linux());
    }

    public static Volume open(VolumeSettings settings, String clusterId, Posix posix) {
        Path root = VolumeCheck.realPath(settings.root());
        Seen seen = new VolumeCheck(settings, clusterId, root, posix).look(true);
        return new Volume(settings, clusterId, root, posix, new AtomicReference<>(seen), WriteLease.READ_ONLY);
    }

    /** The same volume, for changes that a lease covers. Without one, nothing outside Ferry's own folder can be changed. */
    public Volume under(WriteLease covering) {
        return new Volume(settings, clusterId, root, posix, seen, covering);
    }

    /** Makes the folder a volume of this cluster. One that is a volume already stays what it is. */
    public static Volume initialise(VolumeSettings settings, String clusterId) throws StorageException {
        VolumeCheck.makeFolder(settings);
        new VolumeCheck(settings, clusterId, VolumeCheck.realPath(settings.root()), Posix.linux())
                .writeMarkerIfAbsent();
        return open(settings, clusterId);
    }

    public String name() {
        return settings.name();
    }

    public VolumeSettings settings() {
        return settings;
    }

    /** The root, with links in its own path resolved. */
    public Path root() {
        return root;
    }

    public VolumeStatus status() {
        return seen.get().status();
    }

    /** The id in the marker; "" while the volume is offline. */
    public String volumeId() {
        VolumeMarker marker = seen.get().marker();
        return marker == null ? "" : marker.volumeId();
    }

    public VolumePath at(String rel) {
        return new VolumePath(settings.name(), settings.node(), rel);
    }

    /** An identifier that nobody has had before. */
    public UUID randomId() {
        return posix.randomId();
    }

    String place(String rel) {
        return at(Names.isPlain(rel) ? rel : "").volumeKey() + ":/" + rel;
    }

    /** Looks again whether the volume is here; for each step of a job, before it begins. */
    public void require() throws StorageException {
        VolumeStatus before = seen.get().status();
        boolean tryWriting = !(before instanceof VolumeStatus.Online);
        Seen now = new VolumeCheck(settings, clusterId, root, posix).look(tryWriting);
        seen.set(now);
        if (now.status() instanceof VolumeStatus.Offline(String reason)) {
            throw offlineNow(reason);
        }
    }

    /** The same, for a step that writes. */
    public void requireWritable() throws StorageException {
        require();
        if (seen.get().status() instanceof VolumeStatus.ReadOnly(String reason)) {
            throw StorageException.of(
                    ReturnCode.ACCESS_DENIED,
                    "volume " + settings.name() + " is read only: " + reason + ".",
                    "Choose another volume, or make it writable.");
        }
    }

    private StorageException offlineNow(String reason) {
        return StorageException.notAvailable(
                "volume " + settings.name() + " is offline: " + reason + ".",
                "Mount it, or initialise it if it is new.");
    }

    public Room room() throws StorageException {
        return beneath("measure", "", folder -> posix.room(folder.number()));
    }

    private interface Act<T> {
        T run(Descriptor root) throws PosixException, StorageException;
    }

    /** The last thing before a change: nothing may come between it and the system call. */
    private void permit(String rel) throws StorageException {
        boolean own = Names.isOwn(rel) || rel.equals(Names.OWN_FOLDER);
        if (!own || rel.equals(VolumeMarker.PATH)) {
            lease.require();
        }
    }

    WriteLease lease() {
        return lease;
    }

    private <T> T beneath(String doing, String rel, Act<T> act) throws StorageException {
        if (!Names.isPlain(rel)) {
            throw StorageException.invalid(
                    "'" + rel + "' is not a path below volume " + settings.name() + ".",
                    "Give names with / between them, without '.', '..' or empty names.");
        }
        Seen expected = seen.get();
        if (expected.status() instanceof VolumeStatus.Offline(String reason)) {
            throw offlineNow(reason);
        }
        try (Descriptor folder = new Descriptor(posix, posix.openRoot(root.toString()))) {
            if (!posix.facts(folder.number()).isSameFileAs(expected.root())) {
                throw offlineNow(settings.root() + " is no longer the folder that it was");
            }
            return act.run(folder);
        } catch (PosixException e) {
            throw Trouble.explain(e, doing, place(rel), ownerOf(e, rel));
        }
    }

    private String ownerOf(PosixException e, String rel) {
        if (!e.is(PosixException.EACCES) && !e.is(PosixException.EPERM)) {
            return "";
        }
        try {
            Optional<FileFacts> facts = stat(rel);
            return facts.map(f -> "; it belongs to uid " + f.uid() + " with mode " + Integer.toOctalString(f.mode()))
                    .orElse("");
        } catch (StorageException _) {
            return "";
        }
    }

    /** What is at a path; empty when nothing is. A link is told as a link. */
    public Optional<FileFacts> stat(String rel) throws StorageException {
        return beneath("look at", rel, folder -> {
            if (rel.isEmpty()) {
                return Optional.of(posix.facts(folder.number()));
            }
            try (Descriptor parent = Descriptor.parentOf(folder, rel)) {
                return Optional.of(posix.factsAt(parent.number(), Names.last(rel)));
            } catch (PosixException e) {
                if (e.is(PosixException.ENOENT) || e.is(PosixException.ENOTDIR)) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    /** The names in a folder; more than the bound is refused, so that nothing is overlooked. */
    public List<String> list(String rel, int max) throws StorageException {
        List<String> names = beneath("list", rel, folder -> {
            try (Descriptor opened = Descriptor.beneath(folder, rel, Posix.O_DIRECTORY, 0)) {
                return posix.names(opened.number(), max);
            }
        });
        if (names.size() > max) {
            throw StorageException.invalid(
                    place(rel) + " holds more than " + max + " entries.", "Name a folder with fewer.");
        }
        return names.stream().sorted().toList();
    }

    List<String> list(String rel) throws StorageException {
        return list(rel, MAX_SMALL_FOLDER);
    }

    public VolumeFile openRead(String rel) throws StorageException {
        return openRegular(rel, Posix.O_RDONLY);
    }

    public VolumeFile openWrite(String rel) throws StorageException {
        return openRegular(rel, Posix.O_RDWR);
    }

    private VolumeFile openRegular(String rel, int flags) throws StorageException {
        VolumeFile file = beneath("open", rel, folder -> {
            if (flags != Posix.O_RDONLY) {
                permit(rel);
            }
            return opened(folder, rel, flags | Posix.O_NONBLOCK | Posix.O_NOFOLLOW, 0);
        });
        if (file.facts().isRegular()) {
            return file;
        }
        file.close();
        throw StorageException.invalid(place(rel) + " is not a regular file.", "Name a file.");
    }

    private VolumeFile opened(Descriptor folder, String rel, int flags, int mode) throws PosixException {
        return new VolumeFile(Descriptor.beneath(folder, rel, flags, mode), place(rel));
    }

    /** A new file, for reading and writing; a name that is taken is refused. */
    public VolumeFile createNew(String rel, int mode) throws StorageException {
        int flags = Posix.O_RDWR | Posix.O_CREAT | Posix.O_EXCL | Posix.O_NOFOLLOW;
        return beneath("make", rel, folder -> {
            permit(rel);
            return opened(folder, rel, flags, mode);
        });
    }

    /** Makes a folder and those above it that are missing; answers the ones it made, outermost first. */
    public List<String> makeFolders(String rel, Ownership ownership) throws StorageException {
        return beneath("make the folder", rel, folder -> FolderMaker.make(folder, rel, ownership, this::permit));
    }

    /** Renames; a target that exists is refused. */
    public void renameNoReplace(String from, String to) throws StorageException {
        rename(from, to, posix::renameNoReplace);
    }

    /** Renames over what is there. */
    public void replace(String from, String to) throws StorageException {
        rename(from, to, posix::rename);
    }

    private interface Rename {
        void run(int from, String name, int to, String newName) throws PosixException;
    }

    private void rename(String from, String to, Rename how) throws StorageException {
        if (!Names.isPlain(from)) {
            throw new IllegalArgumentException("not a plain path: " + from);
        }
        beneath("rename " + place(from) + " to", to, folder -> {
            try (Descriptor source = Descriptor.parentOf(folder, from);
                    Descriptor target = Descriptor.parentOf(folder, to)) {
                permit(from);
                permit(to);
                how.run(source.number(), Names.last(from), target.number(), Names.last(to));
                return null;
            }
        });
    }

    /** Removes a file or link; answers false when there was none. */
    public boolean remove(String rel) throws StorageException {
        return removal("remove", rel, (parent, name) -> {
            posix.unlink(parent, name);
            return true;
        });
    }

    /** Removes a folder unless something is in it; answers whether it was removed. */
    public boolean removeFolderIfEmpty(String rel) throws StorageException {
        return removal("remove the folder", rel, (parent, name) -> {
            try {
                posix.removeFolder(parent, name);
                return true;
            } catch (PosixException e) {
                if (e.is(PosixException.ENOTEMPTY) || e.is(PosixException.EEXIST)) {
                    return false;
                }
                throw e;
            }
        });
    }

    private interface Removal {
        boolean run(int parent, String name) throws PosixException;
    }

    private boolean removal(String doing, String rel, Removal how) throws StorageException {
        if (rel.isEmpty()) {
            throw new IllegalArgumentException("the root of a volume is not removed");
        }
        return beneath(doing, rel, folder -> {
            try (Descriptor parent = Descriptor.parentOf(folder, rel)) {
                permit(rel);
                return how.run(parent.number(), Names.last(rel));
            } catch (PosixException e) {
                if (e.is(PosixException.ENOENT)) {
                    return false;
                }
                throw e;
            }
        });
    }

    /** Brings the names in a folder to the disk. */
    public void syncFolder(String rel) throws StorageException {
        beneath("bring to the disk", rel, folder -> {
            try (Descriptor opened = Descriptor.beneath(folder, rel, Posix.O_DIRECTORY, 0)) {
                posix.sync(opened.number());
                return null;
            }
        });
    }

    /** A whole small file; one that is larger than the bound is refused. */
    public byte[] readSmall(String rel, int maxBytes) throws StorageException {
        try (VolumeFile file = openRead(rel)) {
            long size = file.facts().sizeBytes();
            if (size > maxBytes) {
                throw StorageException.invalid(
                        place(rel) + " has " + size + " bytes; at most " + maxBytes + " are read.",
                        "Check that it is the right file.");
            }
            ByteBuffer buffer = ByteBuffer.allocateDirect((int) size);
            file.read(buffer, 0);
            byte[] bytes = new byte[buffer.flip().remaining()];
            buffer.get(bytes);
            return bytes;
        }
    }

    /** Replaces a file's contents at once: after a crash there is the old or the new, never a part. */
    public void writeDurably(String rel, byte[] bytes, int mode) throws StorageException {
        String temporary = writeTemporary(bytes, mode);
        try {
            replace(temporary, rel);
        } catch (StorageException e) {
            remove(temporary);
            throw e;
        }
        syncFolder(Names.parent(rel));
    }

    /** Written aside in Ferry's own folder, so that a crash leaves nothing among the user's files. */
    String writeTemporary(byte[] bytes, int mode) throws StorageException {
        String temporary = Names.OWN_FOLDER + "/tmp/" + posix.randomId();
        try (VolumeFile file = createNew(temporary, 0600)) {
            file.write(ByteBuffer.allocateDirect(bytes.length).put(bytes).flip(), 0);
            file.own(new Ownership(mode, 0, -1, -1));
            file.sync();
        } catch (StorageException e) {
            remove(temporary);
            throw e;
        }
        return temporary;
    }

    /** The path as it is really written on the disk; see {@link NameSearch}. Empty when there is none. */
    public Optional<String> realName(String rel) throws StorageException {
        return new NameSearch(this).existing(rel);
    }

    /** The same for a target: what exists of it as it is really written, the rest as given. */
    public String targetName(String rel) throws StorageException {
        return new NameSearch(this).target(rel);
    }

    @Override
    public String toString() {
        return settings.name() + " at " + settings.root();
    }
}
