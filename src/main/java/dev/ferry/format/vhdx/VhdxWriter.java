package dev.ferry.format.vhdx;

import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Writes a new dynamic VHDX. Blocks are laid down in the order in which they are first written; what is never written is
 * not in the file and reads as zeros. The headers come last, in {@link #close()}: a file whose writer died has none, and
 * no reader takes it for a disk.
 *
 * <p>Not for several threads. The channel stays open: its owner syncs and closes it.
 */
public final class VhdxWriter implements AutoCloseable {
    private static final int MIB = 1024 * 1024;
    private static final long LOG = MIB;
    private static final long METADATA = 2 * MIB;
    private static final long TABLE = 3 * MIB;
    private static final int FULLY_PRESENT = 6;
    private static final String CREATOR = "Ferry";

    private static final int REQUIRED = 4;
    private static final int ABOUT_THE_DISK = 2;
    private static final int ITEM_ENTRIES = 32;
    private static final int ITEM_ENTRY_BYTES = 32;

    private final FileChannel channel;
    private final VhdxParameters parameters;
    private final Supplier<UUID> guids;
    private final BlockTable table = new BlockTable();
    private long end;
    private boolean broken;
    private boolean closed;

    private VhdxWriter(FileChannel channel, VhdxParameters parameters, Supplier<UUID> guids) {
        this.channel = channel;
        this.parameters = parameters;
        this.guids = guids;
        this.end = TABLE + parameters.tableBytes();
    }

    /** {@code channel} is of an empty file; {@code guids} gives the identities that the format asks for, each a new one. */
    public static VhdxWriter create(FileChannel channel, VhdxParameters parameters, Supplier<UUID> guids)
            throws IOException {
        if (channel.size() != 0) {
            throw new IllegalArgumentException(
                    "a new VHDX is written into an empty file, not over " + channel.size() + " bytes");
        }
        return new VhdxWriter(channel, parameters, guids);
    }

    /** Makes a disk with nothing in it, and answers how many bytes its file has. */
    public static long writeEmpty(FileChannel channel, VhdxParameters parameters, Supplier<UUID> guids)
            throws IOException {
        try (VhdxWriter writer = create(channel, parameters, guids)) {
            return writer.fileSizeBytes();
        }
    }

    /** Puts all that remains in {@code data} at a place of the disk, aligned or not. */
    public void write(long virtualOffset, ByteBuffer data) throws IOException {
        if (closed || broken) {
            throw new IOException("this VHDX is already closed, or an earlier write to it failed");
        }
        Objects.checkFromIndexSize(virtualOffset, data.remaining(), parameters.virtualSizeBytes());
        int blockSize = parameters.blockSizeBytes();
        long at = virtualOffset;
        broken = true;
        while (data.hasRemaining()) {
            int inBlock = (int) (at % blockSize);
            int length = Math.min(data.remaining(), blockSize - inBlock);
            ByteBuffer part = data.slice(data.position(), length);
            writeFully(part, table.mebibyteOf(at / blockSize, this::newBlock) * MIB + inBlock);
            data.position(data.position() + length);
            at += length;
        }
        broken = false;
    }

    /** The bytes of the file when everything that was written so far is in it. */
    public long fileSizeBytes() {
        return end;
    }

    /** Completes the file. After a failed write it is left incomplete, so that nobody takes it for a disk. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        if (broken) {
            return;
        }
        extendTo(end);
        writeTable();
        writeFully(metadataTable(), METADATA);
        writeFully(metadataItems(), METADATA + VhdxLayout.TABLE_BYTES);
        writeFully(regionTable(), VhdxLayout.REGION_TABLE_1);
        writeFully(regionTable(), VhdxLayout.REGION_TABLE_2);
        UUID fileWrite = guids.get();
        UUID dataWrite = guids.get();
        writeFully(header(1, fileWrite, dataWrite), VhdxLayout.HEADER_1);
        writeFully(header(2, fileWrite, dataWrite), VhdxLayout.HEADER_2);
        writeFully(fileIdentifier(), 0);
    }

    private long newBlock() {
        long mebibyte = end / MIB;
        end += parameters.blockSizeBytes();
        return mebibyte;
    }

    /** One byte at the end: the file has its whole length, and the blocks' unwritten parts take no room. */
    private void extendTo(long size) throws IOException {
        if (channel.size() < size) {
            writeFully(ByteBuffer.allocate(1), size - 1);
        }
    }

    private void writeTable() throws IOException {
        for (Map.Entry<Long, int[]> page : table.pages().entrySet()) {
            long first = page.getKey() * BlockTable.PAGE_BLOCKS;
            long last = Math.min(first + BlockTable.PAGE_BLOCKS, parameters.blocks()) - 1;
            long firstIndex = parameters.tableIndex(first);
            ByteBuffer entries =
                    VhdxLayout.buffer(Math.toIntExact((parameters.tableIndex(last) - firstIndex + 1) * Long.BYTES));
            for (long block = first; block <= last; block++) {
                long mebibyte = page.getValue()[(int) (block - first)];
                int at = Math.toIntExact((parameters.tableIndex(block) - firstIndex) * Long.BYTES);
                entries.putLong(at, mebibyte == 0 ? 0 : mebibyte << 20 | FULLY_PRESENT);
            }
            writeFully(entries, TABLE + firstIndex * Long.BYTES);
        }
    }

    private static ByteBuffer fileIdentifier() {
        return VhdxLayout.buffer(8 + 512)
                .putLong(VhdxLayout.FILE_SIGNATURE)
                .put(CREATOR.getBytes(UTF_16LE))
                .clear();
    }

    /** No log GUID: the log is empty, and whatever lies in its place means nothing. */
    private static ByteBuffer header(long sequence, UUID fileWrite, UUID dataWrite) {
        ByteBuffer header = VhdxLayout.buffer(VhdxLayout.HEADER_BYTES);
        header.putInt(VhdxLayout.HEADER_SIGNATURE).putInt(0).putLong(sequence);
        VhdxLayout.putGuid(header, fileWrite);
        VhdxLayout.putGuid(header, dataWrite);
        header.position(66).putShort((short) 1).putInt(MIB).putLong(LOG);
        return VhdxLayout.seal(header);
    }

    private ByteBuffer regionTable() {
        ByteBuffer regions = VhdxLayout.buffer(VhdxLayout.TABLE_BYTES);
        regions.putInt(VhdxLayout.REGION_SIGNATURE).putInt(0).putInt(2).putInt(0);
        VhdxLayout.putGuid(regions, VhdxLayout.METADATA_REGION);
        regions.putLong(METADATA).putInt(MIB).putInt(1);
        VhdxLayout.putGuid(regions, VhdxLayout.TABLE_REGION);
        regions.putLong(TABLE).putInt((int) parameters.tableBytes()).putInt(1);
        return VhdxLayout.seal(regions);
    }

    private static ByteBuffer metadataTable() {
        ByteBuffer items = VhdxLayout.buffer(ITEM_ENTRIES * ITEM_ENTRY_BYTES);
        items.putLong(VhdxLayout.METADATA_SIGNATURE).putShort((short) 0).putShort((short) 5);
        items.position(ITEM_ENTRY_BYTES);
        item(items, VhdxLayout.FILE_PARAMETERS, 0, 8, REQUIRED);
        item(items, VhdxLayout.VIRTUAL_SIZE, 8, 8, REQUIRED | ABOUT_THE_DISK);
        item(items, VhdxLayout.DISK_ID, 16, 16, REQUIRED | ABOUT_THE_DISK);
        item(items, VhdxLayout.LOGICAL_SECTOR, 32, 4, REQUIRED | ABOUT_THE_DISK);
        item(items, VhdxLayout.PHYSICAL_SECTOR, 36, 4, REQUIRED | ABOUT_THE_DISK);
        return items.clear();
    }

    private static void item(ByteBuffer items, UUID guid, int offset, int length, int flags) {
        VhdxLayout.putGuid(items, guid);
        items.putInt(VhdxLayout.TABLE_BYTES + offset)
                .putInt(length)
                .putInt(flags)
                .putInt(0);
    }

    private ByteBuffer metadataItems() {
        ByteBuffer values = VhdxLayout.buffer(40);
        values.putInt(parameters.blockSizeBytes()).putInt(0).putLong(parameters.virtualSizeBytes());
        VhdxLayout.putGuid(values, guids.get());
        return values.putInt(VhdxLayout.LOGICAL_SECTOR_BYTES)
                .putInt(VhdxLayout.PHYSICAL_SECTOR_BYTES)
                .clear();
    }

    private void writeFully(ByteBuffer data, long position) throws IOException {
        long at = position;
        while (data.hasRemaining()) {
            at += channel.write(data, at);
        }
    }
}
