package dev.ferry.storage;

import java.io.IOException;

/** A system call that failed: which, and its errno. Stays in this package; callers see a {@link StorageException}. */
final class PosixException extends IOException {
    private static final long serialVersionUID = 1L;

    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int EINTR = 4;
    static final int EIO = 5;
    static final int ENXIO = 6;
    static final int EAGAIN = 11;
    static final int EACCES = 13;
    static final int EEXIST = 17;
    static final int EXDEV = 18;
    static final int ENODEV = 19;
    static final int ENOTDIR = 20;
    static final int EISDIR = 21;
    static final int EINVAL = 22;
    static final int EFBIG = 27;
    static final int ENOSPC = 28;
    static final int EROFS = 30;
    static final int ENAMETOOLONG = 36;
    static final int ENOTEMPTY = 39;
    static final int ELOOP = 40;
    static final int ESTALE = 116;
    static final int EDQUOT = 122;

    private final int errno;

    PosixException(String call, int errno) {
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
