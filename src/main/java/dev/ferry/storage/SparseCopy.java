package dev.ferry.storage;

/**
 * Copies files into staging: holes stay holes, hashes are made beside the copy, and a copy that was cut off at any byte goes
 * on from the last thing that is on the disk. What may have to be read again is at most 64 MiB of data per file.
 */
public final class SparseCopy {
    private final CopyThreads threads;
    private final DurableProgress.Flush flush;

    public SparseCopy(CopyThreads threads) {
        this(threads, VolumeFile::syncData);
    }

    SparseCopy(CopyThreads threads, DurableProgress.Flush flush) {
        this.threads = threads;
        this.flush = flush;
    }

    /** Copies one file and leaves it on the disk, with the mode and owner that it is to be published with. */
    public CopyResult copy(CopyRequest request, CopyControl control) throws StorageException, CopyInterruptedException {
        requireUnchanged(request, "since it was looked at");
        try (StagedFile staged = StagedFile.take(request.target(), request.expected())) {
            CopyAttempt attempt = new CopyAttempt(request, staged, control, threads, flush);
            ChunkTree tree = attempt.run();
            try {
                requireUnchanged(request, "while it was copied");
            } catch (StorageException e) {
                staged.discard();
                throw e;
            }
            staged.file().own(request.ownership());
            finish(staged);
            return attempt.result(tree, staged.file().facts());
        }
    }

    private static void finish(StagedFile staged) throws StorageException {
        try {
            staged.file().sync();
        } catch (StorageException e) {
            staged.voided();
            throw e;
        }
    }

    private static void requireUnchanged(CopyRequest request, String since) throws StorageException {
        if (!request.source().stamp().equals(request.expected())) {
            throw StorageException.inUse(
                    request.source().place() + " changed " + since + ".", "Stop what writes to it, then start again.");
        }
    }

    /** The data bytes of a source, as {@link CopyControl} counts them: the total of a progress bar. */
    public static long dataBytes(CopySource source) throws StorageException {
        long size = source.stamp().sizeBytes();
        return dataBytes(source, size, ChunkTree.chunks(size));
    }

    static long dataBytes(CopySource source, long sizeBytes, long endChunk) throws StorageException {
        long bytes = 0;
        long chunk = chunkOf(source.nextData(0));
        while (chunk < endChunk) {
            bytes += ChunkTree.lengthOf(chunk, sizeBytes);
            long next = (chunk + 1) * ChunkTree.CHUNK_BYTES;
            chunk = next < sizeBytes ? chunkOf(source.nextData(next)) : Long.MAX_VALUE;
        }
        return bytes;
    }

    /** The chunk that a position is in; no position is after all chunks. */
    static long chunkOf(long position) {
        return position < 0 ? Long.MAX_VALUE : position / ChunkTree.CHUNK_BYTES;
    }
}
