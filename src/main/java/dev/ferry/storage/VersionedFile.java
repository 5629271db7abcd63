package dev.ferry.storage;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Replaces a file by versions, so that an older writer can never come last, on whichever node and however late it wakes. In
 * {@code .ferry/definitions}, {@code <key>.<version>} says that a version is being or was written, and
 * {@code <key>.<version>.<id>} is what is written.
 *
 * <p>A writer says its version first; then it removes all that older ones have there, so that their renames fail; then it
 * looks whether a newer one has said its own. A newer writer either sees what this one is about to rename, and removes it, or
 * comes after it.
 */
public final class VersionedFile {
    private static final String FOLDER = Names.OWN_FOLDER + "/definitions";

    /** A writer that still has its lease is never so slow; by the volume's own clock. */
    private static final long LATE_NANOS = Duration.ofMinutes(10).toNanos();

    private final Volume volume;
    private final String key;

    /** {@code key} is a plain name, of one file only. */
    public VersionedFile(Volume volume, String key) {
        this.volume = volume;
        this.key = key;
    }

    /** Answers false when a newer version was or is being written: then this one must not be. */
    public boolean write(String target, byte[] bytes, long version, int mode) throws StorageException {
        volume.makeFolders(FOLDER, Ownership.STAGED);
        say(version);
        String mine = prefix() + version + "." + volume.randomId();
        long now;
        try (VolumeFile file = volume.createNew(mine, 0600)) {
            file.write(ByteBuffer.allocateDirect(bytes.length).put(bytes).flip(), 0);
            file.own(new Ownership(mode, 0, -1, -1));
            file.sync();
            now = file.stamp().modifiedNanos();
        }
        removeOlder(version);
        if (newest(now) > version) {
            volume.remove(mine);
            return false;
        }
        volume.replace(mine, target);
        volume.syncFolder(Names.parent(target));
        return true;
    }

    private void say(long version) throws StorageException {
        String mark = prefix() + version;
        if (volume.stat(mark).isEmpty()) {
            volume.replace(volume.writeTemporary(new byte[0], 0600), mark);
            volume.syncFolder(FOLDER);
        }
    }

    private void removeOlder(long version) throws StorageException {
        for (String name : names()) {
            if (versionOf(name).filter(other -> other < version).isPresent()) {
                volume.remove(Names.join(FOLDER, name));
            }
        }
    }

    /** Only of late: after an older database was restored, versions begin again below what was written. */
    private long newest(long now) throws StorageException {
        long newest = -1;
        for (String name : names()) {
            Optional<FileFacts> facts = volume.stat(Names.join(FOLDER, name));
            if (facts.isPresent() && now - facts.get().stamp().modifiedNanos() < LATE_NANOS) {
                newest = Math.max(newest, versionOf(name).orElse(-1L));
            }
        }
        return newest;
    }

    /** The file is to go for good: nothing that was prepared for it can be renamed to it any more. */
    public void forget() throws StorageException {
        removeOlder(Long.MAX_VALUE);
    }

    private List<String> names() throws StorageException {
        return volume.stat(FOLDER).isEmpty()
                ? List.of()
                : volume.list(FOLDER).stream()
                        .filter(name -> name.startsWith(key + "."))
                        .toList();
    }

    private Optional<Long> versionOf(String name) {
        String version = name.substring(key.length() + 1).split("\\.", 2)[0];
        return version.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(version)) : Optional.empty();
    }

    private String prefix() {
        return FOLDER + "/" + key + ".";
    }
}
