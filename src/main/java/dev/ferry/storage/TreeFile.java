package dev.ferry.storage;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * A {@link ChunkTree} on the disk, {@code ferry.manifest.d/<n>.tree}, big endian: eight bytes of name and version, bytes per
 * chunk, size of the file, number of runs; each run's first chunk, count and leaves; CRC-32C of all that.
 */
public final class TreeFile {
    private static final long FORMAT = 0x4645525259545231L; // "FERRYTR1"
    private static final int HEADER_BYTES = 8 + 4 + 8 + 4;
    private static final int RUN_BYTES = 8 + 4;
    private static final int MAX_RUN = 1 << 16;

    private TreeFile() {}

    /** Writes a staged tree and brings it to the disk; one that an attempt before left is thrown away. */
    public static void write(Volume volume, String rel, ChunkTree tree, Ownership ownership) throws StorageException {
        if (Names.isOwn(rel)) {
            volume.remove(rel);
        }
        try (VolumeFile file = volume.createNew(rel, 0600)) {
            write(file.output(), tree);
            file.own(ownership);
            file.sync();
            volume.syncFolder(Names.parent(rel));
        } catch (IOException e) {
            if (e.getCause() instanceof StorageException cause) {
                throw cause;
            }
            throw new IllegalStateException("only storage fails here", e);
        }
    }

    static void write(OutputStream out, ChunkTree tree) throws IOException {
        CRC32C crc = new CRC32C();
        DataOutputStream data =
                new DataOutputStream(new CheckedOutputStream(new BufferedOutputStream(out, 1 << 16), crc));
        data.writeLong(FORMAT);
        data.writeInt(ChunkTree.CHUNK_BYTES);
        data.writeLong(tree.sizeBytes());
        data.writeInt(tree.runs().size());
        for (ChunkTree.Run run : tree.runs()) {
            data.writeLong(run.first);
            data.writeInt(run.count());
            for (long chunk = run.first; chunk < run.end(); chunk++) {
                data.write(run.leaf(chunk));
            }
        }
        data.writeInt((int) crc.getValue());
        data.flush();
    }

    /** Reads a tree that must be of a file of the given size; anything else about it that is wrong is refused. */
    public static ChunkTree read(Volume volume, String rel, long sizeBytes) throws StorageException {
        try (VolumeFile file = volume.openRead(rel)) {
            // At worst each chunk is a run of its own: no file of ours is longer, so no more is read.
            long most = HEADER_BYTES + 4 + ChunkTree.chunks(sizeBytes) * (RUN_BYTES + Hashes.BYTES);
            if (file.facts().sizeBytes() > most) {
                throw altered(file.place(), "it is too long");
            }
            try (InputStream in = file.input()) {
                return read(in, sizeBytes);
            } catch (IOException e) {
                throw altered(file.place(), e.getMessage() == null ? "it is cut short" : e.getMessage());
            }
        }
    }

    static ChunkTree read(InputStream in, long sizeBytes) throws IOException {
        CRC32C crc = new CRC32C();
        DataInputStream data = new DataInputStream(new CheckedInputStream(new BufferedInputStream(in, 1 << 16), crc));
        expect(data.readLong() == FORMAT, "its format is unknown");
        expect(data.readInt() == ChunkTree.CHUNK_BYTES, "its chunks have another size");
        expect(data.readLong() == sizeBytes, "it is of a file of another size");
        int runs = data.readInt();
        ChunkTree.Builder builder = new ChunkTree.Builder(sizeBytes);
        long next = 0;
        for (int i = 0; i < runs; i++) {
            long first = data.readLong();
            int count = data.readInt();
            boolean inside = first >= next && count > 0 && count <= MAX_RUN;
            expect(inside && first + count <= ChunkTree.chunks(sizeBytes), "a run is out of order");
            for (long chunk = first; chunk < first + count; chunk++) {
                builder.add(chunk, leaf(data));
            }
            next = first + count;
        }
        int sum = (int) crc.getValue();
        expect(data.readInt() == sum, "its check sum does not match");
        expect(data.read() < 0, "something follows its end");
        return builder.build();
    }

    private static byte[] leaf(DataInputStream data) throws IOException {
        byte[] leaf = new byte[Hashes.BYTES];
        data.readFully(leaf);
        return leaf;
    }

    private static void expect(boolean holds, String otherwise) throws IOException {
        if (!holds) {
            throw new IOException(otherwise);
        }
    }

    private static StorageException altered(String place, String why) {
        return StorageException.failed(
                "the chunk hashes in " + place + " cannot be used: " + why + ".", "Use another copy of the export.");
    }
}
