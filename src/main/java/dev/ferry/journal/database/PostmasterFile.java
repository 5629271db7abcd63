package dev.ferry.journal.database;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a running server writes into {@code postmaster.pid}, and whether the process it names is really that server. */
record PostmasterFile(long pid, int port, boolean ready) {
    private static final int PID_LINE = 0;
    private static final int PORT_LINE = 3;
    private static final int STATUS_LINE = 7;

    static Optional<PostmasterFile> read(Path data) {
        try {
            List<String> lines = Files.readAllLines(file(data));
            return Optional.of(new PostmasterFile(
                    Long.parseLong(line(lines, PID_LINE)),
                    lines.size() > PORT_LINE ? Integer.parseInt(line(lines, PORT_LINE)) : 0,
                    lines.size() > STATUS_LINE && line(lines, STATUS_LINE).equals("ready")));
        } catch (IOException | IndexOutOfBoundsException | NumberFormatException _) {
            // Not there, or just being written: the caller asks again.
            return Optional.empty();
        }
    }

    /** A server's working folder is its data folder; a number alone may have been given to another process since. */
    static boolean isServer(long pid, Path data) {
        return workingFolder(pid).map(folder -> folder.equals(real(data))).orElse(false);
    }

    /**
     * Removes the file when its number now belongs to another program (usual in containers, where numbers are small):
     * PostgreSQL itself would take that program for a running server. Not while any process of the old server lives.
     */
    void removeIfForeign(Path data) {
        Optional<Path> folder = workingFolder(pid);
        if (folder.isEmpty() || folder.get().equals(real(data)) || anyServerProcess(data)) {
            return;
        }
        try {
            Files.deleteIfExists(file(data));
        } catch (IOException e) {
            throw new DatabaseRefused(
                    "The stale file " + file(data) + " cannot be removed: " + e + ".", "Remove it.", e);
        }
    }

    private static boolean anyServerProcess(Path data) {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (isServer(Long.parseLong(process.getFileName().toString()), data)) {
                    return true;
                }
            }
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    private static Optional<Path> workingFolder(long pid) {
        try {
            return Optional.of(Files.readSymbolicLink(Path.of("/proc/" + pid + "/cwd")));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static Path real(Path data) {
        try {
            return data.toRealPath();
        } catch (IOException _) {
            return data.toAbsolutePath();
        }
    }

    private static Path file(Path data) {
        return data.resolve("postmaster.pid");
    }

    private static String line(List<String> lines, int number) {
        return lines.get(number).strip();
    }
}
