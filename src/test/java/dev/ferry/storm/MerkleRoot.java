package dev.ferry.storm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The root over a file's chunks as the manifest's format describes it (RFC 6962 over SHA-256 of 1 MiB), and the file's SHA-256.
 * Written anew from the description: the product's own code does not judge itself.
 */
record MerkleRoot(String root, String sha256, long sizeBytes) {
    private static final int CHUNK = 1 << 20;

    static MerkleRoot of(Path file) throws IOException {
        List<byte[]> leaves = new ArrayList<>();
        MessageDigest whole = digest();
        long size = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (byte[] chunk = in.readNBytes(CHUNK); chunk.length > 0; chunk = in.readNBytes(CHUNK)) {
                MessageDigest leaf = digest();
                leaf.update((byte) 0);
                leaves.add(leaf.digest(chunk));
                whole.update(chunk);
                size += chunk.length;
            }
        }
        byte[] root = leaves.isEmpty() ? digest().digest() : over(leaves);
        return new MerkleRoot(hex(root), hex(whole.digest()), size);
    }

    private static byte[] over(List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int left = Integer.highestOneBit(leaves.size() - 1);
        MessageDigest node = digest();
        node.update((byte) 1);
        node.update(over(leaves.subList(0, left)));
        return node.digest(over(leaves.subList(left, leaves.size())));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
