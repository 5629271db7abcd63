package dev.ferry.storage;

import java.util.ArrayList;
import java.util.List;

/** What lies in a folder, looked at and not touched; bounded, and never through a link. */
public final class Inventory {
    private static final int MAX_DEPTH = 32;

    private Inventory() {}

    /** A file (or, if the rules let it pass, whatever it is), by its path from the folder that was surveyed. */
    public record Found(String path, FileFacts facts) {}

    /**
     * How far to go, and whether all must be ordinary files: a folder to import from must, for a link, a pipe or a second
     * name of a file would bring in what is not in the folder, or change under it.
     */
    public record Rules(int maxFiles, int maxDepth, boolean onlyOrdinary) {
        public static Rules ofImport(int maxFiles) {
            return new Rules(maxFiles, MAX_DEPTH, true);
        }

        public static Rules lenient(int maxFiles) {
            return new Rules(maxFiles, MAX_DEPTH, false);
        }
    }

    /** All that is in a folder and those below it, without the folders, in the order of their paths. */
    public static List<Found> survey(Volume volume, String rel, Rules rules) throws StorageException {
        FileFacts folder = volume.stat(rel)
                .orElseThrow(() -> StorageException.invalid(volume.place(rel) + " does not exist.", "Check the path."));
        if (!folder.isFolder()) {
            throw StorageException.invalid(volume.place(rel) + " is not a folder.", "Name the folder.");
        }
        Walk walk = new Walk(volume, rel, rules, new ArrayList<>());
        walk.enter("", 1);
        return List.copyOf(walk.found);
    }

    private record Walk(Volume volume, String top, Rules rules, List<Found> found) {
        void enter(String path, int depth) throws StorageException {
            String folder = Names.join(top, path);
            if (depth > rules.maxDepth()) {
                throw StorageException.invalid(
                        volume.place(folder) + " is more than " + rules.maxDepth() + " folders deep.",
                        "Name the folder of one system.");
            }
            for (String name : volume.list(folder, rules.maxFiles())) {
                boolean own = folder.isEmpty() && name.equals(Names.OWN_FOLDER);
                if (!own) {
                    take(Names.join(path, name), depth);
                }
            }
        }

        private void take(String path, int depth) throws StorageException {
            String rel = Names.join(top, path);
            FileFacts facts = volume.stat(rel)
                    .orElseThrow(() -> StorageException.invalid(
                            volume.place(rel) + " went away, or its name is not UTF-8.",
                            "Wait for what works in the folder, or rename the file."));
            if (facts.isFolder()) {
                enter(path, depth + 1);
                return;
            }
            if (rules.onlyOrdinary()) {
                requireOrdinary(rel, facts);
            }
            if (found.size() == rules.maxFiles()) {
                throw StorageException.invalid(
                        volume.place(top) + " holds more than " + rules.maxFiles() + " files.",
                        "Name the folder of one system.");
            }
            found.add(new Found(path, facts));
        }

        private void requireOrdinary(String rel, FileFacts facts) throws StorageException {
            String what =
                    switch (facts.kind()) {
                        case REGULAR -> facts.links() > 1 ? "a file with a second name (a hard link)" : "";
                        case LINK -> "a link";
                        case DIRECTORY -> "";
                        case OTHER -> "a device, pipe or socket";
                    };
            if (!what.isEmpty()) {
                throw StorageException.invalid(
                        volume.place(rel) + " is " + what + ".", "Put an ordinary file there, or take it away.");
            }
        }
    }
}
