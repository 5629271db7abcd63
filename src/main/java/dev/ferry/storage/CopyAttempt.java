package dev.ferry.storage;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;

/** One attempt at one file, on one thread: reads a chunk, hands it to be hashed, writes what of it is not zero, goes on. */
final class CopyAttempt {
    private static final long FLUSH_BYTES = 32L << 20;
    private static final long FLUSH_NANOS = 1_000_000_000L;

    private final CopyRequest request;
    private final StagedFile staged;
    private final CopyControl control;
    private final Executor hashers;
    private final DurableProgress durable;
    private final long sizeBytes;
    private final ChunkTree.Builder tree;
    private final List<CopyLog.Leaf> sinceFlush = new ArrayList<>();
    private long next;
    private long bytesSinceFlush;
    private long flushedAt;
    private long written;
    private long adopted;
    private long rewritten;

    CopyAttempt(
            CopyRequest request,
            StagedFile staged,
            CopyControl control,
            CopyThreads threads,
            DurableProgress.Flush flush) {
        this.request = request;
        this.staged = staged;
        this.control = control;
        this.hashers = threads.hashers();
        this.durable = new DurableProgress(staged, flush, threads.flushers());
        this.sizeBytes = request.expected().sizeBytes();
        this.tree = new ChunkTree.Builder(sizeBytes);
    }

    /** Copies what is missing; all of it is on the disk when this returns. */
    ChunkTree run() throws StorageException, CopyInterruptedException {
        requireExpectedSize();
        adopt();
        flushedAt = staged.file().monotonicNanos();
        try (HashPipeline pipeline = new HashPipeline(hashers, sizeBytes, this::accept)) {
            copyChunks(pipeline);
            flush(pipeline, ChunkTree.chunks(sizeBytes));
        } finally {
            // Whatever happened: the file is not closed under a flush, and a failed flush is never overlooked.
            durable.await();
        }
        ChunkTree whole = tree.build();
        requireMatch(whole);
        return whole;
    }

    CopyResult result(ChunkTree whole, FileFacts facts) {
        return new CopyResult(
                request.target().path(),
                sizeBytes,
                facts.allocatedBytes(),
                whole,
                facts.stamp(),
                written,
                adopted,
                rewritten,
                staged.salvagedBytes());
    }

    private void requireExpectedSize() throws StorageException {
        if (request.mustMatch().isPresent() && request.mustMatch().get().sizeBytes() != sizeBytes) {
            throw StorageException.failed(
                    request.source().place() + " is damaged: it has " + sizeBytes + " bytes, its manifest says "
                            + request.mustMatch().get().sizeBytes() + ".",
                    "Use another copy of the export.");
        }
    }

    private void adopt() throws StorageException {
        for (CopyLog.Leaf leaf : staged.progress().leaves()) {
            compare(leaf.chunk(), leaf.hash());
            tree.add(leaf.chunk(), leaf.hash());
        }
        next = staged.progress().done();
        if (next > 0) {
            adopted = SparseCopy.dataBytes(request.source(), sizeBytes, next);
            control.moved(adopted, 0);
        }
    }

    private void copyChunks(HashPipeline pipeline) throws StorageException, CopyInterruptedException {
        while (next * ChunkTree.CHUNK_BYTES < sizeBytes) {
            try {
                control.checkpoint();
            } catch (CopyInterruptedException e) {
                flush(pipeline, next);
                throw e;
            }
            long position = next * ChunkTree.CHUNK_BYTES;
            long data = SparseCopy.chunkOf(request.source().nextData(position));
            long stale = SparseCopy.chunkOf(staged.nextStale(position));
            if (Math.min(data, stale) == Long.MAX_VALUE) {
                return;
            }
            long before = written;
            next = Math.min(data, stale) + 1;
            if (data <= stale) {
                copyChunk(pipeline, data);
            } else {
                writeZeros(pipeline, stale);
            }
            int length = ChunkTree.lengthOf(next - 1, sizeBytes);
            control.moved(data <= stale ? length : 0, written - before);
            flushIfDue(pipeline, length);
        }
    }

