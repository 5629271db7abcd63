package dev.ferry.storage;

import dev.ferry.model.ReturnCode;
import dev.ferry.model.transfer.FileStamp;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The file that one attempt writes, locked from open to close: whoever can take the lock has proved that the writer before
 * is gone. A new attempt gives the file that it adopts its own name, so that an older one cannot find it any more.
 */
final class StagedFile implements AutoCloseable {
    private final StagedName name;
    private final VolumeFile file;
    private final CopyLog log;
    private final CopyLog.Progress progress;
    private final long staleEnd;

    private StagedFile(StagedName name, VolumeFile file, CopyLog log, CopyLog.Progress progress)
            throws StorageException {
        this.name = name;
        this.file = file;
        this.log = log;
        this.progress = progress;
        this.staleEnd = endOfData(progress.done() * ChunkTree.CHUNK_BYTES);
    }

    /** Takes over what an earlier attempt left of this source, or begins a new file. */
    static StagedFile take(StagedName name, FileStamp source) throws StorageException {
        OptionalLong newest = name.newestEpoch();
        if (newest.isPresent() && newest.getAsLong() > name.epoch()) {
            throw StorageException.inUse(
                    "attempt " + name.epoch() + " was replaced by attempt " + newest.getAsLong() + ".", "");
        }
        if (newest.isPresent()) {
            Optional<StagedFile> adopted = adopt(name, newest.getAsLong(), source);
            if (adopted.isPresent()) {
                return adopted.get();
            }
        }
        return create(name, source);
    }

    private static Optional<StagedFile> adopt(StagedName name, long epoch, FileStamp source) throws StorageException {
        String path = name.pathOf(epoch);
        VolumeFile file = name.volume().openWrite(path);
        boolean kept = false;
        try {
            FileFacts facts = locked(file, name.volume(), path);
            if (epoch != name.epoch()) {
                name.volume().renameNoReplace(path, name.path());
                name.volume().syncFolder(name.folder());
            }
            Optional<CopyLog> log = CopyLog.open(name, facts.stamp().inode(), source);
            if (log.isPresent() && facts.sizeBytes() == source.sizeBytes()) {
                kept = true;
                return Optional.of(
                        new StagedFile(name, file, log.get(), log.get().read()));
            }
            discard(name);
            return Optional.empty();
        } finally {
            if (!kept) {
                file.close();
            }
        }
    }

    private static FileFacts locked(VolumeFile file, Volume volume, String path) throws StorageException {
        FileFacts facts = file.facts();
        boolean same =
                file.tryLock() && volume.stat(path).filter(facts::isSameFileAs).isPresent();
        if (!same) {
            throw StorageException.passing(
                    ReturnCode.IN_USE,
                    "an earlier attempt still has " + file.place() + " open for writing.",
                    "It ends by itself; the job goes on then.");
        }
        return facts;
    }

    private static StagedFile create(StagedName name, FileStamp source) throws StorageException {
        VolumeFile file = name.volume().createNew(name.path(), 0600);
        boolean kept = false;
        try {
            FileFacts facts = locked(file, name.volume(), name.path());
            file.truncate(source.sizeBytes());
            file.sync();
            CopyLog log = CopyLog.create(name, facts.stamp().inode(), source);
            log.append(0, List.of());
            name.volume().syncFolder(name.folder());
            kept = true;
            return new StagedFile(name, file, log, new CopyLog.Progress(0, List.of()));
        } finally {
            if (!kept) {
                file.close();
            }
        }
    }

    private static void discard(StagedName name) throws StorageException {
        name.volume().remove(name.path());
        name.volume().remove(name.logPath());
        name.volume().syncFolder(name.folder());
    }

    /** Makes sure that nobody ever goes on from this file. */
    void discard() throws StorageException {
        discard(name);
    }

    VolumeFile file() {
        return file;
    }

    CopyLog log() {
        return log;
    }

    CopyLog.Progress progress() {
        return progress;
    }

    private long endOfData(long from) throws StorageException {
        long end = from;
        for (long at = file.nextData(from); at >= 0; at = file.nextData(end)) {
            end = file.nextHole(at);
        }
        return end;
    }

    /** Where an earlier attempt may have left something after what is durable; -1 when nothing is there from here on. */
    long nextStale(long from) throws StorageException {
        return from < staleEnd ? file.nextData(from) : -1;
    }

    @Override
    public void close() throws StorageException {
        try (log) {
            file.close();
        }
    }
}
