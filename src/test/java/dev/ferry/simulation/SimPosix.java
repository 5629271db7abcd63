package dev.ferry.simulation;

import dev.ferry.storage.FileFacts;
import dev.ferry.storage.Posix;
import dev.ferry.storage.PosixException;
import dev.ferry.storage.Room;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** The system calls of one process, on a {@link SimDisk}. Each passes a gate first, where the process may lose its turn or its life. */
final class SimPosix implements Posix {
    private static final Map<String, Mutation> SKIPPED = Map.of(
            "FSYNC", Mutation.FILE_FSYNC_SKIPPED,
            "FDATASYNC", Mutation.DATA_FSYNC_SKIPPED,
            "FSYNC of a folder", Mutation.FOLDER_FSYNC_SKIPPED);
    private static final long TOTAL_BYTES = 1L << 40;

    static final class OpenFile {
        final Inode inode;

        OpenFile(Inode inode) {
            this.inode = inode;
        }
    }

    private final SimDisk disk;
    private final SimMachine machine;
    private final Gate gate;
    private final Fate fate;
    private final Mutation planted;
    private final Map<Integer, OpenFile> open = new TreeMap<>();
    private int lastNumber = 2;

    SimPosix(SimDisk disk, SimMachine machine, Gate gate, Fate fate, Mutation planted) {
        this.disk = disk;
        this.machine = machine;
        this.gate = gate;
        this.fate = fate;
        this.planted = planted;
    }

    /** Calls that nothing disturbs. */
    static SimPosix undisturbed(SimDisk disk) {
        return new SimPosix(disk, null, Gate.OPEN, new Fate(7), Mutation.NONE);
    }

    /** The process is gone: its locks are too. */
    void abandon() {
        open.values().forEach(SimPosix::unlock);
        open.clear();
    }

    private static void unlock(OpenFile file) {
        if (file.inode.lockedBy == file) {
            file.inode.lockedBy = null;
        }
    }

    private OpenFile file(int fd) {
        OpenFile file = open.get(fd);
        if (file == null) {
            throw new IllegalStateException("bad file descriptor " + fd);
        }
        return file;
    }

    private Inode at(String call, int fd) {
        gate.pass(call);
        Inode inode = file(fd).inode;
        disk.visit(inode, machine);
        return inode;
    }

    private static PosixException failure(String call, int errno) {
        return new PosixException(call, errno);
    }

    private int opened(Inode inode) {
        open.put(++lastNumber, new OpenFile(inode));
        return lastNumber;
    }

    @Override
    public int openRoot(String path) throws PosixException {
        gate.pass("OPENAT");
        Inode root = disk.find(path);
        if (root == null) {
            throw failure("OPENAT", PosixException.ENOENT);
        }
        return opened(root);
    }

    @Override
    public int openBeneath(int folder, String path, int flags, int mode) throws PosixException {
        Inode at = at("OPENAT2", folder);
        String[] names = path.isEmpty() ? new String[0] : path.split("/", -1);
        for (int i = 0; i < names.length; i++) {
            if (!at.folder) {
                throw failure("OPENAT2", PosixException.ENOTDIR);
            }
            disk.visit(at, machine);
            Inode next = at.names.get(names[i]);
            boolean create = i == names.length - 1 && (flags & O_CREAT) != 0;
            if (next == null && create) {
                next = disk.make(false, mode);
                disk.link(at, names[i], next, machine);
            } else if (next == null) {
                throw failure("OPENAT2", PosixException.ENOENT);
            } else if (create && (flags & O_EXCL) != 0) {
                throw failure("OPENAT2", PosixException.EEXIST);
            }
            at = next;
        }
        if ((flags & O_DIRECTORY) != 0 && !at.folder) {
            throw failure("OPENAT2", PosixException.ENOTDIR);
        }
        if ((flags & O_RDWR) != 0 && at.folder) {
            throw failure("OPENAT2", PosixException.EISDIR);
        }
        disk.visit(at, machine);
        return opened(at);
    }

    @Override
    public void close(int fd) {
        gate.pass("CLOSE");
        unlock(file(fd));
        open.remove(fd);
    }

