package dev.ferry.storage;

import dev.ferry.model.transfer.FileStamp;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What of a staged file is on the disk for certain, and its chunks' hashes: {@code <n>.<epoch>.hashes}. A header ties it to one
 * staged inode and one state of the source; each record says "all chunks before this one are done" with the leaves since
 * the last. A record is length, body, CRC-32C; the first that is torn ends the log.
 */
final class CopyLog implements AutoCloseable {
    private static final long FORMAT = 0x4645525259434C31L; // "FERRYCL1"
    private static final int MAX_RECORD_BYTES = 16 << 20;
    /** Leaves in one record of a log that is written at once: four megabytes. */
    private static final int LEAVES_MAX = 100_000;

    private final VolumeFile file;
    private long end;

    /** A chunk's hash; the bytes are not to be changed. */
    static final class Leaf {
        private final long chunk;
        private final byte[] hash;

        Leaf(long chunk, byte[] hash) {
            this.chunk = chunk;
            this.hash = hash;
        }

        long chunk() {
            return chunk;
        }

        byte[] hash() {
            return hash;
        }
    }

    /** What a log tells: chunks before {@code done} are on the disk. */
    record Progress(long done, List<Leaf> leaves) {
        static final Progress NONE = new Progress(0, List.of());
    }

    private interface Body {
        void write(DataOutputStream out) throws IOException;
    }

    private CopyLog(VolumeFile file) {
        this.file = file;
    }

    /** A new log of a new file, in which this much is on the disk already. */
    static CopyLog create(StagedName name, long stagedInode, FileStamp source, Progress sofar) throws StorageException {
        name.volume().remove(name.logPath());
        CopyLog log = new CopyLog(name.volume().createNew(name.logPath(), 0600));
        try {
            log.append(record(out -> header(out, stagedInode, source)));
            List<Leaf> leaves = sofar.leaves();
            for (int i = 0; i < leaves.size(); i += LEAVES_MAX) {
                List<Leaf> some = leaves.subList(i, Math.min(leaves.size(), i + LEAVES_MAX));
                log.append(record(out -> body(out, some.getLast().chunk() + 1, some)));
            }
            log.append(sofar.done(), List.of());
            return log;
        } catch (StorageException e) {
            log.close();
            throw e;
        }
    }

    /** The log that is of this very inode and source, by whichever attempt; empty when there is none. */
    static Optional<String> find(StagedName name, long stagedInode, FileStamp source) throws StorageException {
        byte[] wanted = record(out -> header(out, stagedInode, source));
        for (String path : name.logs()) {
            try (VolumeFile file = name.volume().openRead(path)) {
                ByteBuffer found = ByteBuffer.allocateDirect(wanted.length);
                file.read(found, 0);
                if (found.flip().equals(ByteBuffer.wrap(wanted))) {
                    return Optional.of(path);
                }
            }
        }
        return Optional.empty();
    }

    /** Opens this attempt's log, which {@link #find} has found. */
    static CopyLog open(StagedName name) throws StorageException {
        return new CopyLog(name.volume().openWrite(name.logPath()));
    }

    /** Reads a log that another may still be writing, and leaves it as it is. */
    static Progress peek(Volume volume, String path) throws StorageException {
        try (CopyLog log = new CopyLog(volume.openRead(path))) {
            return log.records();
        }
    }

    private static void header(DataOutputStream out, long stagedInode, FileStamp source) throws IOException {
        out.writeLong(FORMAT);
        out.writeInt(ChunkTree.CHUNK_BYTES);
        out.writeLong(stagedInode);
        out.writeLong(source.inode());
        out.writeLong(source.sizeBytes());
        out.writeLong(source.modifiedNanos());
        out.writeLong(source.changedNanos());
    }

    /** Reads all whole records; a torn rest is cut off, to be written anew. */
    Progress read() throws StorageException {
        Progress progress = records();
        file.truncate(end);
        return progress;
    }

    private Progress records() throws StorageException {
        List<Leaf> leaves = new ArrayList<>();
        long done = 0;
        try (InputStream raw = file.input();
                DataInputStream in = new DataInputStream(new BufferedInputStream(raw, 1 << 16))) {
            // The header is a record, too, and was looked at when the log was found.
            end = nextBody(in).map(header -> 8L + header.length).orElse(0L);
            for (Optional<byte[]> body = nextBody(in); body.isPresent(); body = nextBody(in)) {
                DataInputStream fields = new DataInputStream(new ByteArrayInputStream(body.get()));
                done = fields.readLong();
                int count = fields.readInt();
                for (int i = 0; i < count; i++) {
                    leaves.add(new Leaf(fields.readLong(), fields.readNBytes(Hashes.BYTES)));
                }
                end += 8 + body.get().length;
            }
        } catch (IOException e) {
            throw StorageException.failed("cannot read " + file.place() + ": " + e.getMessage() + ".", "")
                    .causedBy(e);
        }
        return new Progress(done, leaves);
    }

    private static Optional<byte[]> nextBody(DataInputStream in) throws IOException {
        byte[] length = in.readNBytes(4);
        int bytes = length.length == 4 ? ByteBuffer.wrap(length).getInt() : -1;
        if (bytes <= 0 || bytes > MAX_RECORD_BYTES) {
            return Optional.empty();
        }
        byte[] body = in.readNBytes(bytes);
        byte[] sum = in.readNBytes(4);
        boolean whole = body.length == bytes && sum.length == 4;
        return whole && ByteBuffer.wrap(sum).getInt() == crc(body) ? Optional.of(body) : Optional.empty();
    }

    /** Appends a record and brings it to the disk. The chunks that it tells of must be there already. */
    void append(long done, List<Leaf> leaves) throws StorageException {
        append(record(out -> body(out, done, leaves)));
        file.syncData();
    }

    private static void body(DataOutputStream out, long done, List<Leaf> leaves) throws IOException {
        out.writeLong(done);
        out.writeInt(leaves.size());
        for (Leaf leaf : leaves) {
            out.writeLong(leaf.chunk());
            out.write(leaf.hash());
        }
    }

    private void append(byte[] record) throws StorageException {
        file.write(ByteBuffer.allocateDirect(record.length).put(record).flip(), end);
        end += record.length;
    }

    private static byte[] record(Body content) {
        try {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            content.write(new DataOutputStream(body));
            ByteArrayOutputStream record = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(record);
            out.writeInt(body.size());
            body.writeTo(out);
            out.writeInt(crc(body.toByteArray()));
            return record.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        }
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    @Override
    public void close() throws StorageException {
        file.close();
    }
}
