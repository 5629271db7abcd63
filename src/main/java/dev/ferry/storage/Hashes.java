package dev.ferry.storage;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 as RFC 6962 uses it: a leaf and a node can never be taken for one another. */
final class Hashes {
    static final int BYTES = 32;

    /** The roots of 1, 2, 4, ... whole chunks of zeros: a hole of any size costs a few dozen hashes. */
    private static final byte[][] ZERO_SUBTREES = zeroSubtrees();

    private Hashes() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static byte[] leaf(ByteBuffer chunk) {
        MessageDigest digest = sha256();
        digest.update((byte) 0);
        digest.update(chunk);
        return digest.digest();
    }

    static byte[] node(byte[] left, byte[] right) {
        MessageDigest digest = sha256();
        digest.update((byte) 1);
        digest.update(left);
        return digest.digest(right);
    }

    static byte[] zeroLeaf(int length) {
        return length == ChunkTree.CHUNK_BYTES ? ZERO_SUBTREES[0] : leaf(ByteBuffer.allocate(length));
    }

    /** The root over {@code 1 << height} whole chunks of zeros. */
    static byte[] zeroSubtree(int height) {
        return ZERO_SUBTREES[height];
    }

    private static byte[][] zeroSubtrees() {
        byte[][] roots = new byte[64][];
        roots[0] = leaf(ByteBuffer.allocate(ChunkTree.CHUNK_BYTES));
        for (int height = 1; height < roots.length; height++) {
            roots[height] = node(roots[height - 1], roots[height - 1]);
        }
        return roots;
    }
}
