package dev.ferry.simulation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** The few things that readers and writers of formats do with a channel, on a {@link SimPosix}. */
final class SimChannel extends FileChannel {
    private final SimPosix posix;
    private final int fd;
    private long position;

    SimChannel(SimPosix posix, int fd) {
        this.posix = posix;
        this.fd = fd;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int n = read(into, position);
        position += Math.max(0, n);
        return n;
    }

    @Override
    public int read(ByteBuffer into, long at) throws IOException {
        if (!into.hasRemaining()) {
            return 0;
        }
        int n = posix.read(fd, into, at);
        return n == 0 ? -1 : n;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        int n = write(from, position);
        position += n;
        return n;
    }

    @Override
    public int write(ByteBuffer from, long at) throws IOException {
        return posix.write(fd, from, at);
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public FileChannel position(long to) {
        position = to;
        return this;
    }

    @Override
    public long size() {
        return posix.facts(fd).sizeBytes();
    }

    @Override
    public FileChannel truncate(long to) {
        posix.truncate(fd, to);
        return this;
    }

    @Override
    protected void implCloseChannel() {
        posix.close(fd);
    }

    @Override
    public void force(boolean metaData) throws IOException {
        posix.sync(fd);
    }

    @Override
    public long read(ByteBuffer[] into, int offset, int length) {
        throw unused();
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) {
        throw unused();
    }

    @Override
    public long transferTo(long at, long count, WritableByteChannel target) {
        throw unused();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long at, long count) {
        throw unused();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long at, long size) {
        throw unused();
    }

    @Override
    public FileLock lock(long at, long size, boolean shared) {
        throw unused();
    }

    @Override
    public FileLock tryLock(long at, long size, boolean shared) {
        throw unused();
    }

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("no reader or writer of formats does this");
    }
}
