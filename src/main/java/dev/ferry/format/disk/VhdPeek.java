package dev.ferry.format.disk;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import dev.ferry.format.FormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads the footer of a VHD, which is the last sector, and for a differencing one what it says about its parent. */
final class VhdPeek {
    private static final long COOKIE = 0x636F6E6563746978L; // conectix
    private static final long HEADER_COOKIE = 0x6378737061727365L; // cxsparse
    private static final int FOOTER_BYTES = 512;
    private static final int FOOTER_CHECKSUM_AT = 64;
    private static final int HEADER_BYTES = 1024;
    private static final int HEADER_CHECKSUM_AT = 36;
    private static final int NAME_BYTES = 512;
    private static final int LOCATORS = 8;
    private static final int LOCATOR_BYTES = 24;
    private static final int RELATIVE = 0x57327275; // W2ru
    private static final int ABSOLUTE = 0x57326B75; // W2ku
    private static final long MAX_SIZE_BYTES = 2040L << 30;

    private VhdPeek() {}

    /** Empty when the file has a VHD's cookie neither at its end nor at its start. */
    static Optional<DiskFacts> peek(Bytes bytes, boolean extensionAgrees) throws IOException, FormatException {
        Optional<ByteBuffer> last = footerAt(bytes, bytes.channel().size() - FOOTER_BYTES);
        Optional<ByteBuffer> first = footerAt(bytes, 0);
        if (last.isEmpty() && first.isEmpty()) {
            return Optional.empty();
        }
        // The copy at the start saves a growing disk whose last sector was torn; a fixed disk has none.
        Optional<ByteBuffer> intact = last.filter(f -> isIntact(f, FOOTER_CHECKSUM_AT))
                .or(() -> first.filter(f -> isIntact(f, FOOTER_CHECKSUM_AT)));
        if (intact.isEmpty()) {
            throw bytes.broken("VHD footer", "has a wrong checksum");
        }
        return Optional.of(facts(bytes, intact.get(), extensionAgrees));
    }

    private static Optional<ByteBuffer> footerAt(Bytes bytes, long offset) throws IOException, FormatException {
        if (!bytes.contains(offset, FOOTER_BYTES)) {
            return Optional.empty();
        }
        ByteBuffer footer = bytes.read("VHD footer", offset, FOOTER_BYTES, ByteOrder.BIG_ENDIAN);
        return footer.getLong(0) == COOKIE ? Optional.of(footer) : Optional.empty();
    }

    private static DiskFacts facts(Bytes bytes, ByteBuffer footer, boolean extensionAgrees)
            throws IOException, FormatException {
        long size = footer.getLong(48);
        if (size <= 0 || size > MAX_SIZE_BYTES || size % 512 != 0) {
            throw bytes.broken("VHD footer", "gives a disk of " + Long.toUnsignedString(size) + " bytes");
        }
        String identity = guid(footer, 68);
        return switch (footer.getInt(60)) {
            case 2 -> {
                if (bytes.channel().size() - FOOTER_BYTES < size) {
                    throw bytes.broken("content of the fixed VHD", "is shorter than its " + size + " bytes");
                }
                yield new DiskFacts(DiskKind.VHD_FIXED, size, extensionAgrees, identity, false, Optional.empty());
            }
            case 3 -> {
                header(bytes, footer);
                yield new DiskFacts(DiskKind.VHD_DYNAMIC, size, extensionAgrees, identity, false, Optional.empty());
            }
            case 4 ->
                new DiskFacts(
                        DiskKind.VHD_DIFFERENCING,
                        size,
                        extensionAgrees,
                        identity,
                        false,
                        Optional.of(parent(bytes, header(bytes, footer))));
            default -> throw bytes.broken("VHD footer", "has the unknown disk type " + footer.getInt(60));
        };
    }

    private static ByteBuffer header(Bytes bytes, ByteBuffer footer) throws IOException, FormatException {
        ByteBuffer header = bytes.read("VHD dynamic header", footer.getLong(16), HEADER_BYTES, ByteOrder.BIG_ENDIAN);
        if (header.getLong(0) != HEADER_COOKIE) {
            throw bytes.broken("VHD dynamic header", "is not there");
        }
        if (!isIntact(header, HEADER_CHECKSUM_AT)) {
            throw bytes.broken("VHD dynamic header", "has a wrong checksum");
        }
        return header;
    }

    private static ParentClaim parent(Bytes bytes, ByteBuffer header) throws IOException, FormatException {
        List<String> relative = new ArrayList<>();
        List<String> absolute = new ArrayList<>();
        for (int i = 0; i < LOCATORS; i++) {
            int at = 576 + i * LOCATOR_BYTES;
            int code = header.getInt(at);
            if (code == RELATIVE || code == ABSOLUTE) {
                ByteBuffer name = bytes.read(
                        "VHD parent locator",
                        header.getLong(at + 16),
                        Integer.toUnsignedLong(header.getInt(at + 8)),
                        ByteOrder.LITTLE_ENDIAN);
                (code == RELATIVE ? relative : absolute)
                        .add(text(UTF_16LE.decode(name).toString()));
            }
        }
        relative.addAll(absolute);
        relative.add(text(UTF_16BE.decode(header.slice(64, NAME_BYTES)).toString()));
        return new ParentClaim(relative, List.of(guid(header, 40)));
    }

    private static String text(String padded) {
        int end = padded.indexOf('\0');
        return end < 0 ? padded : padded.substring(0, end);
    }

    /** These bytes have no agreed order; as long as child and parent are read alike, any will do. */
    private static String guid(ByteBuffer from, int at) {
        return new UUID(from.getLong(at), from.getLong(at + 8)).toString();
    }

    /** The checksum is the complement of the sum of all bytes but its own four. */
    private static boolean isIntact(ByteBuffer structure, int checksumAt) {
        int sum = 0;
        for (int i = 0; i < structure.limit(); i++) {
            sum += i >= checksumAt && i < checksumAt + 4 ? 0 : structure.get(i) & 0xFF;
        }
        return structure.getInt(checksumAt) == ~sum;
    }
}
