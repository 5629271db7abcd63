package dev.ferry.storage;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.ferry.model.transfer.FileStamp;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The system calls that Java has no words for, on x86-64 Linux with glibc. All go through one handle, {@code syscall(2)}:
 * one place for errno and for EINTR. Names are UTF-8 bytes whatever the locale of the process is.
 */
@SuppressWarnings("restricted")
final class LinuxPosix implements Posix {
    static final LinuxPosix INSTANCE = new LinuxPosix();

    private static final int O_CLOEXEC = 0x80000;
    private static final int AT_FDCWD = -100;
    private static final int AT_REMOVEDIR = 0x200;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final long RESOLVE_BENEATH_WITHOUT_LINKS = 0x08 | 0x04 | 0x02;
    private static final int RENAME_NOREPLACE = 1;
    private static final int STATX_BASIC = 0x7ff;
    private static final int SEEK_DATA = 3;
    private static final int SEEK_HOLE = 4;
    private static final int F_OFD_GETLK = 36;
    private static final int F_OFD_SETLK = 37;
    private static final short F_WRLCK = 1;
    private static final short F_UNLCK = 2;
    private static final int FADV_DONTNEED = 4;
    private static final int ST_RDONLY = 1;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle SYSCALL = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("syscall"),
            FunctionDescriptor.of(
                    JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            Linker.Option.firstVariadicArg(1),
            Linker.Option.captureCallState("errno"));

    private LinuxPosix() {}

