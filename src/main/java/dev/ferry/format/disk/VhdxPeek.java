package dev.ferry.format.disk;

import static java.nio.charset.StandardCharsets.UTF_16LE;

import dev.ferry.format.FormatException;
import dev.ferry.format.vhdx.VhdxLayout;
import dev.ferry.format.vhdx.VhdxParameters;
import dev.ferry.model.Guid;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads the headers and the metadata of a VHDX. The file may lie about every number in it. */
final class VhdxPeek {
    private static final int MAX_ENTRIES = 2047;
    private static final int MAX_LOCATOR_ENTRIES = 64;
    private static final int LEAVE_BLOCKS_ALLOCATED = 1;
    private static final int HAS_PARENT = 2;
    private static final UUID NONE = new UUID(0, 0);
    private static final List<String> PATHS = List.of("relative_path", "absolute_win32_path", "volume_path");
    private static final List<String> LINKAGES = List.of("parent_linkage", "parent_linkage2");

    /** A piece of the metadata region. */
    private record Item(long offset, long length) {}

    private VhdxPeek() {}

    static DiskFacts peek(Bytes bytes, boolean extensionAgrees) throws IOException, FormatException {
        ByteBuffer header = currentHeader(bytes);
        UUID dataWrite = VhdxLayout.getGuid(header.position(32));
        boolean needsReplay = !VhdxLayout.getGuid(header.position(48)).equals(NONE);
        Map<UUID, Item> items = items(bytes, metadataRegion(bytes));
        if (items.containsKey(VhdxLayout.INCOMPLETE)) {
            throw bytes.broken("metadata", "marks the file as incomplete: whoever wrote it did not finish");
        }
        int flags = fileFlags(bytes, items);
        long size = virtualSize(bytes, items);
        boolean hasParent = (flags & HAS_PARENT) != 0;
        DiskKind kind = hasParent
                ? DiskKind.VHDX_DIFFERENCING
                : (flags & LEAVE_BLOCKS_ALLOCATED) != 0 ? DiskKind.VHDX_FIXED : DiskKind.VHDX_DYNAMIC;
        Optional<ParentClaim> parent = hasParent ? Optional.of(parent(bytes, items)) : Optional.empty();
        return new DiskFacts(kind, size, extensionAgrees, Guid.canonical(dataWrite.toString()), needsReplay, parent);
    }

    /** The intact one with the higher number; equal numbers, which one known tool writes, mean equal headers. */
    private static ByteBuffer currentHeader(Bytes bytes) throws IOException, FormatException {
        Optional<ByteBuffer> first = header(bytes, VhdxLayout.HEADER_1);
        Optional<ByteBuffer> second = header(bytes, VhdxLayout.HEADER_2);
        if (first.isEmpty() && second.isEmpty()) {
            throw bytes.broken("VHDX header", "is damaged in both its copies");
        }
        if (first.isEmpty() || second.isEmpty()) {
            return first.or(() -> second).get();
        }
        boolean secondIsNewer =
                Long.compareUnsigned(second.get().getLong(8), first.get().getLong(8)) > 0;
        return secondIsNewer ? second.get() : first.get();
    }

    private static Optional<ByteBuffer> header(Bytes bytes, long offset) throws IOException, FormatException {
        return intact(bytes, "VHDX header", offset, VhdxLayout.HEADER_BYTES, VhdxLayout.HEADER_SIGNATURE)
                .filter(header -> header.getShort(66) == 1);
    }

    private static Optional<ByteBuffer> intact(Bytes bytes, String structure, long offset, int length, int signature)
            throws IOException, FormatException {
        if (!bytes.contains(offset, length)) {
            return Optional.empty();
        }
        ByteBuffer read = bytes.read(structure, offset, length, ByteOrder.LITTLE_ENDIAN);
        return read.getInt(0) == signature && VhdxLayout.isIntact(read) ? Optional.of(read) : Optional.empty();
    }

    private static long metadataRegion(Bytes bytes) throws IOException, FormatException {
        ByteBuffer regions = regionTable(bytes);
        int count = regions.getInt(8);
        if (count < 0 || count > MAX_ENTRIES) {
            throw bytes.broken("VHDX region table", "has " + Integer.toUnsignedString(count) + " entries");
        }
        long metadata = -1;
        for (int i = 0; i < count; i++) {
            regions.position(16 + i * 32);
            UUID region = VhdxLayout.getGuid(regions);
            long offset = regions.getLong();
            long length = Integer.toUnsignedLong(regions.getInt());
            boolean required = (regions.getInt() & 1) != 0;
            boolean known = region.equals(VhdxLayout.METADATA_REGION) || region.equals(VhdxLayout.TABLE_REGION);
            if (known && !bytes.contains(offset, length)) {
                throw bytes.broken("VHDX region table", "puts a region outside the file");
            }
            if (!known && required) {
                throw bytes.broken("VHDX region table", "requires the region " + region + ", which is not known");
            }
            metadata = region.equals(VhdxLayout.METADATA_REGION) ? offset : metadata;
        }
        if (metadata < 0) {
            throw bytes.broken("VHDX region table", "has no metadata region");
        }
        return metadata;
    }

