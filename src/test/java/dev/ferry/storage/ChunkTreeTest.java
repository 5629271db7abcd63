package dev.ferry.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChunkTreeTest {
    private static final int CHUNK = ChunkTree.CHUNK_BYTES;

    /** RFC 6962 as it is written there, with every leaf at hand. */
    private static byte[] plainRoot(List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        return Hashes.node(plainRoot(leaves.subList(0, split)), plainRoot(leaves.subList(split, leaves.size())));
    }

    @Test
    void agreesWithThePlainDefinitionForAnyPatternOfHoles() {
        byte[] whole = Hashes.leaf(ByteBuffer.allocate(CHUNK));
        byte[] lastShort = Hashes.leaf(ByteBuffer.allocate(77));
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            int chunks = 1 + random.nextInt(70);
            boolean cut = random.nextBoolean();
            long size = (long) chunks * CHUNK - (cut ? CHUNK - 77 : 0);
            ChunkTree.Builder builder = new ChunkTree.Builder(size);
            List<byte[]> leaves = new ArrayList<>();
            for (int chunk = 0; chunk < chunks; chunk++) {
                boolean data = random.nextInt(4) == 0;
                byte[] leaf = cut && chunk == chunks - 1 ? lastShort : whole;
                if (data) {
                    leaf = Hashes.leaf(ByteBuffer.wrap(new byte[] {(byte) chunk, 1}));
                    builder.add(chunk, leaf);
                }
                leaves.add(leaf);
            }
            assertEquals(
                    HexFormat.of().formatHex(plainRoot(leaves)), builder.build().root(), "seed " + seed);
        }
    }

    @Test
    void takesNoTimeForSixtyFourTebibytesOfHoles() {
        long size = 64L << 40;
        ChunkTree.Builder builder = new ChunkTree.Builder(size);
        ChunkTree empty = builder.build();
        builder.add(12_345_678, Hashes.leaf(ByteBuffer.wrap(new byte[] {1})));
        ChunkTree one = builder.build();

        assertNotEquals(empty.root(), one.root());
        assertEquals(12_345_678, one.firstDifference(empty));
        assertEquals(HexFormat.of().formatHex(Hashes.zeroSubtree(26)), empty.root());
    }
}
