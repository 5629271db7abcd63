package dev.ferry.storage;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Ranges of a file brought into another of the same file system, by the cheapest way that it has. */
@SuppressWarnings("restricted")
final class Ranges {
    private static final long FICLONERANGE = 0x4020940DL;

    private Ranges() {}

    /** Shares a range between two files; false where the file system, or the place in the files, does not allow it. */
    static boolean share(int from, int to, long at, long length) throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment range = arena.allocate(32, 8);
            range.set(JAVA_LONG, 0, from);
            range.set(JAVA_LONG, 8, at);
            range.set(JAVA_LONG, 16, length);
            range.set(JAVA_LONG, 24, at);
            LinuxPosix.call(SystemCall.IOCTL, to, FICLONERANGE, range.address());
            return true;
        } catch (PosixException e) {
            if (e.is(PosixException.ENOSPC) || e.is(PosixException.EIO)) {
                throw e;
            }
            return false;
        }
    }

    /** Copies a range within the kernel; answers how many bytes went before it said that it can't. */
    static long copy(int from, int to, long at, long length) throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment in = arena.allocate(JAVA_LONG);
            MemorySegment out = arena.allocate(JAVA_LONG);
            long done = 0;
            while (done < length) {
                in.set(JAVA_LONG, 0, at + done);
                out.set(JAVA_LONG, 0, at + done);
                long n = LinuxPosix.call(
                        SystemCall.COPY_FILE_RANGE, from, in.address(), to, out.address(), length - done, 0);
                if (n == 0) {
                    return done;
                }
                done += n;
            }
            return done;
        } catch (PosixException e) {
            if (e.is(PosixException.ENOSPC) || e.is(PosixException.EIO) || e.is(PosixException.EDQUOT)) {
                throw e;
            }
            return 0;
        }
    }
}
