package dev.ferry.journal.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** A generated secret in a file of its own, readable by its owner only, whole or not there. */
final class SecretFile {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    private SecretFile() {}

    static String readOrCreate(Path file) {
        if (Files.exists(file)) {
            return read(file);
        }
        byte[] random = new byte[BYTES];
        RANDOM.nextBytes(random);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        try {
            write(file, secret + "\n", "rw-------");
            return secret;
        } catch (IOException e) {
            throw new DatabaseRefused(
                    "The secret " + file + " cannot be written: " + e + ".",
                    "Give this user write access to the folder it lies in, and see that the disk has room.",
                    e);
        }
    }

    static String read(Path file) {
        try {
            String secret = Files.readString(file).strip();
            if (secret.isEmpty()) {
                throw new IOException("it is empty");
            }
            return secret;
        } catch (IOException e) {
            throw new DatabaseRefused(
                    "The secret " + file + " cannot be read: " + e + ".",
                    "Restore it from a backup of the folder, and give this user read access.",
                    e);
        }
    }

    static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new DatabaseRefused(
                    "The outdated secret " + file + " cannot be removed: " + e + ".", "Remove it.", e);
        }
    }

    /** Replaces a file as a whole: after a crash there is the old text or the new one. */
    static void write(Path file, String text, String permissions) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        Path fresh = Files.createTempFile(
                parent,
                ".new-",
                null,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
        try (FileChannel channel = FileChannel.open(fresh, Set.of(StandardOpenOption.WRITE))) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        syncFolder(parent);
    }

    static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
