package dev.ferry.storage;

import java.util.List;
import java.util.Optional;

/**
 * Finds a path that was written on Windows among names that are told apart by case here: name by name, the exact one,
 * else the only one that is the same without case and whatever the Unicode form. Two such are refused, by name.
 */
final class NameSearch {
    private final Volume volume;

    NameSearch(Volume volume) {
        this.volume = volume;
    }

    Optional<String> existing(String rel) throws StorageException {
        String found = "";
        for (String name : names(rel)) {
            Optional<String> next = step(found, name);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            found = Names.join(found, next.get());
        }
        return Optional.of(found);
    }

    String target(String rel) throws StorageException {
        String found = "";
        boolean exists = true;
        for (String name : names(rel)) {
            Optional<String> next = exists ? step(found, name) : Optional.empty();
            exists = next.isPresent();
            found = Names.join(found, next.orElse(name));
        }
        return found;
    }

    private static String[] names(String rel) {
        return rel.isEmpty() ? new String[0] : rel.split("/", -1);
    }

    private Optional<String> step(String folder, String name) throws StorageException {
        String exact = Names.join(folder, name);
        if (volume.stat(exact).isPresent()) {
            return Optional.of(name);
        }
        Optional<FileFacts> parent = volume.stat(folder);
        if (parent.isEmpty() || !parent.get().isFolder()) {
            return Optional.empty();
        }
        String wanted = Names.folded(name);
        List<String> candidates = volume.list(folder).stream()
                .filter(entry -> Names.folded(entry).equals(wanted))
                .toList();
        if (candidates.size() > 1) {
            throw StorageException.invalid(
                    "'" + name + "' in " + volume.place(folder) + " could be any of " + String.join(", ", candidates)
                            + ".",
                    "Give the name exactly as it is written.");
        }
        return candidates.stream().findFirst();
    }
}
