package dev.ferry.format.disk;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ferry.format.vhdx.VhdxLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/** Headers of disks as the formats' descriptions have them, made without the code that is tested. */
final class MadeDisks {
    static final UUID PARENT_ID = UUID.fromString("01020304-0506-0708-090A-0B0C0D0E0F10");
    static final UUID OWN_ID = UUID.fromString("11121314-1516-1718-191A-1B1C1D1E1F20");
    static final int MIB = 1024 * 1024;
    static final int METADATA = 2 * MIB;
    static final int LOCATOR = METADATA + 128 * 1024;

    private MadeDisks() {}

    /** Two headers of which the second is newer, one region table twice, and the metadata of a differencing disk. */
    static ByteBuffer differencingVhdx(Map<String, String> locator) {
        ByteBuffer file = ByteBuffer.allocate(4 * MIB).order(ByteOrder.LITTLE_ENDIAN);
        file.put(0, "vhdxfile".getBytes(StandardCharsets.US_ASCII));
        header(file, 64 * 1024, 1, new UUID(0, 0), new UUID(0, 0));
        header(file, 128 * 1024, 2, OWN_ID, new UUID(0, 0));
        regions(file, 192 * 1024);
        regions(file, 256 * 1024);
        metadata(file, 2 * MIB, locatorItem(file, locator));
        return file;
    }

    static void header(ByteBuffer file, int at, long sequence, UUID dataWrite, UUID log) {
        file.position(at)
                .put("head".getBytes(StandardCharsets.US_ASCII))
                .putInt(0)
                .putLong(sequence);
        VhdxLayout.putGuid(file, new UUID(5, 5));
        VhdxLayout.putGuid(file, dataWrite);
        VhdxLayout.putGuid(file, log);
        file.putShort((short) 0).putShort((short) 1).putInt(MIB).putLong(MIB);
        seal(file, at, 4096);
    }

    static void regions(ByteBuffer file, int at) {
        file.position(at)
                .put("regi".getBytes(StandardCharsets.US_ASCII))
                .putInt(0)
                .putInt(2)
                .putInt(0);
        VhdxLayout.putGuid(file, VhdxLayout.TABLE_REGION);
        file.putLong(3 * MIB).putInt(MIB).putInt(1);
        VhdxLayout.putGuid(file, VhdxLayout.METADATA_REGION);
        file.putLong(METADATA).putInt(MIB).putInt(1);
        seal(file, at, 64 * 1024);
    }

    static void seal(ByteBuffer file, int at, int length) {
        file.putInt(at + 4, 0);
        file.putInt(at + 4, VhdxLayout.checksum(file.slice(at, length)));
    }

    private static void metadata(ByteBuffer file, long size, int locatorBytes) {
        file.position(METADATA).put("metadata".getBytes(StandardCharsets.US_ASCII));
        file.putShort((short) 0).putShort((short) 3).position(METADATA + 32);
        item(file, VhdxLayout.VIRTUAL_SIZE, 64 * 1024, 8);
        item(file, VhdxLayout.PARENT_LOCATOR, LOCATOR - METADATA, locatorBytes);
        item(file, VhdxLayout.FILE_PARAMETERS, 64 * 1024 + 8, 8);
        file.putLong(METADATA + 64 * 1024, size);
        file.putInt(METADATA + 64 * 1024 + 8, 2 * MIB).putInt(METADATA + 64 * 1024 + 12, 2);
    }

    private static void item(ByteBuffer file, UUID guid, int offset, int length) {
        VhdxLayout.putGuid(file, guid);
        file.putInt(offset).putInt(length).putInt(4).putInt(0);
    }

    private static int locatorItem(ByteBuffer file, Map<String, String> entries) {
        file.position(LOCATOR);
        VhdxLayout.putGuid(file, VhdxLayout.PARENT_LOCATOR_TYPE);
        file.putShort((short) 0).putShort((short) entries.size());
        int table = 20;
        int text = 20 + 12 * entries.size();
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            byte[] key = entry.getKey().getBytes(UTF_16LE);
            byte[] value = entry.getValue().getBytes(UTF_16LE);
            file.position(LOCATOR + table).putInt(text).putInt(text + key.length);
            file.putShort((short) key.length).putShort((short) value.length);
            file.put(LOCATOR + text, key).put(LOCATOR + text + key.length, value);
            table += 12;
            text += key.length + value.length;
        }
        return text;
    }

    /** Type 2 fixed, 3 dynamic, 4 differencing. */
    static ByteBuffer vhd(int type, long size) {
        ByteBuffer file =
                ByteBuffer.allocate((int) (type == 2 ? size : 4096) + 512).order(ByteOrder.BIG_ENDIAN);
        ByteBuffer footer = ByteBuffer.allocate(512);
        footer.put("conectix".getBytes(StandardCharsets.US_ASCII)).putInt(2).putInt(0x10000);
        footer.putLong(type == 2 ? -1 : 512);
        footer.putLong(48, size).putInt(60, type).putLong(68, 7).putLong(76, 8);
        footer.putInt(64, sum(footer)).clear();
        file.put(file.capacity() - 512, footer, 0, 512);
        if (type != 2) {
            file.put(0, footer, 0, 512).put(512, dynamicHeader(type), 0, 1024);
            file.put(2048, ".\\parent.vhd".getBytes(UTF_16LE)).put(3072, "C:\\d\\parent.vhd".getBytes(UTF_16LE));
        }
        return file;
    }

    private static ByteBuffer dynamicHeader(int type) {
        ByteBuffer header = ByteBuffer.allocate(1024);
        header.put("cxsparse".getBytes(StandardCharsets.US_ASCII))
                .putLong(-1)
                .putLong(1536)
                .putInt(0x10000);
        if (type == 4) {
            header.putLong(40, 1).putLong(48, 2).put(64, "C:\\d\\parent.vhd".getBytes(UTF_16BE));
            locator(header, 0, "W2ku", "C:\\d\\parent.vhd".length() * 2, 3072);
            locator(header, 3, "W2ru", ".\\parent.vhd".length() * 2, 2048);
        }
        return header.putInt(36, sum(header));
    }

    private static void locator(ByteBuffer header, int number, String code, int length, int offset) {
        int at = 576 + number * 24;
        header.put(at, code.getBytes(StandardCharsets.US_ASCII))
                .putInt(at + 4, 512)
                .putInt(at + 8, length);
        header.putLong(at + 16, offset);
    }

    private static int sum(ByteBuffer structure) {
        int sum = 0;
        for (int i = 0; i < structure.capacity(); i++) {
            sum += structure.get(i) & 0xFF;
        }
        return ~sum;
    }

    static ByteBuffer qcow2(int version, String backing, long features) {
        ByteBuffer file = ByteBuffer.allocate(512).putInt(0x514649FB).putInt(version);
        file.putLong(backing.isEmpty() ? 0 : 200)
                .putInt(backing.length())
                .putInt(16)
                .putLong(5L << 30);
        return file.putLong(72, features).put(200, backing.getBytes(UTF_8));
    }
}
