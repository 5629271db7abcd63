package dev.ferry.storage;

import dev.ferry.model.transfer.FileStamp;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** An open file on a volume. Whoever opened it closes it, and lets no other thread use it after that. */
public final class VolumeFile implements CopySource {
    private final Descriptor descriptor;
    private final String place;

    VolumeFile(Descriptor descriptor, String place) {
        this.descriptor = descriptor;
        this.place = place;
    }

    private interface Act<T> {
        T run(Posix posix, int fd) throws PosixException;
    }

    private <T> T call(String doing, Act<T> act) throws StorageException {
        try {
            return act.run(descriptor.posix(), descriptor.number());
        } catch (PosixException e) {
            throw Trouble.explain(e, doing, place, "");
        }
    }

    private int number() {
        return descriptor.number();
    }

    Optional<String> foreignHolder() throws StorageException {
        return call("look for locks on", Posix::foreignHolder);
    }

    long monotonicNanos() {
        return descriptor.posix().monotonicNanos();
    }

    @Override
    public String place() {
        return place;
    }

    public FileFacts facts() throws StorageException {
        return call("look at", Posix::facts);
    }

    @Override
    public FileStamp stamp() throws StorageException {
        return facts().stamp();
    }

    @Override
    public long nextData(long from) throws StorageException {
        return call("find the data of", (posix, fd) -> posix.nextData(fd, from));
    }

    /** Where the data at a position ends. */
    public long nextHole(long from) throws StorageException {
        return call("find the holes of", (posix, fd) -> posix.nextHole(fd, from));
    }

    @Override
    public void read(ByteBuffer into, long at) throws StorageException {
        long next = at;
        while (into.hasRemaining()) {
            long from = next;
            int n = call("read", (posix, fd) -> posix.read(fd, into, from));
            if (n == 0) {
                return;
            }
            next += n;
        }
    }

    /** Writes all of a direct buffer at a position. */
    public void write(ByteBuffer from, long at) throws StorageException {
        long next = at;
        while (from.hasRemaining()) {
            long to = next;
            String doing = "write " + from.remaining() + " bytes at offset " + to + " of";
            next += call(doing, (posix, fd) -> posix.write(fd, from, to));
        }
    }

    /** Shares a range with another file of the volume; false where the file system can't, and nothing was done. */
    boolean cloneRange(VolumeFile source, long at, long length) throws StorageException {
        return call("clone into", (posix, fd) -> posix.cloneRange(source.number(), fd, at, length));
    }

    /** Lets the kernel copy a range from another file of the volume; answers how much of it was done before it could not. */
    long copyRange(VolumeFile source, long at, long length) throws StorageException {
        return call("copy into", (posix, fd) -> posix.copyRange(source.number(), fd, at, length));
    }

    public void truncate(long sizeBytes) throws StorageException {
        call("set the size (" + sizeBytes + " bytes) of", (posix, fd) -> {
            posix.truncate(fd, sizeBytes);
            return null;
        });
    }

    /** Contents and attributes are on the disk after this. A failure is final: what was written before it is void. */
    public void sync() throws StorageException {
        call("bring to the disk", (posix, fd) -> {
            posix.sync(fd);
            return null;
        });
    }

    public void syncData() throws StorageException {
        call("bring to the disk", (posix, fd) -> {
            posix.syncData(fd);
            return null;
        });
    }

    /** Takes the lock that says "this writer lives", held until the file is closed; false when another has it. */
    public boolean tryLock() throws StorageException {
        return call("lock", Posix::tryLock);
    }

    /** The next reads come from the disk, not from memory, as far as the file system can. */
    public void dropCache() throws StorageException {
        call("forget the cached pages of", (posix, fd) -> {
            posix.sync(fd);
            posix.dropCache(fd);
            return null;
        });
    }

    /** Gives the file the mode and owner that it is to be published with. */
    public void own(Ownership ownership) throws StorageException {
        call("set mode and owner of", (posix, fd) -> {
            if (ownership.uid() >= 0 || ownership.gid() >= 0) {
                posix.changeOwner(fd, ownership.uid(), ownership.gid());
            }
            posix.changeMode(fd, ownership.fileMode());
            return null;
        });
    }

    /** A channel of its own on the same file, for readers and writers of formats. */
    public FileChannel channel(OpenOption... options) throws StorageException {
        try {
            return descriptor.posix().channel(descriptor.number(), options);
        } catch (IOException e) {
            throw StorageException.failed("cannot open " + place + " again: " + e.getMessage(), "")
                    .causedBy(e);
        }
    }

    public InputStream input() throws StorageException {
        return Channels.newInputStream(channel(StandardOpenOption.READ));
    }

    /** Writes from the file's beginning on; what fails is an {@link IOException} caused by a {@link StorageException}. */
    public OutputStream output() {
        return new Output();
    }

    private final class Output extends OutputStream {
        private long at;

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                VolumeFile.this.write(
                        ByteBuffer.allocateDirect(length)
                                .put(bytes, from, length)
                                .flip(),
                        at);
                at += length;
            } catch (StorageException e) {
                throw new IOException(e.getMessage(), e);
            }
        }
    }

    @Override
    public void close() throws StorageException {
        try {
            descriptor.close();
        } catch (PosixException e) {
            throw Trouble.explain(e, "close", place, "");
        }
    }
}
