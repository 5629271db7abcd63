package dev.ferry.format.vhdx;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Where in the file each block lies, in mebibytes; 0 is nowhere. In pages, so that a disk of 64 TiB costs memory only for
 * the parts of it that were written.
 */
final class BlockTable {
    static final int PAGE_BLOCKS = 4096;

    private final SortedMap<Long, int[]> pages = new TreeMap<>();

    /** Where the block lies; when it is nowhere yet, {@code place} says where it goes. */
    long mebibyteOf(long block, LongSupplier place) {
        int[] page = pages.computeIfAbsent(block / PAGE_BLOCKS, _ -> new int[PAGE_BLOCKS]);
        int at = (int) (block % PAGE_BLOCKS);
        if (page[at] == 0) {
            page[at] = Math.toIntExact(place.getAsLong());
        }
        return page[at];
    }

    /** The pages by number: page n starts at block n times {@link #PAGE_BLOCKS}. */
    SortedMap<Long, int[]> pages() {
        return pages;
    }
}
