package dev.ferry.simulation;

import dev.ferry.model.transfer.FileStamp;
import dev.ferry.storage.FileFacts;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A file or folder twice: as everybody sees it now, and as it is on the disk. What one machine has changed and not brought to
 * the disk is that machine's to lose. Pages are never changed in place.
 */
final class Inode {
    static final int PAGE_BYTES = 4096;

    private static final byte[] HOLE = new byte[PAGE_BYTES];

    final long number;
    final boolean folder;
    final NavigableMap<String, Inode> names = new TreeMap<>();
    final NavigableMap<String, Inode> durableNames = new TreeMap<>();
    private final NavigableMap<Long, byte[]> pages = new TreeMap<>();
    private final NavigableMap<Long, byte[]> durablePages = new TreeMap<>();
    /** Changed since the last flush; null in {@code pages} means cut off. */
    private final Set<Long> dirty = new TreeSet<>();
    /** In memory only, and taken for clean: a flush of them has failed. */
    private final Set<Long> lost = new TreeSet<>();

    private long size;
    private long durableSize;
    private long modified;
    private long durableModified;
    private long changed;
    int mode;
    /** The machine that has changes here that are not on the disk. */
    SimMachine owner;

    SimPosix.OpenFile lockedBy;
    boolean heldByForeigner;

    Inode(long number, boolean folder, long now) {
        this.number = number;
        this.folder = folder;
        this.modified = now;
        this.durableModified = now;
        this.changed = now;
    }

    long size() {
        return size;
    }

    int pageCount() {
        return pages.size();
    }

    FileFacts facts(int links) {
        return new FileFacts(
                new FileStamp(number, folder ? 4096 : size, modified, changed),
                (long) pages.size() * PAGE_BYTES,
                folder ? FileFacts.Kind.DIRECTORY : FileFacts.Kind.REGULAR,
                mode,
                0,
                0,
                links,
                1);
    }

    long changed() {
        return changed;
    }

    void touch(long now) {
        changed = now;
    }

    boolean isDirty() {
        return !dirty.isEmpty() || size != durableSize || modified != durableModified;
    }

    void read(ByteBuffer into, long at, int length) {
        for (int done = 0; done < length; ) {
            long position = at + done;
            int within = (int) (position % PAGE_BYTES);
            int piece = Math.min(length - done, PAGE_BYTES - within);
            into.put(pages.getOrDefault(position / PAGE_BYTES, HOLE), within, piece);
            done += piece;
        }
    }

    void write(ByteBuffer from, long at, int length, long now) {
        for (int done = 0; done < length; ) {
            long position = at + done;
            int within = (int) (position % PAGE_BYTES);
            int piece = Math.min(length - done, PAGE_BYTES - within);
            byte[] page = pages.getOrDefault(position / PAGE_BYTES, HOLE).clone();
            from.get(page, within, piece);
            write(position / PAGE_BYTES, page, position + piece, now);
            done += piece;
        }
    }

    void write(long index, byte[] page, long end, long now) {
        pages.put(index, page);
        dirty.add(index);
        lost.remove(index);
        size = Math.max(size, end);
        modified = now;
        changed = now;
    }

    void truncate(long to, long now) {
        long firstGone = (to + PAGE_BYTES - 1) / PAGE_BYTES;
        NavigableMap<Long, byte[]> cut = pages.tailMap(firstGone, true);
        dirty.addAll(cut.keySet());
        cut.clear();
        byte[] last = pages.get(to / PAGE_BYTES);
        if (last != null && to % PAGE_BYTES != 0) {
            byte[] shorter = new byte[PAGE_BYTES];
            System.arraycopy(last, 0, shorter, 0, (int) (to % PAGE_BYTES));
            pages.put(to / PAGE_BYTES, shorter);
            dirty.add(to / PAGE_BYTES);
        }
        size = to;
        modified = now;
        changed = now;
    }

    long nextData(long from) {
        if (from >= size) {
            return -1;
        }
        Long page = pages.ceilingKey(from / PAGE_BYTES);
        long at = page == null ? Long.MAX_VALUE : Math.max(from, page * PAGE_BYTES);
        return at < size ? at : -1;
    }

    long nextHole(long from) {
        long page = from / PAGE_BYTES;
        while (pages.containsKey(page)) {
            page++;
        }
        return Math.min(size, Math.max(from, page * PAGE_BYTES));
    }

    /** Everything is on the disk now. */
    void flush() {
        for (long index : dirty) {
            settle(index);
        }
        dirty.clear();
        durableSize = size;
        durableModified = modified;
        // What only one machine has in memory stays that machine's.
        owner = lost.isEmpty() ? null : owner;
    }

    private void settle(long index) {
        byte[] page = pages.get(index);
        if (page == null) {
            durablePages.remove(index);
        } else {
            durablePages.put(index, page);
        }
    }

    /** The flush fails as on Linux: what was dirty counts as clean from now on, and is only in memory. */
    void failFlush() {
        lost.addAll(dirty);
        dirty.clear();
        durableSize = size;
        durableModified = modified;
    }

    /** Clean pages are read from the disk again. */
    void dropCache() {
        for (long index : lost) {
            byte[] page = durablePages.get(index);
            if (page == null) {
                pages.remove(index);
            } else {
                pages.put(index, page);
            }
        }
        lost.clear();
    }

    /** The machine that had changes here is gone; each of them was on the disk already, or was not. */
    void crash(Fate fate, double survival) {
        for (long index : dirty) {
            if (fate.chance(survival)) {
                settle(index);
            }
        }
        if (fate.chance(survival)) {
            durableSize = size;
            durableModified = modified;
        }
        dirty.clear();
        lost.clear();
        size = durableSize;
        modified = durableModified;
        pages.clear();
        durablePages.tailMap((size + PAGE_BYTES - 1) / PAGE_BYTES, true).clear();
        pages.putAll(durablePages);
        owner = null;
    }

    /** A byte changes on the disk and in memory, and no time tells of it. */
    void rot(long offset) {
        byte[] page = pages.get(offset / PAGE_BYTES);
        if (page != null) {
            byte[] bad = page.clone();
            bad[(int) (offset % PAGE_BYTES)] ^= 1;
            pages.put(offset / PAGE_BYTES, bad);
            durablePages.computeIfPresent(offset / PAGE_BYTES, (_, _) -> bad);
        }
    }

    byte[] bytes() {
        return bytes(pages, size);
    }

    byte[] durableBytes() {
        return bytes(durablePages, durableSize);
    }

    private static byte[] bytes(Map<Long, byte[]> from, long size) {
        byte[] all = new byte[(int) size];
        from.forEach((index, page) -> {
            long at = index * PAGE_BYTES;
            if (at < size) {
                System.arraycopy(page, 0, all, (int) at, (int) Math.min(PAGE_BYTES, size - at));
            }
        });
        return all;
    }

    /** What would be there if the power went everywhere at this moment, and nothing but what was promised survived. */
    Inode durableCopy() {
        Inode copy = new Inode(number, folder, durableModified);
        copy.changed = changed;
        copy.mode = mode;
        copy.pages.putAll(durablePages);
        copy.durablePages.putAll(durablePages);
        copy.size = durableSize;
        copy.durableSize = durableSize;
        durableNames.forEach((name, child) -> {
            Inode below = child.durableCopy();
            copy.names.put(name, below);
            copy.durableNames.put(name, below);
        });
        return copy;
    }
}
