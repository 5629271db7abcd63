package dev.ferry.storage;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out whether a process that is not ours holds a lock on a file: a running virtual system's disk (QEMU, libvirt and
 * Proxmox hold shared OFD locks on single bytes) must not be read as if it stood still.
 */
public final class ForeignHolder {
    private static final Path PROC = Path.of("/proc");

    private ForeignHolder() {}

    /** Who holds a lock on the file, told for people; empty when nobody but Ferry does. */
    public static Optional<String> holder(VolumeFile file) throws StorageException {
        return file.foreignHolder();
    }

    /** Who it is that holds a lock on an open file, now that somebody does. */
    static Optional<String> named(int fd, long inode) {
        Map<String, Object> identity = identity(PROC.resolve("self/fd/" + fd));
        long own = locks(PROC.resolve("self"), identity);
        Optional<String> named = foreign(identity);
        if (named.isPresent()) {
            return named;
        }
        // OFD locks tell no process. What the probe saw may be a lock of our own, through another of our open files.
        boolean others = own == 0 || locksInAll(inode) > own;
        return others
                ? Optional.of("a process that cannot be named (of another user, or on another node)")
                : Optional.empty();
    }

    private static Optional<String> foreign(Map<String, Object> identity) {
        long self = ProcessHandle.current().pid();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                String pid = process.getFileName().toString();
                if (!pid.equals(Long.toString(self)) && locks(process, identity) > 0) {
                    return Optional.of("process " + pid + " (" + command(process) + ")");
                }
            }
        } catch (IOException _) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** How many locks a process holds on the file, through whichever of its open files; 0 where we may not look. */
    private static long locks(Path process, Map<String, Object> identity) {
        long count = 0;
        try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path fd : open) {
                if (identity.equals(identity(fd)) && !identity.isEmpty()) {
                    count += lockLines(process.resolve("fdinfo").resolve(fd.getFileName()));
                }
            }
        } catch (IOException _) {
            return count;
        }
        return count;
    }

    private static Map<String, Object> identity(Path fd) {
        try {
            return Files.readAttributes(fd, "unix:dev,ino");
        } catch (IOException _) {
            return Map.of();
        }
    }

    private static long lockLines(Path fdinfo) {
        try {
            return Files.readAllLines(fdinfo).stream()
                    .filter(line -> line.startsWith("lock:"))
                    .count();
        } catch (IOException _) {
            return 0;
        }
    }

    private static long locksInAll(long inode) {
        try {
            return Files.readAllLines(PROC.resolve("locks")).stream()
                    .filter(line -> line.contains(":" + inode + " "))
                    .count();
        } catch (IOException _) {
            return Long.MAX_VALUE;
        }
    }

    private static String command(Path process) {
        try {
            return Files.readString(process.resolve("comm")).strip();
        } catch (IOException _) {
            return "name unknown";
        }
    }
}
