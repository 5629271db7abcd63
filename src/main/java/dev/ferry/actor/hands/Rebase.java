package dev.ferry.actor.hands;

import dev.ferry.actor.copy.StorageNode;
import dev.ferry.model.job.StepFacts;
import dev.ferry.model.volume.VolumePath;
import java.util.Objects;

/** Moves planned places to where the job's claims were granted, when that is not the root that was planned. */
final class Rebase {
    private final VolumePath planned;
    private final VolumePath granted;

    private Rebase(VolumePath planned, VolumePath granted) {
        this.planned = planned;
        this.granted = granted;
    }

    static Rebase of(StorageNode.Task task, VolumePath planned) {
        VolumePath granted = task.facts().stream()
                .map(StepFacts::root)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(planned);
        return new Rebase(planned, granted);
    }

    VolumePath root() {
        return granted;
    }

    VolumePath of(VolumePath place) {
        if (place.equals(planned)) {
            return granted;
        }
        return place.isBelow(planned)
                ? granted.child(place.path()
                        .substring(planned.path().isEmpty() ? 0 : planned.path().length() + 1))
                : place;
    }
}
