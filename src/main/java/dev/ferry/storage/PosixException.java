package dev.ferry.storage;

import java.io.IOException;

/** A system call that failed: which, and its errno. Callers of this package see a {@link StorageException}. */
public final class PosixException extends IOException {
    private static final long serialVersionUID = 1L;

    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int EINTR = 4;
    public static final int EIO = 5;
    public static final int ENXIO = 6;
    public static final int EAGAIN = 11;
    public static final int EACCES = 13;
    public static final int EEXIST = 17;
    public static final int EXDEV = 18;
    public static final int ENODEV = 19;
    public static final int ENOTDIR = 20;
    public static final int EISDIR = 21;
    public static final int EINVAL = 22;
    public static final int EFBIG = 27;
    public static final int ENOSPC = 28;
    public static final int EROFS = 30;
    public static final int ENAMETOOLONG = 36;
    public static final int ENOTEMPTY = 39;
    public static final int ELOOP = 40;
    public static final int ESTALE = 116;
    public static final int EDQUOT = 122;

    private final int errno;

    public PosixException(String call, int errno) {
        super(call + ": errno " + errno);
        this.errno = errno;
    }

    int errno() {
        return errno;
    }

    boolean is(int number) {
        return errno == number;
    }
}
