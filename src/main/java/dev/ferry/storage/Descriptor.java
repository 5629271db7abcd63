package dev.ferry.storage;

/** An open file descriptor, closed once. Not for use by a thread after another closed it: numbers are used again. */
final class Descriptor implements AutoCloseable {
    private final Posix posix;
    private final int number;
    private boolean closed;

    Descriptor(Posix posix, int number) {
        this.posix = posix;
        this.number = number;
    }

    static Descriptor beneath(Descriptor folder, String path, int flags, int mode) throws PosixException {
        return new Descriptor(folder.posix, folder.posix.openBeneath(folder.number(), path, flags, mode));
    }

    /** The folder that a path is in, opened for work on names in it. */
    static Descriptor parentOf(Descriptor root, String path) throws PosixException {
        return beneath(root, Names.parent(path), Posix.O_PATH | Posix.O_DIRECTORY, 0);
    }

    Posix posix() {
        return posix;
    }

    synchronized int number() {
        if (closed) {
            throw new IllegalStateException("the file is closed");
        }
        return number;
    }

    @Override
    public synchronized void close() throws PosixException {
        if (!closed) {
            closed = true;
            posix.close(number);
        }
    }
}
