package dev.ferry.storage;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** Finds the zeros in a chunk by blocks of 4 KiB, the smallest hole that file systems keep. */
final class ZeroBlocks {
    private static final int BLOCK_BYTES = 4096;
    private static final MemorySegment ZEROS = Arena.global().allocate(ChunkTree.CHUNK_BYTES, 8);

    private ZeroBlocks() {}

    static boolean areAll(ByteBuffer chunk) {
        return isZero(chunk, 0, chunk.limit());
    }

    /** Where the first block from here on begins that is not all zero, or the end. */
    static int nextData(ByteBuffer chunk, int from) {
        return next(chunk, from, false);
    }

    static int nextZeros(ByteBuffer chunk, int from) {
        return next(chunk, from, true);
    }

    private static int next(ByteBuffer chunk, int from, boolean zero) {
        int at = from;
        while (at < chunk.limit() && isZero(chunk, at, Math.min(at + BLOCK_BYTES, chunk.limit())) != zero) {
            at = Math.min(at + BLOCK_BYTES, chunk.limit());
        }
        return at;
    }

    private static boolean isZero(ByteBuffer chunk, int from, int to) {
        MemorySegment all = MemorySegment.ofBuffer(chunk.duplicate().clear());
        return MemorySegment.mismatch(all, from, to, ZEROS, 0, to - from) < 0;
    }
}
