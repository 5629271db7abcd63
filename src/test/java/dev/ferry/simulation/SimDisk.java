package dev.ferry.simulation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * A file system that all machines have mounted, in memory. Names, like contents, are on the disk only once their folder was
 * brought to it; a rename is on it as a whole or not at all. When a machine looks at what another has changed, that is
 * brought to the disk first, as cluster file systems do.
 */
final class SimDisk {
    /** How what was not brought to the disk fares in a crash. */
    enum Journal {
        /** Changes of names survive up to some point, none after it. */
        ORDERED,
        /** Any of them survives, as long as what it depends on does. */
        UNORDERED,
        NOTHING
    }

    /** A change of names that holds as a whole. */
    private static final class Change {
        final SimMachine by;
        final List<Entry> entries;
        /** A rename is told in the file's time too; when it is lost, so is that. */
        final long timeBefore;

        Change(SimMachine by, List<Entry> entries) {
            this.by = by;
            this.entries = entries;
            this.timeBefore = entries.getLast().moved().changed();
        }

        void forget() {
            entries.getLast().moved().touch(timeBefore);
        }
    }

    /** {@code child} is null where a name goes; {@code moved} is whose name it is or was. */
    private record Entry(Inode folder, String name, Inode child, Inode moved) {}

    private record Key(Inode folder, String name) {}

    final Inode root;
    private final Fate fate;
    private final LongSupplier now;
    private final List<Change> pending = new ArrayList<>();
    private final Set<Inode> dirtyFiles = new LinkedHashSet<>();
    private long lastInode = 1;
    Journal journal = Journal.UNORDERED;
    double survival = 0.5;
    boolean canClone;
    boolean full;
    /** How many of the next calls of a kind fail. */
    int failingReads;

    int failingWrites;
    int failingFlushes;

    SimDisk(Fate fate, LongSupplier now) {
        this(fate, now, new Inode(1, true, now.getAsLong()));
    }

    private SimDisk(Fate fate, LongSupplier now, Inode root) {
        this.fate = fate;
        this.now = now;
        this.root = root;
    }

    SimDisk durableCopy() {
        return new SimDisk(new Fate(1), now, root.durableCopy());
    }

    long now() {
        return now.getAsLong();
    }

    Inode make(boolean folder, int mode) {
        Inode made = new Inode(++lastInode, folder, now());
        made.mode = mode;
        return made;
    }

    /** The machine is about to look at it or to change it: what another has changed there is brought to the disk first. */
    void visit(Inode inode, SimMachine by) {
        if (inode.owner == null || inode.owner == by) {
            return;
        }
        if (inode.folder) {
            flushNames(inode);
        } else {
            inode.flush();
            inode.dropCache();
            inode.owner = null;
            dirtyFiles.remove(inode);
        }
    }

    void fileChanged(Inode file, SimMachine by) {
        file.owner = by;
        dirtyFiles.add(file);
    }

    void link(Inode folder, String name, Inode child, SimMachine by) {
        change(by, List.of(new Entry(folder, name, child, child)));
    }

    void unlink(Inode folder, String name, SimMachine by) {
        change(by, List.of(new Entry(folder, name, null, folder.names.get(name))));
    }

    void rename(Inode from, String name, Inode to, String newName, SimMachine by) {
        Inode child = from.names.get(name);
        change(by, List.of(new Entry(from, name, null, child), new Entry(to, newName, child, child)));
        child.touch(now());
    }

    private void change(SimMachine by, List<Entry> entries) {
        for (Entry entry : entries) {
            apply(entry.folder().names, entry);
            entry.folder().owner = by;
            entry.folder().touch(now());
        }
        pending.add(new Change(by, entries));
    }

    private static void apply(Map<String, Inode> names, Entry entry) {
        if (entry.child() == null) {
            names.remove(entry.name());
        } else {
            names.put(entry.name(), entry.child());
        }
    }

    private static void settle(Change change) {
        change.entries.forEach(entry -> apply(entry.folder().durableNames, entry));
    }

