package dev.ferry.format.disk;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ferry.format.FormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/** Reads the header of a qcow2. */
final class Qcow2Peek {
    static final int SIGNATURE = 0x514649FB;

    private static final int V2_BYTES = 72;
    private static final int V3_BYTES = 104;
    private static final int MAX_NAME_BYTES = 1023;
    private static final long EXTERNAL_DATA_FILE = 4;

    private Qcow2Peek() {}

    static DiskFacts peek(Bytes bytes, boolean extensionAgrees) throws IOException, FormatException {
        ByteBuffer header = bytes.read("qcow2 header", 0, V2_BYTES, ByteOrder.BIG_ENDIAN);
        int version = header.getInt(4);
        if (version != 2 && version != 3) {
            throw bytes.broken("qcow2 header", "has version " + version + ", not 2 or 3");
        }
        if (version == 3) {
            refuseForeignData(bytes);
        }
        long size = header.getLong(24);
        if (size < 0) {
            throw bytes.broken("qcow2 header", "gives a disk of " + Long.toUnsignedString(size) + " bytes");
        }
        String backing = backingFile(bytes, header.getLong(8), header.getInt(16));
        return backing.isEmpty()
                ? new DiskFacts(DiskKind.QCOW2, size, extensionAgrees, "", false, Optional.empty())
                : new DiskFacts(
                        DiskKind.QCOW2_OVERLAY,
                        size,
                        extensionAgrees,
                        "",
                        false,
                        Optional.of(new ParentClaim(List.of(backing), List.of())));
    }

    /** With this flag the content is in a file that the header names: copied alone, the disk would be empty. */
    private static void refuseForeignData(Bytes bytes) throws IOException, FormatException {
        ByteBuffer header = bytes.read("qcow2 header", 0, V3_BYTES, ByteOrder.BIG_ENDIAN);
        if ((header.getLong(72) & EXTERNAL_DATA_FILE) != 0) {
            throw FormatException.notSupported(
                    bytes.label(),
                    "this qcow2 keeps its data in another file",
                    "Convert it into one file (qemu-img convert) first.");
        }
    }

    private static String backingFile(Bytes bytes, long offset, int length) throws IOException, FormatException {
        if (offset == 0) {
            return "";
        }
        if (length < 0 || length > MAX_NAME_BYTES) {
            throw bytes.broken(
                    "qcow2 backing file name",
                    "may have " + MAX_NAME_BYTES + " bytes, not " + Integer.toUnsignedString(length));
        }
        ByteBuffer name = bytes.read("qcow2 backing file name", offset, length, ByteOrder.BIG_ENDIAN);
        return UTF_8.decode(name).toString();
    }
}
