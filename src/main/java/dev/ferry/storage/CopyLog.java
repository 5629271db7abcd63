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
 * What of a staged file is on the disk for certain, and its chunks' hashes: {@code <n>.hashes}. A header ties it to one
 * staged inode and one state of the source; each record says "all chunks before this one are done" with the leaves since
 * the last. A record is length, body, CRC-32C; the first that is torn ends the log.
 */
final class CopyLog implements AutoCloseable {
    private static final long FORMAT = 0x4645525259434C31L; // "FERRYCL1"
    private static final int MAX_RECORD_BYTES = 16 << 20;

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
    record Progress(long done, List<Leaf> leaves) {}

    private interface Body {
        void write(DataOutputStream out) throws IOException;
    }

    private CopyLog(VolumeFile file) {
        this.file = file;
    }

    static CopyLog create(StagedName name, long stagedInode, FileStamp source) throws StorageException {
        name.volume().remove(name.logPath());
        CopyLog log = new CopyLog(name.volume().createNew(name.logPath(), 0600));
        try {
            log.append(record(out -> header(out, stagedInode, source)));
            return log;
        } catch (StorageException e) {
            log.close();
            throw e;
        }
    }

    /** Opens a log that is of this very file and source; empty when there is none or it is of another. */
    static Optional<CopyLog> open(StagedName name, long stagedInode, FileStamp source) throws StorageException {
        if (name.volume().stat(name.logPath()).isEmpty()) {
            return Optional.empty();
        }
        CopyLog log = new CopyLog(name.volume().openWrite(name.logPath()));
        byte[] wanted = record(out -> header(out, stagedInode, source));
        ByteBuffer found = ByteBuffer.allocateDirect(wanted.length);
        log.file.read(found, 0);
        if (found.flip().equals(ByteBuffer.wrap(wanted))) {
            log.end = wanted.length;
            return Optional.of(log);
        }
        log.close();
        return Optional.empty();
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
        List<Leaf> leaves = new ArrayList<>();
        long done = 0;
        try (InputStream raw = file.input();
                DataInputStream in = new DataInputStream(new BufferedInputStream(raw, 1 << 16))) {
            in.skipNBytes(end);
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
        file.truncate(end);
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
        append(record(out -> {
            out.writeLong(done);
            out.writeInt(leaves.size());
            for (Leaf leaf : leaves) {
                out.writeLong(leaf.chunk());
                out.write(leaf.hash());
            }
        }));
        file.syncData();
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