    private void flushIfDue(HashPipeline pipeline, int length) throws StorageException {
        bytesSinceFlush += length;
        if (bytesSinceFlush >= FLUSH_BYTES || staged.file().monotonicNanos() - flushedAt >= FLUSH_NANOS) {
            flush(pipeline, next);
        }
    }

    private void flush(HashPipeline pipeline, long done) throws StorageException {
        pipeline.drain();
        durable.begin(done, sinceFlush);
        sinceFlush.clear();
        bytesSinceFlush = 0;
        flushedAt = staged.file().monotonicNanos();
    }

    private void copyChunk(HashPipeline pipeline, long chunk) throws StorageException {
        int length = ChunkTree.lengthOf(chunk, sizeBytes);
        long position = chunk * ChunkTree.CHUNK_BYTES;
        ByteBuffer buffer = pipeline.buffer(length);
        request.source().read(buffer, position);
        if (buffer.hasRemaining()) {
            throw StorageException.inUse(
                    request.source().place() + " became shorter while it was copied.",
                    "Stop what writes to it, then start again.");
        }
        buffer.flip();
        boolean zero = ZeroBlocks.areAll(buffer);
        if (!zero) {
            pipeline.submit(chunk, buffer);
        }
        if (isStale(position, length)) {
            write(buffer.duplicate(), position);
            rewritten += length;
        } else if (!zero) {
            writeData(buffer, position);
        }
        if (zero) {
            pipeline.giveBack(buffer);
        }
    }

    private boolean isStale(long position, int length) throws StorageException {
        long stale = staged.nextStale(position);
        return stale >= 0 && stale < position + length;
    }

    private void writeData(ByteBuffer buffer, long position) throws StorageException {
        for (int from = ZeroBlocks.nextData(buffer, 0); from < buffer.limit(); ) {
            int end = ZeroBlocks.nextZeros(buffer, from);
            write(buffer.slice(from, end - from), position + from);
            from = ZeroBlocks.nextData(buffer, end);
        }
    }

    /** What an earlier attempt left where the source has a hole: the data of a crash is not to be trusted. */
    private void writeZeros(HashPipeline pipeline, long chunk) throws StorageException {
        int length = ChunkTree.lengthOf(chunk, sizeBytes);
        ByteBuffer zeros = pipeline.buffer(length);
        while (zeros.hasRemaining()) {
            zeros.put((byte) 0);
        }
        write(zeros.flip(), chunk * ChunkTree.CHUNK_BYTES);
        rewritten += length;
        pipeline.giveBack(zeros);
    }

    private void write(ByteBuffer bytes, long position) throws StorageException {
        written += bytes.remaining();
        staged.file().write(bytes, position);
    }

    private void accept(long chunk, byte[] hash) throws StorageException {
        compare(chunk, hash);
        tree.add(chunk, hash);
        sinceFlush.add(new CopyLog.Leaf(chunk, hash));
    }

    private void compare(long chunk, byte[] hash) throws StorageException {
        if (request.mustMatch().isPresent()
                && !Arrays.equals(request.mustMatch().get().leaf(chunk), hash)) {
            throw mismatch(chunk);
        }
    }

    private void requireMatch(ChunkTree whole) throws StorageException {
        if (request.mustMatch().isPresent()) {
            long chunk = request.mustMatch().get().firstDifference(whole);
            if (chunk >= 0) {
                throw mismatch(chunk);
            }
        }
    }

    private StorageException mismatch(long chunk) {
        return StorageException.failed(
                request.source().place() + " is damaged: chunk " + chunk + " (at offset "
                        + chunk * ChunkTree.CHUNK_BYTES + ") is not what its manifest says.",
                "Use another copy of the export.");
    }
}
