package dev.ferry.storage;

import dev.ferry.model.ReturnCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.function.Executable;

/** Volumes and files for tests, and the verbs to look at them. */
final class TestVolume {
    static final String CLUSTER = "cluster-1";
    static final int MIB = 1 << 20;

    private TestVolume() {}

    static VolumeSettings settings(Path root) {
        return new VolumeSettings(
                "csv1", "", true, true, root, List.of("C:\\ClusterStorage\\Volume1", "\\\\filer\\vms"));
    }

    static Volume in(Path root) throws StorageException {
        return Volume.initialise(settings(root), CLUSTER).under(WriteLease.UNSHARED);
    }

    /** A sparse file with random bytes at the given offsets. */
    static void write(Path file, long sizeBytes, int pieceBytes, long... offsets) throws IOException {
        Random random = new Random(7);
        Files.createDirectories(file.getParent());
        try (FileChannel out = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            for (long offset : offsets) {
                byte[] piece = new byte[pieceBytes];
                random.nextBytes(piece);
                out.write(ByteBuffer.wrap(piece), offset);
            }
            if (out.size() < sizeBytes) {
                out.write(ByteBuffer.wrap(new byte[1]), sizeBytes - 1);
            }
        }
    }

    static void flip(Path file, long offset) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, offset);
            one.put(0, (byte) (one.get(0) ^ 1)).rewind();
            channel.write(one, offset);
        }
    }

    static StorageException refusal(ReturnCode code, Executable work) {
        StorageException e = Assertions.assertThrows(StorageException.class, work);
        Assertions.assertEquals(code, e.refusal().code(), e.getMessage());
        return e;
    }

    static void assertSays(StorageException e, String part) {
        Assertions.assertTrue(e.getMessage().contains(part), e.getMessage());
    }

    /** Stops the work at the n-th chunk the way a crash does: nothing is tidied up. */
    static CopyControl crashingAt(int n) {
        return new CopyControl() {
            private int passed;

            @Override
            public void checkpoint() {
                if (++passed == n) {
                    throw new Crash();
                }
            }

            @Override
            public void moved(long readBytes, long writtenBytes) {}
        };
    }

    static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Adds up what it is told. */
    static final class Tally implements CopyControl {
        long read;
        long written;

        @Override
        public void checkpoint() {}

        @Override
        public void moved(long readBytes, long writtenBytes) {
            read += readBytes;
            written += writtenBytes;
        }
    }
}
