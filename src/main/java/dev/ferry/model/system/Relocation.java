package dev.ferry.model.system;

import dev.ferry.model.volume.VolumePath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a move changes of a system: its node and definition, and the places of drives and snapshots. All else stays what it
 * is, so that a name that was changed while the move was planned is not lost.
 */
public record Relocation(Placement from, Placement to, List<MovedFile> files) {
    public Relocation {
        files = List.copyOf(files);
    }

    SystemSettings moved(SystemSettings settings) {
        Map<VolumePath, VolumePath> places = places();
        return settings.withDrives(settings.drives().stream()
                .map(drive -> places.containsKey(drive.file())
                        ? new Drive(drive.address(), drive.kind(), places.get(drive.file()), drive.sizeBytes())
                        : drive)
                .toList());
    }

    Snapshot moved(Snapshot snapshot) {
        return new Snapshot(
                snapshot.id(),
                snapshot.parent(),
                snapshot.createdAt(),
                snapshot.saved(),
                places().getOrDefault(snapshot.definition(), snapshot.definition()),
                moved(snapshot.settings()));
    }

    private Map<VolumePath, VolumePath> places() {
        Map<VolumePath, VolumePath> places = new HashMap<>();
        files.forEach(file -> places.put(file.from(), file.to()));
        return places;
    }
}
