package dev.ferry.format.vhdx;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.format.OtherTools;
import dev.ferry.format.disk.DiskFacts;
import dev.ferry.format.disk.DiskKind;
import dev.ferry.format.disk.DiskPeek;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class VhdxWriterTest {
    private static final int MIB = 1024 * 1024;

    @TempDir
    Path folder;

    private Path file;
    private FileChannel channel;

    @BeforeEach
    void openEmptyFile() throws IOException {
        file = folder.resolve("disk.vhdx");
        channel = FileChannel.open(file, CREATE_NEW, READ, WRITE);
    }

    @Test
    void anUntouchedDiskHasNoBlocks() throws Exception {
        VhdxWriter writer = VhdxWriter.create(channel, VhdxParameters.of(1L << 30), counting());
        writer.close();
        writer.close();

        assertEquals(4 * MIB, channel.size());
        assertEquals(channel.size(), writer.fileSizeBytes());
        DiskFacts facts = DiskPeek.peek("disk.vhdx", channel);
        assertEquals(DiskKind.VHDX_DYNAMIC, facts.kind());
        assertEquals(1L << 30, facts.virtualSizeBytes());
        assertEquals("00000000-0000-0000-0000-000000000003", facts.identity());
        assertTrue(qemuInfo().contains("\"virtual-size\": 1073741824"));
        OtherTools.run(folder, "qemu-img", "check", "-f", "vhdx", file.toString());
        assertTrue(OtherTools.run(folder, "vhdiinfo", file.toString()).contains("1.0 GiB"));
    }

    @Test
    void othersReadTheBytesThatWereWritten() throws Exception {
        long size = 100L * MIB + 512;
        byte[] expected = new byte[(int) size];
        Random random = new Random(3);
        try (VhdxWriter writer = VhdxWriter.create(channel, new VhdxParameters(size, MIB), UUID::randomUUID)) {
            for (int i = 0; i < 60; i++) {
                byte[] data = new byte[1 + random.nextInt(3 * MIB)];
                random.nextBytes(data);
                int at = random.nextInt((int) size - data.length);
                System.arraycopy(data, 0, expected, at, data.length);
                writer.write(at, ByteBuffer.wrap(data));
            }
            writer.write(size - 3, ByteBuffer.wrap(new byte[] {7, 8, 9}));
            System.arraycopy(new byte[] {7, 8, 9}, 0, expected, (int) size - 3, 3);
        }
        OtherTools.run(folder, "qemu-img", "check", "-f", "vhdx", file.toString());
        Path raw = folder.resolve("disk.raw");
        OtherTools.run(folder, "qemu-img", "convert", "-f", "vhdx", "-O", "raw", file.toString(), raw.toString());
        assertTrue(Arrays.equals(expected, Files.readAllBytes(raw)));
    }

    /** Blocks of 256 MiB: sixteen of them are a chunk, so that the table has entries for bitmaps between ours. */
    @Test
    void countsTheEntriesOfBitmaps() throws Exception {
        VhdxParameters parameters = new VhdxParameters(20L << 40, 256 * MIB);
        Map<Long, byte[]> written = new TreeMap<>();
        try (VhdxWriter writer = VhdxWriter.create(channel, parameters, UUID::randomUUID)) {
            for (long block : new long[] {0, 15, 16, 17, 31, 32, 4095, 4096, 81_919}) {
                byte[] data = ("block" + block).getBytes(US_ASCII);
                written.put(block * 256 * MIB + 12_345, data);
                writer.write(block * 256 * MIB + 12_345, ByteBuffer.wrap(data));
            }
        }
        OtherTools.run(folder, "qemu-img", "check", "-f", "vhdx", file.toString());
        for (Map.Entry<Long, byte[]> piece : written.entrySet()) {
            String read = readByOther(piece.getKey(), piece.getValue().length);
            assertTrue(read.contains(new String(piece.getValue(), US_ASCII)), read);
        }
    }

    @Test
    void aLargeDiskIsAsLargeAsWhatIsInIt() throws Exception {
        Random random = new Random(5);
        byte[] data = new byte[MIB];
        random.nextBytes(data);
        long started = System.nanoTime();
        try (VhdxWriter writer = VhdxWriter.create(channel, VhdxParameters.of(64L << 30), UUID::randomUUID)) {
            for (int i = 0; i < 256; i++) {
                writer.write((i * 7919L % 65_536) * MIB, ByteBuffer.wrap(data));
            }
        }
        assertTrue(System.nanoTime() - started < 30_000_000_000L, "slow");
        long allocated = allocatedBytes();
        assertTrue(allocated < 300L * MIB, "takes " + allocated + " bytes");
        assertEquals(0, channel.size() % MIB);
        OtherTools.run(folder, "qemu-img", "check", "-f", "vhdx", file.toString());
    }

    @Test
    void refusesWhatIsNoDisk() throws IOException {
        assertThrows(IllegalArgumentException.class, () -> VhdxParameters.of(0));
        assertThrows(IllegalArgumentException.class, () -> VhdxParameters.of(513));
        assertThrows(IllegalArgumentException.class, () -> VhdxParameters.of((64L << 40) + 512));
        assertThrows(IllegalArgumentException.class, () -> new VhdxParameters(MIB, 3 * MIB));
        assertThrows(IllegalArgumentException.class, () -> new VhdxParameters(MIB, 512 * MIB));
        VhdxWriter writer = VhdxWriter.create(channel, VhdxParameters.of(MIB), UUID::randomUUID);
        assertThrows(IndexOutOfBoundsException.class, () -> writer.write(MIB - 1, ByteBuffer.allocate(2)));
        assertThrows(IndexOutOfBoundsException.class, () -> writer.write(-1, ByteBuffer.allocate(1)));
        writer.close();
        assertThrows(IOException.class, () -> writer.write(0, ByteBuffer.allocate(1)));
        assertThrows(
                IllegalArgumentException.class,
                () -> VhdxWriter.create(channel, VhdxParameters.of(MIB), UUID::randomUUID));
    }

    @Test
    void nobodyTakesAFileForADiskThatItsWriterDidNotFinish() throws Exception {
        VhdxWriter writer = VhdxWriter.create(channel, VhdxParameters.of(MIB), UUID::randomUUID);
        writer.write(0, ByteBuffer.wrap(new byte[] {1}));
        assertEquals(DiskKind.RAW, DiskPeek.peek("disk", channel).kind());

        FileChannel readOnly = FileChannel.open(Files.createFile(folder.resolve("b.vhdx")), READ);
        VhdxWriter failing = VhdxWriter.create(readOnly, VhdxParameters.of(MIB), UUID::randomUUID);
        assertThrows(RuntimeException.class, () -> failing.write(0, ByteBuffer.wrap(new byte[] {1})));
        failing.close();
        assertEquals(0, readOnly.size());
    }

    private String readByOther(long offset, int length) throws Exception {
        String read = "read -v " + offset + " " + length;
        return OtherTools.run(folder, "qemu-io", "-r", "-f", "vhdx", "-c", read, file.toString());
    }

    private long allocatedBytes() throws Exception {
        return Long.parseLong(OtherTools.run(folder, "stat", "-c", "%b", file.toString())
                        .strip())
                * 512;
    }

    private String qemuInfo() throws Exception {
        return OtherTools.run(folder, "qemu-img", "info", "--output=json", "-f", "vhdx", file.toString());
    }

    private static Supplier<UUID> counting() {
        long[] last = {0};
        return () -> new UUID(0, ++last[0]);
    }
}