    static long call(SystemCall call, long... given) throws PosixException {
        long[] a = Arrays.copyOf(given, 6);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            while (true) {
                long result = (long) SYSCALL.invokeExact(state, call.number, a[0], a[1], a[2], a[3], a[4], a[5]);
                if (result >= 0) {
                    return result;
                }
                int errno = (int) ERRNO.get(state, 0L);
                if (errno != PosixException.EINTR || call == SystemCall.CLOSE) {
                    throw new PosixException(call.name(), errno);
                }
            }
        } catch (PosixException | Error | RuntimeException e) {
            throw e;
        } catch (Throwable t) {
            throw new IllegalStateException("a system call does not throw", t);
        }
    }

    private static long text(Arena arena, String text) {
        return arena.allocateFrom(text, StandardCharsets.UTF_8).address();
    }

    @Override
    public int openRoot(String path) throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            return (int) call(SystemCall.OPENAT, AT_FDCWD, text(arena, path), O_PATH | O_DIRECTORY | O_CLOEXEC, 0);
        }
    }

    @Override
    public int openBeneath(int folder, String path, int flags, int mode) throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment how = arena.allocate(24, 8);
            how.set(JAVA_LONG, 0, Integer.toUnsignedLong(flags | O_CLOEXEC));
            how.set(JAVA_LONG, 8, mode);
            how.set(JAVA_LONG, 16, RESOLVE_BENEATH_WITHOUT_LINKS);
            long name = text(arena, path.isEmpty() ? "." : path);
            for (int attempt = 1; ; attempt++) {
                try {
                    return (int) call(SystemCall.OPENAT2, folder, name, how.address(), how.byteSize());
                } catch (PosixException e) {
                    // The kernel answers EAGAIN when a folder on the way was being renamed and it could not be sure.
                    if (!e.is(PosixException.EAGAIN) || attempt == 100) {
                        throw e;
                    }
                }
            }
        }
    }

    @Override
    public void close(int fd) throws PosixException {
        call(SystemCall.CLOSE, fd);
    }

    @Override
    public void makeFolder(int folder, String name, int mode) throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            call(SystemCall.MKDIRAT, folder, text(arena, name), mode);
        }
    }

    @Override
    public void unlink(int folder, String name) throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            call(SystemCall.UNLINKAT, folder, text(arena, name), 0);
        }
    }

    @Override
    public void removeFolder(int folder, String name) throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            call(SystemCall.UNLINKAT, folder, text(arena, name), AT_REMOVEDIR);
        }
    }

    @Override
    public void rename(int from, String name, int to, String newName) throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            call(SystemCall.RENAMEAT2, from, text(arena, name), to, text(arena, newName), 0);
        }
    }

    @Override
    public void renameNoReplace(int from, String name, int to, String newName) throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            long old = text(arena, name);
            long fresh = text(arena, newName);
            try {
                call(SystemCall.RENAMEAT2, from, old, to, fresh, RENAME_NOREPLACE);
            } catch (PosixException e) {
                if (!e.is(PosixException.EINVAL)) {
                    throw e;
                }
                call(SystemCall.LINKAT, from, old, to, fresh, 0);
                call(SystemCall.UNLINKAT, from, old, 0);
            }
        }
    }

    @Override
    public FileFacts facts(int fd) throws PosixException {
        return facts(fd, "", AT_EMPTY_PATH);
    }

    @Override
    public FileFacts factsAt(int folder, String name) throws PosixException {
        return facts(folder, name, AT_SYMLINK_NOFOLLOW);
    }

    private static FileFacts facts(int fd, String name, int flags) throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment s = arena.allocate(256, 8);
            call(SystemCall.STATX, fd, text(arena, name), flags, STATX_BASIC, s.address());
            long changed = nanos(s, 96);
            long modified = nanos(s, 112);
            int mode = Short.toUnsignedInt(s.get(JAVA_SHORT, 28));
            long device =
                    Integer.toUnsignedLong(s.get(JAVA_INT, 136)) << 32 | Integer.toUnsignedLong(s.get(JAVA_INT, 140));
            FileStamp stamp = new FileStamp(s.get(JAVA_LONG, 32), s.get(JAVA_LONG, 40), modified, changed);
            return new FileFacts(
                    stamp,
                    s.get(JAVA_LONG, 48) * 512,
                    FileFacts.Kind.ofMode(mode),
                    mode & 07777,
                    s.get(JAVA_INT, 20),
                    s.get(JAVA_INT, 24),
                    s.get(JAVA_INT, 16),
                    device);
        }
    }

    private static long nanos(MemorySegment s, long at) {
        return s.get(JAVA_LONG, at) * 1_000_000_000L + s.get(JAVA_INT, at + 8);
    }

    @Override
    public long nextData(int fd, long from) throws PosixException {
        try {
            return call(SystemCall.LSEEK, fd, from, SEEK_DATA);
        } catch (PosixException e) {
            if (e.is(PosixException.ENXIO)) {
                return -1;
            }
            throw e;
        }
    }

    @Override
    public long nextHole(int fd, long from) throws PosixException {
        return call(SystemCall.LSEEK, fd, from, SEEK_HOLE);
    }

    @Override
    public int read(int fd, ByteBuffer into, long at) throws PosixException {
        return moved(into, SystemCall.PREAD64, fd, at);
    }

    @Override
    public int write(int fd, ByteBuffer from, long at) throws PosixException {
        return moved(from, SystemCall.PWRITE64, fd, at);
    }

    private static int moved(ByteBuffer direct, SystemCall call, int fd, long at) throws PosixException {
        if (!direct.isDirect()) {
            throw new IllegalArgumentException("the kernel needs a direct buffer");
        }
        try {
            long address = MemorySegment.ofBuffer(direct).address();
            int n = (int) call(call, fd, address, direct.remaining(), at);
            direct.position(direct.position() + n);
            return n;
        } finally {
            Reference.reachabilityFence(direct);
        }
    }

    @Override
    public boolean cloneRange(int from, int to, long at, long length) throws PosixException {
        return Ranges.share(from, to, at, length);
    }

    @Override
    public long copyRange(int from, int to, long at, long length) throws PosixException {
        return Ranges.copy(from, to, at, length);
    }

    @Override
    public void truncate(int fd, long sizeBytes) throws PosixException {
        call(SystemCall.FTRUNCATE, fd, sizeBytes);
    }

    @Override
    public void sync(int fd) throws PosixException {
        call(SystemCall.FSYNC, fd);
    }

    @Override
    public void syncData(int fd) throws PosixException {
        call(SystemCall.FDATASYNC, fd);
    }

    @Override
    public void changeMode(int fd, int mode) throws PosixException {
        call(SystemCall.FCHMOD, fd, mode);
    }

    @Override
    public void changeOwner(int fd, int uid, int gid) throws PosixException {
        call(SystemCall.FCHOWN, fd, uid, gid);
    }

    @Override
    public void dropCache(int fd) throws PosixException {
        call(SystemCall.FADVISE64, fd, 0, 0, FADV_DONTNEED);
    }

    @Override
    public long effectiveUser() throws PosixException {
        return call(SystemCall.GETEUID);
    }

    @Override
    public boolean tryLock(int fd) throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            call(SystemCall.FCNTL, fd, F_OFD_SETLK, wholeFile(arena).address());
            return true;
        } catch (PosixException e) {
            if (e.is(PosixException.EAGAIN) || e.is(PosixException.EACCES)) {
                return false;
            }
            throw e;
        }
    }

    /** Whether another open file holds any lock, read or write, on any byte. */
    private boolean lockedByAnother(int fd) throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment lock = wholeFile(arena);
            call(SystemCall.FCNTL, fd, F_OFD_GETLK, lock.address());
            return lock.get(JAVA_SHORT, 0) != F_UNLCK;
        }
    }

    private static MemorySegment wholeFile(Arena arena) {
        MemorySegment lock = arena.allocate(32, 8);
        lock.set(JAVA_SHORT, 0, F_WRLCK);
        return lock;
    }

    @Override
    public Room room(int fd) throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment s = arena.allocate(120, 8);
            call(SystemCall.FSTATFS, fd, s.address());
            long unit = s.get(JAVA_LONG, 72);
            boolean readOnly = (s.get(JAVA_LONG, 80) & ST_RDONLY) != 0;
            return new Room(s.get(JAVA_LONG, 16) * unit, s.get(JAVA_LONG, 32) * unit, readOnly);
        }
    }

    @Override
    public List<String> names(int folder, int max) throws PosixException {
        List<String> names = new ArrayList<>();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment block = arena.allocate(64 << 10, 8);
            while (names.size() <= max) {
                long filled = call(SystemCall.GETDENTS64, folder, block.address(), block.byteSize());
                if (filled == 0) {
                    break;
                }
                for (long at = 0; at < filled; at += Short.toUnsignedInt(block.get(JAVA_SHORT, at + 16))) {
                    String name = nameAt(block, at + 19);
                    if (!name.equals(".") && !name.equals("..")) {
                        names.add(name);
                    }
                }
            }
        }
        return names;
    }

    private static String nameAt(MemorySegment block, long at) {
        long end = at;
        while (block.get(ValueLayout.JAVA_BYTE, end) != 0) {
            end++;
        }
        byte[] bytes = block.asSlice(at, end - at).toArray(ValueLayout.JAVA_BYTE);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public Optional<String> foreignHolder(int fd) throws PosixException {
        return lockedByAnother(fd) ? ForeignHolder.named(fd, facts(fd).stamp().inode()) : Optional.empty();
    }

    @Override
    public FileChannel channel(int fd, OpenOption... options) throws IOException {
        return FileChannel.open(Path.of("/proc/self/fd/" + fd), options);
    }

    @Override
    public UUID randomId() {
        return UUID.randomUUID();
    }

    @Override
    public long monotonicNanos() {
        return System.nanoTime();
    }
}
