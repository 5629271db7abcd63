package dev.ferry.format.vhdx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;
import java.util.zip.CRC32C;

/** The fixed places, signatures and GUIDs of the format, and its two oddities: its GUIDs and its checksum. */
public final class VhdxLayout {
    public static final long FILE_SIGNATURE = ascii("vhdxfile");
    public static final int HEADER_SIGNATURE = (int) ascii("head");
    public static final int REGION_SIGNATURE = (int) ascii("regi");
    public static final long METADATA_SIGNATURE = ascii("metadata");

    public static final long HEADER_1 = 64 * 1024;
    public static final long HEADER_2 = 128 * 1024;
    public static final int HEADER_BYTES = 4096;
    public static final long REGION_TABLE_1 = 192 * 1024;
    public static final long REGION_TABLE_2 = 256 * 1024;
    public static final int TABLE_BYTES = 64 * 1024;

    public static final UUID TABLE_REGION = UUID.fromString("2DC27766-F623-4200-9D64-115E9BFD4A08");
    public static final UUID METADATA_REGION = UUID.fromString("8B7CA206-4790-4B9A-B8FE-575F050F886E");
    public static final UUID FILE_PARAMETERS = UUID.fromString("CAA16737-FA36-4D43-B3B6-33F0AA44E76B");
    public static final UUID VIRTUAL_SIZE = UUID.fromString("2FA54224-CD1B-4876-B211-5DBED83BF4B8");
    public static final UUID LOGICAL_SECTOR = UUID.fromString("8141BF1D-A96F-4709-BA47-F233A8FAAB5F");
    public static final UUID PHYSICAL_SECTOR = UUID.fromString("CDA348C7-445D-4471-9CC9-E9885251C556");
    public static final UUID DISK_ID = UUID.fromString("BECA12AB-B2E6-4523-93EF-C309E000C746");
    public static final UUID PARENT_LOCATOR = UUID.fromString("A8D35F2D-B30B-454D-ABF7-D3D84834AB0C");
    public static final UUID PARENT_LOCATOR_TYPE = UUID.fromString("B04AEFB7-D19E-4A81-B789-25B8E9445913");
    public static final UUID INCOMPLETE = UUID.fromString("71CC85F0-1B69-4E28-9558-C3BF83AE75D3");

    static final int LOGICAL_SECTOR_BYTES = 512;
    static final int PHYSICAL_SECTOR_BYTES = 4096;

    private static final int CHECKSUM_AT = 4;

    private VhdxLayout() {}

    /** A buffer of zeros in the format's byte order. */
    public static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A GUID as Windows lays it out: the first three parts with the least byte first, the rest as it is read. */
    public static void putGuid(ByteBuffer to, UUID guid) {
        long high = guid.getMostSignificantBits();
        to.putInt((int) (high >>> 32)).putShort((short) (high >>> 16)).putShort((short) high);
        to.putLong(Long.reverseBytes(guid.getLeastSignificantBits()));
    }

    public static UUID getGuid(ByteBuffer from) {
        long first = Integer.toUnsignedLong(from.getInt());
        long second = Short.toUnsignedLong(from.getShort());
        long third = Short.toUnsignedLong(from.getShort());
        return new UUID((first << 32) | (second << 16) | third, Long.reverseBytes(from.getLong()));
    }

    /** The CRC-32C of a structure, counted with its own checksum field as zero. */
    public static int checksum(ByteBuffer structure) {
        byte[] bytes = new byte[structure.capacity()];
        structure.duplicate().clear().get(bytes);
        bytes[CHECKSUM_AT] = 0;
        bytes[CHECKSUM_AT + 1] = 0;
        bytes[CHECKSUM_AT + 2] = 0;
        bytes[CHECKSUM_AT + 3] = 0;
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    public static boolean isIntact(ByteBuffer structure) {
        return structure.getInt(CHECKSUM_AT) == checksum(structure);
    }

    public static ByteBuffer seal(ByteBuffer structure) {
        return structure.putInt(CHECKSUM_AT, checksum(structure)).clear();
    }

    private static long ascii(String text) {
        long value = 0;
        for (int i = text.length() - 1; i >= 0; i--) {
            value = (value << 8) | text.charAt(i);
        }
        return value;
    }
}
