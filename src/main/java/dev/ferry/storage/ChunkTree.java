package dev.ferry.storage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The hashes of a file's chunks, and the one root over them ({@value #ALGORITHM}). Chunks that are all zero are known and
 * not kept: a tree takes room for data, not for holes. A tree does not change.
 */
public final class ChunkTree {
    public static final String ALGORITHM = "sha256-merkle/1";
    public static final int CHUNK_BYTES = 1 << 20;

    /** Runs are cut at 2 MiB of hashes (64 GiB of data), so that growing one never copies much. */
    private static final int MAX_RUN = 1 << 16;

    private final long sizeBytes;
    private final List<Run> runs;
    private final byte[] lastZeroLeaf;

    /** Leaves of neighbouring chunks, one after another. */
    static final class Run {
        final long first;
        private byte[] hashes = new byte[Hashes.BYTES];
        private int count;

        Run(long first) {
            this.first = first;
        }

        int count() {
            return count;
        }

        long end() {
            return first + count;
        }

        byte[] leaf(long chunk) {
            int at = (int) (chunk - first) * Hashes.BYTES;
            return Arrays.copyOfRange(hashes, at, at + Hashes.BYTES);
        }

        private void add(byte[] leaf) {
            int at = count * Hashes.BYTES;
            if (at == hashes.length) {
                hashes = Arrays.copyOf(hashes, hashes.length * 2);
            }
            System.arraycopy(leaf, 0, hashes, at, Hashes.BYTES);
            count++;
        }
    }

    private ChunkTree(long sizeBytes, List<Run> runs) {
        this.sizeBytes = sizeBytes;
        this.runs = List.copyOf(runs);
        this.lastZeroLeaf = Hashes.zeroLeaf(lengthOf(Math.max(0, chunks(sizeBytes) - 1), sizeBytes));
    }

    public static long chunks(long sizeBytes) {
        return sizeBytes / CHUNK_BYTES + (sizeBytes % CHUNK_BYTES == 0 ? 0 : 1);
    }

    /** How long a chunk is: all but the last are whole. */
    static int lengthOf(long chunk, long sizeBytes) {
        return (int) Math.min(CHUNK_BYTES, sizeBytes - chunk * CHUNK_BYTES);
    }

    public long sizeBytes() {
        return sizeBytes;
    }

    List<Run> runs() {
        return runs;
    }

    /** The root, in hexadecimal. */
    public String root() {
        long chunks = chunks(sizeBytes);
        return HexFormat.of().formatHex(chunks == 0 ? Hashes.sha256().digest() : subtree(0, chunks));
    }

    private byte[] subtree(long first, long count) {
        if (nextLeaf(first) >= first + count) {
            return zeros(first, count);
        }
        if (count == 1) {
            return leaf(first);
        }
        long left = Long.highestOneBit(count - 1);
        return Hashes.node(subtree(first, left), subtree(first + left, count - left));
    }

    private byte[] zeros(long first, long count) {
        boolean whole = (first + count) * CHUNK_BYTES <= sizeBytes;
        if (whole && Long.bitCount(count) == 1) {
            return Hashes.zeroSubtree(Long.numberOfTrailingZeros(count));
        }
        if (count == 1) {
            return lastZeroLeaf;
        }
        long left = Long.highestOneBit(count - 1);
        return Hashes.node(zeros(first, left), zeros(first + left, count - left));
    }

    byte[] leaf(long chunk) {
        int at = runEndingAfter(chunk);
        if (at < runs.size() && runs.get(at).first <= chunk) {
            return runs.get(at).leaf(chunk);
        }
        return lengthOf(chunk, sizeBytes) == CHUNK_BYTES ? Hashes.zeroSubtree(0) : lastZeroLeaf;
    }

    /** The first chunk at or after one that is not all zero, or {@link Long#MAX_VALUE}. */
    long nextLeaf(long chunk) {
        int at = runEndingAfter(chunk);
        return at == runs.size() ? Long.MAX_VALUE : Math.max(chunk, runs.get(at).first);
    }

    private int runEndingAfter(long chunk) {
        int low = 0;
        int high = runs.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (runs.get(middle).end() > chunk) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** The first chunk in which two trees of one size differ, or -1. */
    long firstDifference(ChunkTree other) {
        long chunk = Math.min(nextLeaf(0), other.nextLeaf(0));
        while (chunk != Long.MAX_VALUE) {
            if (!Arrays.equals(leaf(chunk), other.leaf(chunk))) {
                return chunk;
            }
            chunk = Math.min(nextLeaf(chunk + 1), other.nextLeaf(chunk + 1));
        }
        return -1;
    }

    /** Takes the leaves of a file from its first chunk on; those that are not given are zero. */
    static final class Builder {
        private final long sizeBytes;
        private final byte[] shortZeroLeaf;
        private final List<Run> runs = new ArrayList<>();

        Builder(long sizeBytes) {
            this.sizeBytes = sizeBytes;
            this.shortZeroLeaf = Hashes.zeroLeaf(lengthOf(Math.max(0, chunks(sizeBytes) - 1), sizeBytes));
        }

        void add(long chunk, byte[] leaf) {
            Run last = runs.isEmpty() ? null : runs.getLast();
            if (chunk < (last == null ? 0 : last.end()) || chunk >= chunks(sizeBytes)) {
                throw new IllegalArgumentException("chunk " + chunk + " is out of order");
            }
            if (isZero(chunk, leaf)) {
                return;
            }
            if (last == null || last.end() != chunk || last.count() == MAX_RUN) {
                last = new Run(chunk);
                runs.add(last);
            }
            last.add(leaf);
        }

        private boolean isZero(long chunk, byte[] leaf) {
            boolean whole = lengthOf(chunk, sizeBytes) == CHUNK_BYTES;
            return Arrays.equals(leaf, whole ? Hashes.zeroSubtree(0) : shortZeroLeaf);
        }

        ChunkTree build() {
            return new ChunkTree(sizeBytes, runs);
        }
    }
}
