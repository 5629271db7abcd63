package dev.ferry.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * All that storage wants of the operating system: files, locks, a clock and randomness. {@link #linux} is the real one; a
 * test's is a disk in memory that forgets what was not brought to it, and fails where it is told to.
 */
public interface Posix {
    int O_RDONLY = 0;
    int O_RDWR = 2;
    int O_CREAT = 0x40;
    int O_EXCL = 0x80;
    int O_NONBLOCK = 0x800;
    int O_DIRECTORY = 0x10000;
    int O_NOFOLLOW = 0x20000;
    int O_PATH = 0x200000;

    static Posix linux() {
        return LinuxPosix.INSTANCE;
    }

    /** Opens a folder by its absolute path, links followed: only for the root of a volume, which the operator named. */
    int openRoot(String path) throws PosixException;

    /** Opens a name below a folder; any link on the way, and any way out of the folder, is an error. */
    int openBeneath(int folder, String path, int flags, int mode) throws PosixException;

    void close(int fd) throws PosixException;

    void makeFolder(int folder, String name, int mode) throws PosixException;

    void unlink(int folder, String name) throws PosixException;

    void removeFolder(int folder, String name) throws PosixException;

    void rename(int from, String name, int to, String newName) throws PosixException;

    /** Renames unless the new name is taken (EEXIST). Where the file system has no such rename, a link and an unlink do it. */
    void renameNoReplace(int from, String name, int to, String newName) throws PosixException;

    FileFacts facts(int fd) throws PosixException;

    /** What a name in a folder is; a link is told as a link. */
    FileFacts factsAt(int folder, String name) throws PosixException;

    /** Where data begins at or after a position, or -1 when only a hole is left. */
    long nextData(int fd, long from) throws PosixException;

    /** Where the data at a position ends: the next hole, or the end of the file. */
    long nextHole(int fd, long from) throws PosixException;

    /** Fills a direct buffer from its position; answers the bytes read, 0 at the end of the file. */
    int read(int fd, ByteBuffer into, long at) throws PosixException;

    int write(int fd, ByteBuffer from, long at) throws PosixException;

    /** Shares a range between two files; false where the file system, or the place in the files, does not allow it. */
    boolean cloneRange(int from, int to, long at, long length) throws PosixException;

    /** Copies a range within the kernel; answers how many bytes went before it said that it can't. */
    long copyRange(int from, int to, long at, long length) throws PosixException;

    void truncate(int fd, long sizeBytes) throws PosixException;

    void sync(int fd) throws PosixException;

    void syncData(int fd) throws PosixException;

    void changeMode(int fd, int mode) throws PosixException;

    void changeOwner(int fd, int uid, int gid) throws PosixException;

    void dropCache(int fd) throws PosixException;

    long effectiveUser() throws PosixException;

    /** Takes the write lock of the whole file for this open file; false when another holds one. */
    boolean tryLock(int fd) throws PosixException;

    /** Who else than Ferry holds a lock, read or write, on any byte; told for people. */
    Optional<String> foreignHolder(int fd) throws PosixException;

    Room room(int fd) throws PosixException;

    /** The names in an open folder, at most one more than asked for, so that the caller sees that there are more. */
    List<String> names(int folder, int max) throws PosixException;

    /** A channel of its own on an open file. */
    FileChannel channel(int fd, OpenOption... options) throws IOException;

    /** An identifier that nobody has had before. */
    UUID randomId();

    long monotonicNanos();
}
