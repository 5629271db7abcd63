package dev.ferry.storage;

import dev.ferry.model.transfer.FileStamp;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What an attempt wrote whose writer may still be there: of its file, the part that its log says is on the disk. That part does
 * not change any more, whatever the writer does, and is brought into a file that nobody else has open.
 */
final class Salvage implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 20;

    private final VolumeFile old;
    private final CopyLog.Progress progress;

    private Salvage(VolumeFile old, CopyLog.Progress progress) {
        this.old = old;
        this.progress = progress;
    }

    /** Empty when nothing of the file is known to be good. */
    static Optional<Salvage> of(StagedName name, String path, FileStamp source) throws StorageException {
        VolumeFile old = name.volume().openRead(path);
        boolean kept = false;
        try {
            FileFacts facts = old.facts();
            Optional<String> log = facts.sizeBytes() == source.sizeBytes()
                    ? CopyLog.find(name, facts.stamp().inode(), source)
                    : Optional.empty();
            if (log.isEmpty()) {
                return Optional.empty();
            }
            CopyLog.Progress progress = CopyLog.peek(name.volume(), log.get());
            kept = progress.done() > 0;
            return kept ? Optional.of(new Salvage(old, progress)) : Optional.empty();
        } finally {
            if (!kept) {
                old.close();
            }
        }
    }

    CopyLog.Progress progress() {
        return progress;
    }

    /** Answers how many bytes of data came over; 0 when there is no room for them beside the old file. */
    long bringInto(VolumeFile fresh) throws StorageException {
        long size = fresh.facts().sizeBytes();
        long end = Math.min(size, progress.done() * ChunkTree.CHUNK_BYTES);
        long bytes = 0;
        try {
            for (long at = old.nextData(0); at >= 0 && at < end; ) {
                long hole = Math.min(end, old.nextHole(at));
                bring(fresh, at, hole - at);
                bytes += hole - at;
                at = hole < end ? old.nextData(hole) : -1;
            }
        } catch (StorageException e) {
            if (e.passing()) {
                // A full disk: the old file goes now, and all is read from the source again.
                return 0;
            }
            throw e;
        }
        return bytes;
    }

    private void bring(VolumeFile fresh, long from, long length) throws StorageException {
        if (fresh.cloneRange(old, from, length)) {
            return;
        }
        long done = fresh.copyRange(old, from, length);
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        while (done < length) {
            buffer.clear().limit((int) Math.min(BUFFER_BYTES, length - done));
            old.read(buffer, from + done);
            buffer.flip();
            int moved = buffer.remaining();
            fresh.write(buffer, from + done);
            done += moved;
        }
    }

    @Override
    public void close() throws StorageException {
        old.close();
    }
}
