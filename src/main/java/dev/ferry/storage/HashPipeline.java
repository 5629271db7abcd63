package dev.ferry.storage;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * Hashes chunks on other threads while the caller reads and writes the next; the leaves come back in order, on the caller's
 * thread. At most a few chunks are in memory. For one file and one thread.
 */
final class HashPipeline implements AutoCloseable {
    private static final int CHUNKS_IN_MEMORY = 4;

    private final Executor hashers;
    private final Sink sink;
    private final int bufferBytes;
    private final Arena arena = Arena.ofShared();
    private final Deque<ByteBuffer> free = new ArrayDeque<>();
    private final Deque<InFlight> inFlight = new ArrayDeque<>();
    private int allocated;

    interface Sink {
        void leaf(long chunk, byte[] hash) throws StorageException;
    }

    private record InFlight(long chunk, ByteBuffer buffer, CompletableFuture<byte[]> hash) {}

    HashPipeline(Executor hashers, long fileBytes, Sink sink) {
        this.hashers = hashers;
        this.sink = sink;
        this.bufferBytes = Math.clamp(fileBytes, 1, ChunkTree.CHUNK_BYTES);
    }

    /** An empty buffer of the given length, as soon as one is free. */
    ByteBuffer buffer(int length) throws StorageException {
        if (free.isEmpty() && allocated == CHUNKS_IN_MEMORY) {
            takeOldest();
        }
        if (free.isEmpty()) {
            free.add(arena.allocate(bufferBytes, 8).asByteBuffer());
            allocated++;
        }
        return free.remove().clear().limit(length);
    }

    /** Hashes from position to limit. The buffer may still be read from, not written to, until it is handed out again. */
    void submit(long chunk, ByteBuffer filled) {
        ByteBuffer view = filled.duplicate();
        inFlight.add(new InFlight(chunk, filled, CompletableFuture.supplyAsync(() -> Hashes.leaf(view), hashers)));
    }

    void giveBack(ByteBuffer unused) {
        free.add(unused);
    }

    /** Waits for all that was submitted. */
    void drain() throws StorageException {
        while (!inFlight.isEmpty()) {
            takeOldest();
        }
    }

    private void takeOldest() throws StorageException {
        InFlight oldest = inFlight.remove();
        byte[] hash = oldest.hash().join();
        free.add(oldest.buffer());
        sink.leaf(oldest.chunk(), hash);
    }

    @Override
    public void close() {
        for (InFlight waiting : inFlight) {
            try {
                waiting.hash().join();
            } catch (CompletionException | CancellationException _) {
                // The work has already failed for another reason; only the memory must not go while it is read.
            }
        }
        arena.close();
    }
}
