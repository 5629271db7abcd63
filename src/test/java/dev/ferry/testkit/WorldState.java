package dev.ferry.testkit;

import dev.ferry.model.system.VirtualSystem;
import dev.ferry.model.volume.Volume;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * All that a job could leave behind, in a form that can be compared and read: files with their owners, folders, claims and
 * room, systems and who holds them. What an entity merely remembers (past jobs, past lives) is not in it.
 */
public record WorldState(
        Map<String, String> files, Set<String> folders, Map<String, String> volumes, Map<String, String> systems) {

    static WorldState of(FakeDisk disk, Map<String, Volume> volumes, Map<String, VirtualSystem> systems) {
        Map<String, String> files = new TreeMap<>();
        disk.files().forEach((path, file) -> files.put(path.toString(), file.owner() + ": " + file.text()));
        Set<String> folders =
                disk.folders().keySet().stream().map(Object::toString).collect(Collectors.toCollection(TreeSet::new));
        Map<String, String> promises = new TreeMap<>();
        volumes.forEach((key, volume) -> {
            // Who has ended there is remembered, and is no promise.
            if (!volume.held().isEmpty() || !volume.rooms().isEmpty()) {
                promises.put(key, volume.held() + " " + volume.rooms());
            }
        });
        Map<String, String> lives = new TreeMap<>();
        systems.forEach((id, system) -> {
            String text = text(system);
            if (!text.isEmpty()) {
                lives.put(id, text);
            }
        });
        return new WorldState(files, folders, promises, lives);
    }

    private static String text(VirtualSystem system) {
        return switch (system) {
            case VirtualSystem.Absent(var _, var removing, var _) -> removing == null ? "" : "removed by " + removing;
            case VirtualSystem.Planned planned ->
                "planned by " + planned.reservation().order().id();
            case VirtualSystem.Drafted drafted ->
                // Until when it is kept is a matter of when somebody touched it.
                "life " + drafted.incarnation() + " " + drafted.planned().definition() + " "
                        + drafted.planned().snapshots() + " "
                        + drafted.planned().home() + " held by "
                        + drafted.reservation();
            case VirtualSystem.Realized realized ->
                "life " + realized.incarnation() + " " + realized.settings() + " " + realized.state() + " "
                        + realized.placement() + " " + realized.snapshots() + " held by "
                        + (realized.reservation() == null
                                ? "nobody"
                                : realized.reservation().order().id());
        };
    }

    /** Whether every file that the user had is still somewhere, under whatever name. */
    public boolean hasAllUserFilesOf(WorldState before) {
        return files.values().containsAll(before.files().values());
    }
}