    @Override
    public void makeFolder(int folder, String name, int mode) throws PosixException {
        Inode parent = at("MKDIRAT", folder);
        if (parent.names.containsKey(name)) {
            throw failure("MKDIRAT", PosixException.EEXIST);
        }
        disk.link(parent, name, disk.make(true, mode), machine);
    }

    private static Inode child(String call, Inode parent, String name) throws PosixException {
        Inode child = parent.names.get(name);
        if (child == null) {
            throw failure(call, PosixException.ENOENT);
        }
        return child;
    }

    @Override
    public void unlink(int folder, String name) throws PosixException {
        Inode parent = at("UNLINKAT", folder);
        Inode child = child("UNLINKAT", parent, name);
        if (child.folder) {
            throw failure("UNLINKAT", PosixException.EISDIR);
        }
        gate.publishes(parent, name);
        disk.unlink(parent, name, machine);
    }

    @Override
    public void removeFolder(int folder, String name) throws PosixException {
        Inode parent = at("UNLINKAT", folder);
        Inode child = child("UNLINKAT", parent, name);
        if (!child.folder) {
            throw failure("UNLINKAT", PosixException.ENOTDIR);
        }
        disk.visit(child, machine);
        if (!child.names.isEmpty()) {
            throw failure("UNLINKAT", PosixException.ENOTEMPTY);
        }
        disk.unlink(parent, name, machine);
    }

    @Override
    public void rename(int from, String name, int to, String newName) throws PosixException {
        renamed(from, name, to, newName, true);
    }

    @Override
    public void renameNoReplace(int from, String name, int to, String newName) throws PosixException {
        renamed(from, name, to, newName, planted == Mutation.RENAME_REPLACES);
    }

    private void renamed(int from, String name, int to, String newName, boolean replacing) throws PosixException {
        Inode source = at("RENAMEAT2", from);
        Inode target = file(to).inode;
        disk.visit(target, machine);
        if (!source.names.containsKey(name)) {
            throw failure("RENAMEAT2", PosixException.ENOENT);
        }
        gate.publishes(source, name);
        gate.publishes(target, newName);
        if (!replacing && target.names.containsKey(newName)) {
            throw failure("RENAMEAT2", PosixException.EEXIST);
        }
        disk.rename(source, name, target, newName, machine);
    }

    @Override
    public FileFacts facts(int fd) {
        return at("STATX", fd).facts(1);
    }

    @Override
    public FileFacts factsAt(int folder, String name) throws PosixException {
        Inode child = child("STATX", at("STATX", folder), name);
        disk.visit(child, machine);
        return child.facts(1);
    }

    @Override
    public long nextData(int fd, long from) {
        return at("LSEEK", fd).nextData(from);
    }

    @Override
    public long nextHole(int fd, long from) {
        return at("LSEEK", fd).nextHole(from);
    }

    @Override
    public int read(int fd, ByteBuffer into, long at) throws PosixException {
        Inode inode = at("PREAD64", fd);
        if (disk.failingReads > 0) {
            disk.failingReads--;
            throw failure("PREAD64", PosixException.EIO);
        }
        int length = partOf((int) Math.min(into.remaining(), Math.max(0, inode.size() - at)));
        inode.read(into, at, length);
        return length;
    }

    /** A call may move less than it was asked to. */
    private int partOf(int wanted) {
        return wanted > 1 && fate.chance(0.02) ? 1 + fate.below(wanted - 1) : wanted;
    }

    @Override
    public int write(int fd, ByteBuffer from, long at) throws PosixException {
        Inode inode = at("PWRITE64", fd);
        if (disk.failingWrites > 0) {
            disk.failingWrites--;
            throw failure("PWRITE64", PosixException.EIO);
        }
        if (disk.full) {
            throw failure("PWRITE64", PosixException.ENOSPC);
        }
        if (inode.lockedBy != null && inode.lockedBy != file(fd)) {
            gate.writesWhatAnotherHasLocked(inode);
        }
        int length = partOf(from.remaining());
        inode.write(from, at, length, disk.now());
        disk.fileChanged(inode, machine);
        return length;
    }

