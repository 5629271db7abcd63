package dev.ferry.storage;

import dev.ferry.model.transfer.FileStamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The file that one attempt writes, locked from open to close: whoever can take the lock has proved that the writer before
 * is gone, and goes on in its file. Where that can't be proved, what is on the disk for certain is brought into a new file, and
 * the old writer is left alone with its own.
 */
final class StagedFile implements AutoCloseable {
    private final StagedName name;
    private final VolumeFile file;
    private final CopyLog log;
    private final CopyLog.Progress progress;
    private final long salvaged;
    private final long staleEnd;

    private StagedFile(StagedName name, VolumeFile file, CopyLog log, CopyLog.Progress progress, long salvaged)
            throws StorageException {
        this.name = name;
        this.file = file;
        this.log = log;
        this.progress = progress;
        this.salvaged = salvaged;
        this.staleEnd = endOfData(progress.done() * ChunkTree.CHUNK_BYTES);
    }

    /** Takes over what an earlier attempt left of this source, or begins a new file. */
    static StagedFile take(StagedName name, FileStamp source) throws StorageException {
        OptionalLong newest = name.newestEpoch();
        if (newest.isPresent() && newest.getAsLong() > name.epoch()) {
            throw StorageException.inUse(
                    "attempt " + name.epoch() + " was replaced by attempt " + newest.getAsLong() + ".", "");
        }
        List<String> leftovers = name.leftovers();
        for (String path : leftovers) {
            Optional<String> log = usableLog(name, path, source);
            if (log.isPresent()) {
                Optional<StagedFile> adopted = adopt(name, path, log.get());
                return adopted.isPresent() ? adopted.get() : anew(name, Optional.of(path), source, leftovers);
            }
        }
        return anew(name, Optional.empty(), source, leftovers);
    }

    /** The log of what is at a path; empty when nothing there is known to be of use. */
    private static Optional<String> usableLog(StagedName name, String path, FileStamp source) throws StorageException {
        FileFacts facts = name.volume().stat(path).orElse(null);
        return facts != null && facts.sizeBytes() == source.sizeBytes()
                ? CopyLog.find(name, facts.stamp().inode(), source)
                : Optional.empty();
    }

    /** Goes on in the file itself; empty when its writer may still be there, or has lost a part of it. */
    private static Optional<StagedFile> adopt(StagedName name, String path, String logPath) throws StorageException {
        if (StagedName.isVoid(path) || !name.volume().settings().locksReachAll()) {
            return Optional.empty();
        }
        VolumeFile file = name.volume().openWrite(path);
        boolean kept = false;
        try {
            if (!isFree(file, name.volume(), path)) {
                return Optional.empty();
            }
            if (!logPath.equals(name.logPath())) {
                name.volume().replace(logPath, name.logPath());
            }
            if (!path.equals(name.path())) {
                name.volume().renameNoReplace(path, name.path());
            }
            name.volume().syncFolder(name.folder());
            CopyLog log = CopyLog.open(name);
            kept = true;
            return Optional.of(new StagedFile(name, file, log, log.read(), 0));
        } finally {
            if (!kept) {
                file.close();
            }
        }
    }

    /** The lock can be taken, and the file is still the one with that name: its writer is gone. */
    private static boolean isFree(VolumeFile file, Volume volume, String path) throws StorageException {
        return file.tryLock()
                && volume.stat(path).filter(file.facts()::isSameFileAs).isPresent();
    }

    /** A new file, with what of an old one is on the disk for certain; what attempts have left before loses its names. */
    private static StagedFile anew(StagedName name, Optional<String> old, FileStamp source, List<String> leftovers)
            throws StorageException {
        List<String> gone = new ArrayList<>(leftovers);
        Optional<String> from = old;
        if (gone.remove(name.path())) {
            // This very attempt was here before: the new file must have its name.
            name.volume().replace(name.path(), name.voidPath());
            gone.add(name.voidPath());
            from = old.map(path -> path.equals(name.path()) ? name.voidPath() : path);
        }
        StagedFile fresh;
        try {
            fresh = create(name, source, from.isEmpty() ? Optional.empty() : Salvage.of(name, from.get(), source));
        } catch (StorageException e) {
            name.volume().remove(name.logPath());
            name.volume().remove(name.path());
            throw e;
        }
        // Logs go before what they tell of: numbers of inodes are used again, and a log must not be taken for
        // another's.
        for (String log : name.logs()) {
            if (!log.equals(name.logPath())) {
                name.volume().remove(log);
            }
        }
        for (String path : gone) {
            name.volume().remove(path);
        }
        return fresh;
    }

    private static StagedFile create(StagedName name, FileStamp source, Optional<Salvage> salvage)
            throws StorageException {
        VolumeFile file = name.volume().createNew(name.path(), 0600);
        boolean kept = false;
        try (Salvage old = salvage.orElse(null)) {
            if (!isFree(file, name.volume(), name.path())) {
                throw StorageException.inUse("attempt " + name.epoch() + " was replaced by a later one.", "");
            }
            Optional<String> foreign = CopyLog.find(name, file.stamp().inode(), source);
            if (foreign.isPresent()) {
                name.volume().remove(foreign.get());
            }
            file.truncate(source.sizeBytes());
            long salvaged = old == null ? 0 : old.bringInto(file);
            CopyLog.Progress progress = salvaged == 0 ? CopyLog.Progress.NONE : old.progress();
            if (salvaged == 0) {
                file.truncate(0);
                file.truncate(source.sizeBytes());
            }
            file.sync();
            CopyLog log = CopyLog.create(name, file.stamp().inode(), source, progress);
            name.volume().syncFolder(name.folder());
            kept = true;
            return new StagedFile(name, file, log, progress, salvaged);
        } finally {
            if (!kept) {
                file.close();
            }
        }
    }

    /** Makes sure that nobody ever goes on from this file. */
    void discard() throws StorageException {
        name.volume().remove(name.logPath());
        name.volume().remove(name.path());
        name.volume().syncFolder(name.folder());
    }

    /** A flush failed: what was written since the last good one is lost, and nobody goes on in this file. */
    void voided() throws StorageException {
        name.volume().replace(name.path(), name.voidPath());
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

    /** Bytes that were brought over from an older file, instead of being read from the source again. */
    long salvagedBytes() {
        return salvaged;
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
