package dev.ferry.storage.remote;

import dev.ferry.model.transfer.FileStamp;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.storage.CopySource;
import dev.ferry.storage.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * A file that another node has, read a window at a time. Where it has data is asked apart from the data, so that a copy that
 * goes on passes over what it has without a byte of it. For one thread.
 */
public final class RemoteSource implements CopySource {
    private final DataPeer peer;
    private final VolumePath file;
    private final DataLine line;
    private final TreeMap<Long, Long> extents = new TreeMap<>();
    private FileStamp expected;
    private long mappedFrom;
    private long mappedTo;
    private byte[] window = new byte[0];
    private long windowAt;
    private int windowLength;

    private RemoteSource(DataPeer peer, VolumePath file) {
        this.peer = peer;
        this.file = file;
        this.line = new DataLine(peer);
    }

    /** Looks at the file; from then on every answer is about the file that was found, or is a refusal. */
    public static RemoteSource open(DataPeer peer, VolumePath file) throws StorageException {
        RemoteSource source = new RemoteSource(peer, file);
        try {
            source.expected = source.stamp();
            return source;
        } catch (StorageException e) {
            source.close();
            throw e;
        }
    }

    @Override
    public String place() {
        return file + " at the node " + peer.node();
    }

    @Override
    public FileStamp stamp() throws StorageException {
        FileStamp[] seen = new FileStamp[1];
        ask(Wire.Wanted.LOOK, 0, 0, () -> seen[0] = null, (kind, in) -> {
            require(kind == Wire.STAMP);
            seen[0] = Wire.stamp(in);
        });
        if (seen[0] == null) {
            throw StorageException.failed(
                    "the node " + peer.node() + " did not tell what " + file + " is", "look at that node's log");
        }
        return seen[0];
    }

    @Override
    public long nextData(long from) throws StorageException {
        if (from < mappedFrom || from >= mappedTo) {
            map(from);
        }
        while (true) {
            Long at = extents.floorKey(from);
            if (at != null && at + extents.get(at) > from) {
                return from;
            }
            Long next = extents.higherKey(from);
            if (next != null) {
                return next;
            }
            if (mappedTo >= expected.sizeBytes()) {
                return -1;
            }
            map(mappedTo);
        }
    }

    /** What is told reaches to the end of the last extent; fewer than the most that are told reach to the end of the file. */
    private void map(long from) throws StorageException {
        ask(Wire.Wanted.MAP, from, 0, extents::clear, (kind, in) -> {
            require(kind == Wire.EXTENT);
            long at = in.readLong();
            long length = in.readLong();
            long last = extents.isEmpty() ? from : extents.lastKey() + extents.get(extents.lastKey());
            require(at >= last && length > 0 && extents.size() < Wire.MAP_EXTENTS_MAX);
            extents.put(at, length);
        });
        mappedFrom = from;
        mappedTo = extents.size() < Wire.MAP_EXTENTS_MAX
                ? Math.max(from, expected.sizeBytes())
                : extents.lastKey() + extents.get(extents.lastKey());
    }

    @Override
    public void read(ByteBuffer into, long at) throws StorageException {
        long next = at;
        while (into.hasRemaining() && next < expected.sizeBytes()) {
            if (next < windowAt || next >= windowAt + windowLength) {
                fetch(next);
            }
            int from = (int) (next - windowAt);
            int length = Math.min(into.remaining(), windowLength - from);
            into.put(window, from, length);
            next += length;
        }
    }

    private void fetch(long at) throws StorageException {
        int length = (int) Math.min(peer.limits().windowBytes(), expected.sizeBytes() - at);
        windowLength = 0;
        ask(Wire.Wanted.READ, at, length, () -> window = new byte[length], (kind, in) -> {
            require(kind == Wire.DATA);
            long from = in.readLong() - at;
            int bytes = in.readInt();
            int sum = in.readInt();
            require(from >= 0 && bytes > 0 && from + bytes <= length);
            in.readFully(window, (int) from, bytes);
            CRC32C found = new CRC32C();
            found.update(window, (int) from, bytes);
            require((int) found.getValue() == sum);
        });
        windowAt = at;
        windowLength = length;
    }

    private void ask(Wire.Wanted wanted, long from, int length, Runnable begin, DataLine.Frames frames)
            throws StorageException {
        line.ask(new Wire.Request(wanted, file, expected, from, length), begin, frames);
    }

    private static void require(boolean sound) throws IOException {
        if (!sound) {
            throw new IOException("it sent what cannot be an answer, or it was damaged on the way");
        }
    }

    @Override
    public void close() {
        line.close();
    }
}