    /** Half of the disks can; where they can, whole ranges go at once. */
    @Override
    public boolean cloneRange(int from, int to, long at, long length) throws PosixException {
        return disk.canClone && copyRange(from, to, at, length) == length;
    }

    @Override
    public long copyRange(int from, int to, long at, long length) throws PosixException {
        Inode source = at("COPY_FILE_RANGE", from);
        disk.visit(file(to).inode, machine);
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(length, source.size() - at));
        source.read(bytes, at, bytes.remaining());
        bytes.flip();
        long done = 0;
        while (bytes.hasRemaining()) {
            done += write(to, bytes, at + done);
        }
        return done;
    }

    @Override
    public void truncate(int fd, long sizeBytes) {
        Inode inode = at("FTRUNCATE", fd);
        if (inode.size() != sizeBytes) {
            inode.truncate(sizeBytes, disk.now());
            disk.fileChanged(inode, machine);
        }
    }

    @Override
    public void sync(int fd) throws PosixException {
        flush(file(fd).inode.folder ? "FSYNC of a folder" : "FSYNC", fd);
    }

    @Override
    public void syncData(int fd) throws PosixException {
        flush("FDATASYNC", fd);
    }

    private void flush(String call, int fd) throws PosixException {
        Inode inode = at(call, fd);
        if (SKIPPED.get(call) == planted && !isLogOfCopies(inode)) {
            return;
        }
        if (inode.folder) {
            disk.flushNames(inode);
        } else if (disk.failingFlushes > 0 && inode.isDirty()) {
            disk.failingFlushes--;
            inode.failFlush();
            if (planted != Mutation.FAILED_FSYNC_RETRIED) {
                throw failure(call, PosixException.EIO);
            }
        } else {
            disk.flushed(inode);
        }
    }

    /** A log that is on the disk while what it tells of is not: the fault is worse than one that loses both. */
    private boolean isLogOfCopies(Inode inode) {
        String path = planted == Mutation.DATA_FSYNC_SKIPPED ? disk.pathOf(inode) : "";
        return path != null && path.endsWith(".hashes");
    }

    @Override
    public void changeMode(int fd, int mode) {
        Inode inode = at("FCHMOD", fd);
        inode.mode = mode;
        inode.touch(disk.now());
    }

    @Override
    public void changeOwner(int fd, int uid, int gid) {
        at("FCHOWN", fd).touch(disk.now());
    }

    @Override
    public void dropCache(int fd) {
        at("FADVISE64", fd).dropCache();
    }

    @Override
    public long effectiveUser() {
        return 0;
    }

    @Override
    public boolean tryLock(int fd) {
        Inode inode = at("FCNTL", fd);
        OpenFile file = file(fd);
        if (planted == Mutation.ADOPTION_WITHOUT_LOCK && inode.lockedBy != null) {
            return true;
        }
        if (inode.heldByForeigner || (inode.lockedBy != null && inode.lockedBy != file)) {
            return false;
        }
        inode.lockedBy = file;
        return true;
    }

    @Override
    public Optional<String> foreignHolder(int fd) {
        return at("FCNTL", fd).heldByForeigner ? Optional.of("process 4711 (qemu-io)") : Optional.empty();
    }

    @Override
    public Room room(int fd) {
        at("FSTATFS", fd);
        return new Room(TOTAL_BYTES, disk.full ? 0 : TOTAL_BYTES / 2, false);
    }

    @Override
    public List<String> names(int folder, int max) {
        List<String> names = new ArrayList<>(at("GETDENTS64", folder).names.keySet());
        return names.size() > max + 1 ? names.subList(0, max + 1) : names;
    }

    @Override
    public FileChannel channel(int fd, OpenOption... options) {
        return new SimChannel(this, openAgain(fd));
    }

    private int openAgain(int fd) {
        return opened(at("OPENAT", fd));
    }

    @Override
    public UUID randomId() {
        return fate.id();
    }

    @Override
    public long monotonicNanos() {
        return gate.monotonicNanos();
    }
}
