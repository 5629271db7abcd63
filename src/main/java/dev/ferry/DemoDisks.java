package dev.ferry;

import dev.ferry.format.vhdx.VhdxParameters;
import dev.ferry.format.vhdx.VhdxWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.UUID;

/** The disks of the demonstration. */
final class DemoDisks {
    private static final int MIB = 1 << 20;
    private static final long GIB = 1L << 30;

    private DemoDisks() {}

    /** 64 GiB, of which 256 pieces of 1 MiB are written, each 256 MiB from the last. */
    static Path scattered(Path file) throws IOException {
        SplittableRandom random = new SplittableRandom();
        byte[] piece = new byte[MIB];
        try (FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
                VhdxWriter disk = VhdxWriter.create(channel, new VhdxParameters(64 * GIB, 2 * MIB), UUID::randomUUID)) {
            for (int i = 0; i < 256; i++) {
                random.nextBytes(piece);
                disk.write(i * 256L * MIB, ByteBuffer.wrap(piece));
            }
        }
        return file;
    }

    static Path random(Path file) throws IOException {
        SplittableRandom random = new SplittableRandom();
        byte[] piece = new byte[MIB];
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
            for (int i = 0; i < 1024; i++) {
                random.nextBytes(piece);
                out.write(piece);
            }
        }
        return file;
    }

    static String sha256(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                byte[] buffer = new byte[MIB];
                while (in.read(buffer) >= 0) {
                    // The stream feeds the digest.
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
