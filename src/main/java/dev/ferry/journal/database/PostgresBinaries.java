package dev.ferry.journal.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The server's programs, unpacked once from our class path. The folder is whole or not there. */
final class PostgresBinaries {
    static final String VERSION = "18.6";
    static final String MAJOR = "18";
    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
    private static final String RECEIPT = "ferry.unpacked";

    private PostgresBinaries() {}

    /** Makes sure that the programs are in this folder. */
    static void unpack(Path folder) {
        try {
            if (isWhole(folder)) {
                return;
            }
            Files.createDirectories(folder.toAbsolutePath().getParent());
            Path fresh = Files.createTempDirectory(folder.toAbsolutePath().getParent(), ".unpacking-");
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            try {
                if (!linkInto(fresh)) {
                    unpackInto(fresh);
                }
                Files.writeString(fresh.resolve(RECEIPT), count(fresh));
                publish(fresh, folder);
            } finally {
                deleteTree(fresh);
            }
        } catch (IOException e) {
            throw new DatabaseRefused(
                    "PostgreSQL " + VERSION + " cannot be unpacked into " + folder + ": " + e + ".",
                    "Make room (it takes 60 MB) and give this user write access, or set ferry.database.url to a server of your own.",
                    e);
        }
    }

    /** A power failure can leave empty files behind a rename, so sizes are counted again at each start. */
    private static boolean isWhole(Path folder) throws IOException {
        Path receipt = folder.resolve(RECEIPT);
        return Files.isRegularFile(receipt) && Files.readString(receipt).equals(count(folder));
    }

    private static String count(Path folder) throws IOException {
        long[] total = new long[2];
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                        && !file.getFileName().toString().equals(RECEIPT)) {
                    total[0]++;
                    total[1] += Files.size(file);
                }
            }
        }
        return VERSION + " " + total[0] + " files " + total[1] + " bytes\n";
    }

    private static void publish(Path fresh, Path folder) throws IOException {
        if (Files.exists(folder) && !isWhole(folder)) {
            deleteTree(folder);
        }
        try {
            Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw e;
        } catch (FileSystemException e) {
            // Another process was first (a shared cache of binaries): its copy is as good as ours.
            if (!isWhole(folder)) {
                throw e;
            }
        }
    }

    /** The launcher's build keeps the programs unpacked: other names for the same files cost nothing. False: none, or not here. */
    private static boolean linkInto(Path folder) throws IOException {
        String home = System.getProperty("ferry.home", "");
        Path ready = Path.of(home, "target", "postgresql", VERSION);
        // Never from wherever somebody happens to stand.
        if (home.isEmpty() || !isWhole(ready)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(ready)) {
            for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                Path target = folder.resolve(ready.relativize(file));
                if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createDirectories(target);
                } else if (!file.getFileName().toString().equals(RECEIPT)) {
                    Files.createLink(target, file);
                }
            }
            return true;
        } catch (FileSystemException _) {
            // Another file system, or another user's files: whatever is there is unpacked over.
            deleteTree(folder);
            Files.createDirectory(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            return false;
        }
    }

    private static void unpackInto(Path folder) throws IOException {
        try (InputStream archive = PostgresBinaries.class.getResourceAsStream(ARCHIVE)) {
            if (archive == null) {
                throw new IOException(ARCHIVE + " is not on the class path (it is carried for Linux on x86-64 only)");
            }
            try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive, 1 << 16)))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    unpackEntry(tar, entry, folder);
                }
            }
        }
    }

    private static void unpackEntry(TarArchiveInputStream tar, TarArchiveEntry entry, Path folder) throws IOException {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("the archive has an entry outside its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(target, folder.resolve(entry.getLinkName()).normalize());
        } else {
            Files.copy(tar, target);
            Files.setPosixFilePermissions(target, permissions(entry));
        }
    }

    private static Set<PosixFilePermission> permissions(TarArchiveEntry entry) {
        return PosixFilePermissions.fromString((entry.getMode() & 0100) != 0 ? "rwxr-xr-x" : "rw-r--r--");
    }

    static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
