package dev.ferry.format.layout;

import java.util.List;

/** Where the disk that a definition names lies among the files that were found. */
public sealed interface DiskLocation {
    /** Looks for the last name of a foreign path, first in the folder for disks, then everywhere. */
    static DiskLocation locateDisk(String foreignPath, List<String> found) {
        String name = Names.fileName(foreignPath);
        List<String> named = found.stream()
                .filter(path -> Names.same(Names.fileName(path), name))
                .sorted()
                .toList();
        List<String> inPlace = named.stream()
                .filter(path -> Names.same(Names.folder(path), ExportLayout.DISKS))
                .toList();
        List<String> candidates = inPlace.isEmpty() ? named : inPlace;
        List<String> exact = candidates.stream()
                .filter(path -> Names.fileName(path).equals(name))
                .toList();
        if (name.isEmpty() || candidates.isEmpty()) {
            return new NotFound(name);
        }
        if (candidates.size() == 1 || exact.size() == 1) {
            return new Located(exact.size() == 1 ? exact.getFirst() : candidates.getFirst());
        }
        return new Ambiguous(name, exact.isEmpty() ? candidates : exact);
    }

    record Located(String path) implements DiskLocation {}

    record NotFound(String name) implements DiskLocation {}

    /** Several files could be it, and nothing says which. */
    record Ambiguous(String name, List<String> candidates) implements DiskLocation {
        public Ambiguous {
            candidates = List.copyOf(candidates);
        }
    }
}
