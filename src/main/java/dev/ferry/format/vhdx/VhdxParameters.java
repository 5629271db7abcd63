package dev.ferry.format.vhdx;

/** What a new disk is to be: how large, and in blocks of which size it grows. */
public record VhdxParameters(long virtualSizeBytes, int blockSizeBytes) {
    public static final int DEFAULT_BLOCK_SIZE_BYTES = 32 * 1024 * 1024;
    public static final long MAX_VIRTUAL_SIZE_BYTES = 64L << 40;

    private static final int MIB = 1024 * 1024;
    private static final int MAX_BLOCK_SIZE_BYTES = 256 * MIB;

    public VhdxParameters {
        if (virtualSizeBytes <= 0
                || virtualSizeBytes > MAX_VIRTUAL_SIZE_BYTES
                || virtualSizeBytes % VhdxLayout.LOGICAL_SECTOR_BYTES != 0) {
            throw new IllegalArgumentException(
                    "a VHDX holds a multiple of 512 bytes up to 64 TiB, not " + virtualSizeBytes + " bytes");
        }
        if (blockSizeBytes < MIB || blockSizeBytes > MAX_BLOCK_SIZE_BYTES || Integer.bitCount(blockSizeBytes) != 1) {
            throw new IllegalArgumentException(
                    "a block of a VHDX is a power of two from 1 to 256 MiB, not " + blockSizeBytes + " bytes");
        }
    }

    public static VhdxParameters of(long virtualSizeBytes) {
        return new VhdxParameters(virtualSizeBytes, DEFAULT_BLOCK_SIZE_BYTES);
    }

    /** How many blocks the disk has when all of it is written. */
    long blocks() {
        return Math.ceilDiv(virtualSizeBytes, blockSizeBytes);
    }

    /** After so many blocks the table has one entry for a sector bitmap, which a disk without a parent leaves empty. */
    long blocksPerChunk() {
        return (1L << 23) * VhdxLayout.LOGICAL_SECTOR_BYTES / blockSizeBytes;
    }

    /** Where in the block allocation table the entry of a block is. */
    long tableIndex(long block) {
        return block + block / blocksPerChunk();
    }

    /** The length of the region of the block allocation table: whole mebibytes. */
    long tableBytes() {
        return Math.ceilDiv((tableIndex(blocks() - 1) + 1) * Long.BYTES, MIB) * MIB;
    }
}
