package dev.ferry.journal.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The folder that a node owns while it lives. Two nodes never run on one folder: the second is refused. */
public final class DataFolder implements AutoCloseable {
    /** POSIX locks die with any descriptor of this process, so a second open here must not even touch the file. */
    private static final Set<Path> HELD_BY_THIS_PROCESS = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Takes the folder, making it if it is missing. */
    public static DataFolder open(Path folder) {
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
            Path path = folder.toRealPath();
            if (!HELD_BY_THIS_PROCESS.add(path)) {
                throw taken(path, "pid " + ProcessHandle.current().pid() + " (this process)");
            }
            return lock(path);
        } catch (IOException e) {
            throw new DatabaseRefused(
                    "The data folder " + folder + " cannot be used: " + e + ".",
                    "Give this user write access to it, or name another folder with --data or FERRY_DATA.",
                    e);
        }
    }

    public Path path() {
        return path;
    }

    /** The secret in the file of this name, made from 256 random bits at the first call; only this user can read it. */
    public String secret(String name) {
        return SecretFile.readOrCreate(path.resolve(name));
    }

    /** Removes a secret that is no longer true, so that nobody is misled by it. */
    public void forgetSecret(String name) {
        SecretFile.remove(path.resolve(name));
    }

    /** What a node owns is known by the node's name: a folder that another name has used is not begun under a new one. */
    public void requireName(String node) {
        Path file = path.resolve("node.name");
        try {
            if (!Files.exists(file)) {
                SecretFile.write(file, node + "\n", "rw-r-----");
                return;
            }
            String owner = Files.readString(file).strip();
            if (!owner.equals(node)) {
                throw new DatabaseRefused(
                        "The data folder " + path + " belongs to the node '" + owner + "', and this one is called '"
                                + node + "'.",
                        "Start it with ferry.node.name=" + owner
                                + ": its systems are known by that name. If it owns nothing, " + "remove " + file
                                + ".");
            }
        } catch (IOException e) {
            throw new DatabaseRefused(
                    "The file " + file + " cannot be used: " + e + ".", "Give this user write access to it.", e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new DatabaseRefused(
                    "The lock of " + path + " cannot be given up: " + e + ".", "End this process.", e);
        } finally {
            HELD_BY_THIS_PROCESS.remove(path);
        }
    }

    private static DataFolder lock(Path path) throws IOException {
        Path file = path.resolve("ferry.lock");
        boolean held = false;
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                throw taken(path, Files.readString(file).strip());
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(
                    ("pid " + ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
            held = true;
            return new DataFolder(path, channel);
        } finally {
            if (!held) {
                HELD_BY_THIS_PROCESS.remove(path);
                if (channel != null) {
                    channel.close();
                }
            }
        }
    }

    private static DatabaseRefused taken(Path path, String holder) {
        return new DatabaseRefused(
                "The data folder " + path + " is in use by another node (" + holder
                        + "); one folder belongs to one node.",
                "Stop that node first, or name another folder with --data or FERRY_DATA.");
    }
}