    /** Brings a folder's names to the disk, and all that they depend on. */
    void flushNames(Inode folder) {
        if (pending.isEmpty()) {
            folder.owner = null;
            return;
        }
        boolean[] wanted = new boolean[pending.size()];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = pending.get(i).entries.stream().anyMatch(entry -> entry.folder() == folder);
        }
        withWhatTheyDependOn(wanted);
        take(wanted).forEach(SimDisk::settle);
        folder.owner = null;
    }

    private void withWhatTheyDependOn(boolean[] wanted) {
        Set<Object> needed = new HashSet<>();
        for (int i = wanted.length - 1; i >= 0; i--) {
            Change change = pending.get(i);
            wanted[i] |= change.entries.stream().anyMatch(entry -> isNeeded(entry, needed));
            if (wanted[i]) {
                change.entries.forEach(entry -> {
                    needed.add(new Key(entry.folder(), entry.name()));
                    needed.add(entry.moved());
                });
            }
        }
    }

    private static boolean isNeeded(Entry entry, Set<Object> needed) {
        return needed.contains(entry.moved()) || needed.contains(new Key(entry.folder(), entry.name()));
    }

    private List<Change> take(boolean[] wanted) {
        List<Change> taken = new ArrayList<>();
        List<Change> left = new ArrayList<>();
        for (int i = 0; i < wanted.length; i++) {
            (wanted[i] ? taken : left).add(pending.get(i));
        }
        pending.clear();
        pending.addAll(left);
        return taken;
    }

    /** The machine loses its power: what it had not brought to the disk may or may not be there. */
    void crash(SimMachine machine) {
        boolean[] own = new boolean[pending.size()];
        for (int i = 0; i < own.length; i++) {
            own[i] = pending.get(i).by == machine;
        }
        boolean[] surviving = survivors(own);
        Set<Inode> folders = new LinkedHashSet<>();
        for (int i = 0; i < own.length; i++) {
            if (own[i]) {
                pending.get(i).entries.forEach(entry -> folders.add(entry.folder()));
                if (surviving[i]) {
                    settle(pending.get(i));
                }
            }
        }
        for (int i = own.length - 1; i >= 0; i--) {
            if (own[i] && !surviving[i]) {
                pending.get(i).forget();
            }
        }
        take(own);
        for (Inode folder : folders) {
            folder.names.clear();
            folder.names.putAll(folder.durableNames);
            folder.owner = null;
        }
        for (Inode file : List.copyOf(dirtyFiles)) {
            if (file.owner == machine) {
                file.crash(fate, survival);
                dirtyFiles.remove(file);
            }
        }
    }

    private boolean[] survivors(boolean[] own) {
        boolean[] surviving = new boolean[own.length];
        switch (journal) {
            case NOTHING -> {}
            case ORDERED -> {
                int until = fate.below(own.length + 1);
                for (int i = 0; i < until; i++) {
                    surviving[i] = own[i];
                }
            }
            case UNORDERED -> {
                for (int i = 0; i < own.length; i++) {
                    surviving[i] = own[i] && fate.chance(survival);
                }
                withWhatTheyDependOn(surviving);
            }
        }
        return surviving;
    }

    void flushed(Inode file) {
        file.flush();
        if (file.owner == null) {
            dirtyFiles.remove(file);
        }
    }

    String pathOf(Inode wanted) {
        return wanted == root ? "" : pathOf(root, "", wanted);
    }

    private static String pathOf(Inode folder, String path, Inode wanted) {
        for (Map.Entry<String, Inode> entry : folder.names.entrySet()) {
            String below = path.isEmpty() ? entry.getKey() : path + "/" + entry.getKey();
            if (entry.getValue() == wanted) {
                return below;
            }
            String found = entry.getValue().folder ? pathOf(entry.getValue(), below, wanted) : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** What is at a path as everybody sees it; null when nothing is. */
    Inode find(String path) {
        Inode at = root;
        for (String name : path.split("/", -1)) {
            if (!name.isEmpty()) {
                at = at == null ? null : at.names.get(name);
            }
        }
        return at;
    }

    /** The files below a path, by their paths from there. */
    Map<String, Inode> files(String path) {
        Map<String, Inode> found = new TreeMap<>();
        Inode top = find(path);
        if (top != null) {
            collect(top, "", found);
        }
        return found;
    }

    private static void collect(Inode folder, String path, Map<String, Inode> found) {
        folder.names.forEach((name, child) -> {
            String below = path.isEmpty() ? name : path + "/" + name;
            if (child.folder) {
                collect(child, below, found);
            } else {
                found.put(below, child);
            }
        });
    }

    /** Put there by somebody who is no part of the run, and on the disk at once. */
    Inode put(String path, byte[] bytes) {
        Inode folder = folder(path.substring(0, path.lastIndexOf('/')));
        String name = path.substring(path.lastIndexOf('/') + 1);
        Inode file = make(false, 0640);
        for (int at = 0; at < bytes.length; at += Inode.PAGE_BYTES) {
            byte[] page = new byte[Inode.PAGE_BYTES];
            int length = Math.min(Inode.PAGE_BYTES, bytes.length - at);
            System.arraycopy(bytes, at, page, 0, length);
            if (!isZero(page)) {
                file.write(at / Inode.PAGE_BYTES, page, at + (long) length, now());
            }
        }
        file.truncate(bytes.length, now());
        file.flush();
        folder.names.put(name, file);
        folder.durableNames.put(name, file);
        return file;
    }

    private static boolean isZero(byte[] page) {
        for (byte b : page) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    Inode folder(String path) {
        Inode at = root;
        for (String name : path.split("/", -1)) {
            if (!name.isEmpty()) {
                Inode next = at.names.get(name);
                if (next == null) {
                    next = make(true, 0750);
                    at.names.put(name, next);
                    at.durableNames.put(name, next);
                }
                at = next;
            }
        }
        return at;
    }
}
