package dev.ferry.storage;

import dev.ferry.model.transfer.FileStamp;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Reads files again, from the disk and not from memory, and compares each chunk with its hash. Holes are not read: nothing
 * is there, and they hash as zeros. Only what has passed this may be published.
 */
public final class ReadBack {
    static final int MAX_DAMAGES = 100;

    private final Executor hashers;

    /** What was found, and the file's stamp, the same before and after: nobody wrote while it was read. */
    public record Verified(FileStamp stamp, List<Damage> damages) {
        public Verified {
            damages = List.copyOf(damages);
        }

        public boolean isSound() {
            return damages.isEmpty();
        }
    }

    public ReadBack(Executor hashers) {
        this.hashers = hashers;
    }

    /** The hashes of a file as it is: for one that Ferry has just written itself. */
    public ChunkTree hash(Volume volume, String rel) throws StorageException {
        try (VolumeFile file = volume.openRead(rel)) {
            long size = file.stamp().sizeBytes();
            ChunkTree.Builder tree = new ChunkTree.Builder(size);
            try (HashPipeline pipeline = new HashPipeline(hashers, size, tree::add)) {
                for (long at = file.nextData(0); at >= 0 && at < size; ) {
                    long chunk = SparseCopy.chunkOf(at);
                    int length = ChunkTree.lengthOf(chunk, size);
                    ByteBuffer buffer = pipeline.buffer(length);
                    file.read(buffer, chunk * ChunkTree.CHUNK_BYTES);
                    pipeline.submit(chunk, buffer.flip());
                    long next = (chunk + 1) * ChunkTree.CHUNK_BYTES;
                    at = next < size ? file.nextData(next) : -1;
                }
                pipeline.drain();
            }
            return tree.build();
        }
    }

    /** Verifies one file. At most a hundred damages are told. Progress is counted as {@link CopyControl} says. */
    public Verified verify(Volume volume, String rel, ChunkTree expected, CopyControl control)
            throws StorageException, CopyInterruptedException {
        try (VolumeFile file = volume.openRead(rel)) {
            FileStamp before = file.stamp();
            if (before.sizeBytes() != expected.sizeBytes()) {
                String message = rel + ": has " + before.sizeBytes() + " bytes instead of " + expected.sizeBytes();
                return new Verified(before, List.of(Damage.ofFile(rel, message)));
            }
            file.dropCache();
            List<Damage> damages = new ArrayList<>();
            compare(file, rel, expected, damages, control);
            if (!file.stamp().equals(before)) {
                throw StorageException.inUse(
                        file.place() + " changed while it was read back.", "Stop what writes to it, then start again.");
            }
            return new Verified(before, damages);
        }
    }

    private void compare(VolumeFile file, String rel, ChunkTree expected, List<Damage> damages, CopyControl control)
            throws StorageException, CopyInterruptedException {
        long size = expected.sizeBytes();
        HashPipeline.Sink sink = (chunk, hash) -> {
            if (!Arrays.equals(hash, expected.leaf(chunk))) {
                damages.add(Damage.ofChunk(rel, chunk));
            }
        };
        try (HashPipeline pipeline = new HashPipeline(hashers, size, sink)) {
            long chunk = 0;
            while (chunk * ChunkTree.CHUNK_BYTES < size && damages.size() < MAX_DAMAGES) {
                control.checkpoint();
                long data = SparseCopy.chunkOf(file.nextData(chunk * ChunkTree.CHUNK_BYTES));
                long wanted = expected.nextLeaf(chunk);
                chunk = Math.min(data, wanted);
                if (chunk == Long.MAX_VALUE) {
                    break;
                }
                int length = ChunkTree.lengthOf(chunk, size);
                ByteBuffer buffer = pipeline.buffer(length);
                file.read(buffer, chunk * ChunkTree.CHUNK_BYTES);
                pipeline.submit(chunk, buffer.flip());
                control.moved(data == chunk ? length : 0, 0);
                chunk++;
            }
            pipeline.drain();
        }
        if (damages.size() > MAX_DAMAGES) {
            damages.subList(MAX_DAMAGES, damages.size()).clear();
        }
    }
}