    private static ByteBuffer regionTable(Bytes bytes) throws IOException, FormatException {
        for (long offset : List.of(VhdxLayout.REGION_TABLE_1, VhdxLayout.REGION_TABLE_2)) {
            Optional<ByteBuffer> table =
                    intact(bytes, "VHDX region table", offset, VhdxLayout.TABLE_BYTES, VhdxLayout.REGION_SIGNATURE);
            if (table.isPresent()) {
                return table.get();
            }
        }
        throw bytes.broken("VHDX region table", "is damaged in both its copies");
    }

    private static Map<UUID, Item> items(Bytes bytes, long region) throws IOException, FormatException {
        ByteBuffer table = bytes.read("VHDX metadata table", region, VhdxLayout.TABLE_BYTES, ByteOrder.LITTLE_ENDIAN);
        int count = Short.toUnsignedInt(table.getShort(10));
        if (table.getLong(0) != VhdxLayout.METADATA_SIGNATURE || count > MAX_ENTRIES) {
            throw bytes.broken("VHDX metadata table", "is not one, or has " + count + " entries");
        }
        Map<UUID, Item> items = new HashMap<>();
        for (int i = 0; i < count; i++) {
            table.position(32 + i * 32);
            UUID guid = VhdxLayout.getGuid(table);
            long offset = region + Integer.toUnsignedLong(table.getInt());
            items.put(guid, new Item(offset, Integer.toUnsignedLong(table.getInt())));
        }
        return items;
    }

    private static int fileFlags(Bytes bytes, Map<UUID, Item> items) throws IOException, FormatException {
        ByteBuffer parameters = item(bytes, items, VhdxLayout.FILE_PARAMETERS, "VHDX file parameters", 8);
        int blockSize = parameters.getInt(0);
        if (blockSize < 1 << 20 || blockSize > 256 << 20 || Integer.bitCount(blockSize) != 1) {
            throw bytes.broken(
                    "VHDX file parameters", "give blocks of " + Integer.toUnsignedString(blockSize) + " bytes");
        }
        return parameters.getInt(4);
    }

    private static long virtualSize(Bytes bytes, Map<UUID, Item> items) throws IOException, FormatException {
        long size = item(bytes, items, VhdxLayout.VIRTUAL_SIZE, "VHDX virtual disk size", 8)
                .getLong(0);
        if (size <= 0 || size > VhdxParameters.MAX_VIRTUAL_SIZE_BYTES || size % 512 != 0) {
            throw bytes.broken("VHDX virtual disk size", "is " + Long.toUnsignedString(size) + " bytes");
        }
        return size;
    }

    private static ByteBuffer item(Bytes bytes, Map<UUID, Item> items, UUID guid, String structure, int least)
            throws IOException, FormatException {
        Item item = items.get(guid);
        if (item == null || item.length() < least) {
            throw bytes.broken(structure, item == null ? "is missing" : "is too short");
        }
        return bytes.read(structure, item.offset(), item.length(), ByteOrder.LITTLE_ENDIAN);
    }

    private static ParentClaim parent(Bytes bytes, Map<UUID, Item> items) throws IOException, FormatException {
        ByteBuffer locator = item(bytes, items, VhdxLayout.PARENT_LOCATOR, "VHDX parent locator", 20);
        if (!VhdxLayout.getGuid(locator).equals(VhdxLayout.PARENT_LOCATOR_TYPE)) {
            throw bytes.broken("VHDX parent locator", "is of an unknown type");
        }
        int count = Short.toUnsignedInt(locator.getShort(18));
        if (count > MAX_LOCATOR_ENTRIES) {
            throw bytes.broken("VHDX parent locator", "has " + count + " entries, more than " + MAX_LOCATOR_ENTRIES);
        }
        Map<String, String> entries = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            int at = 20 + i * 12;
            if (at + 12 > locator.limit()) {
                throw bytes.broken("VHDX parent locator", "ends within its entries");
            }
            String key = text(bytes, locator, locator.getInt(at), locator.getShort(at + 8));
            entries.put(key, text(bytes, locator, locator.getInt(at + 4), locator.getShort(at + 10)));
        }
        return claim(entries);
    }

    private static String text(Bytes bytes, ByteBuffer locator, int offset, short length) throws FormatException {
        int size = Short.toUnsignedInt(length);
        if (offset < 0 || offset > locator.limit() - size) {
            throw bytes.broken("VHDX parent locator", "has an entry that lies outside of it");
        }
        return UTF_16LE.decode(locator.slice(offset, size)).toString();
    }

    /** A second linkage of zeros, which Windows writes, is nobody's identity. */
    private static ParentClaim claim(Map<String, String> entries) {
        List<String> identities = new ArrayList<>();
        for (String key : LINKAGES) {
            String linkage = entries.getOrDefault(key, "");
            if (Guid.isGuid(linkage) && !Guid.canonical(linkage).equals(Guid.canonical(NONE.toString()))) {
                identities.add(Guid.canonical(linkage));
            }
        }
        return new ParentClaim(
                PATHS.stream().map(key -> entries.getOrDefault(key, "")).toList(), identities);
    }
}
