package dev.ferry.model.system;

import dev.ferry.model.SnapshotId;
import dev.ferry.model.SystemId;
import dev.ferry.model.transfer.ImportedDefinition;
import dev.ferry.model.volume.VolumePath;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What is planned for an identity: the definition as it was read and then repaired, with drives told by path, whether their
 * files are there or not. {@code home} is the path of the folder where it will live, "" for the usual place. {@code revision}
 * counts its changes, so that what was looked at can be told from what it is by now.
 */
public record PlannedSystem(
        Origin origin,
        ImportedDefinition definition,
        List<PlannedSnapshot> snapshots,
        String home,
        Keeping keeping,
        long revision) {

    /**
     * Where it was read from, by which node; {@code definition} is null for one that was defined and not read,
     * {@code snapshotFolder} when none was told. {@code system} is the identity in the file, which its saved state is named by.
     */
    public record Origin(String node, VolumePath definition, VolumePath snapshotFolder, SystemId system) {}

    /** Whose it is, and when it goes unless somebody touches it before. */
    public record Keeping(String owner, Duration time, Instant until) {
        public static Keeping begin(String owner, Duration time, Instant now) {
            return new Keeping(owner, time, now.plus(time));
        }

        /** Never shorter: a clock that was set back takes nothing from what was promised. */
        public Keeping renewed(Instant now) {
            Instant later = now.plus(time);
            return later.isAfter(until) ? new Keeping(owner, time, later) : this;
        }
    }

    public PlannedSystem {
        snapshots = List.copyOf(snapshots);
    }

    public String name() {
        return definition.settings().name();
    }

    public List<PlannedSnapshot.Missing> missingSnapshots() {
        return snapshots.stream()
                .filter(PlannedSnapshot.Missing.class::isInstance)
                .map(PlannedSnapshot.Missing.class::cast)
                .toList();
    }

    public List<PlannedSnapshot.Found> foundSnapshots() {
        return snapshots.stream()
                .filter(PlannedSnapshot.Found.class::isInstance)
                .map(PlannedSnapshot.Found.class::cast)
                .toList();
    }

    /** The definition of a snapshot, or the system's own for null; empty for a snapshot that is missing or unknown. */
    public Optional<ImportedDefinition> part(SnapshotId of) {
        return of == null
                ? Optional.of(definition)
                : foundSnapshots().stream()
                        .filter(found -> found.id().equals(of))
                        .map(PlannedSnapshot.Found::definition)
                        .findFirst();
    }

    PlannedSystem mapPart(SnapshotId of, UnaryOperator<ImportedDefinition> change) {
        return of == null
                ? new PlannedSystem(origin, change.apply(definition), snapshots, home, keeping, revision)
                : withSnapshots(snapshots.stream()
                        .map(snapshot -> snapshot instanceof PlannedSnapshot.Found found
                                        && found.id().equals(of)
                                ? found.with(change.apply(found.definition()))
                                : snapshot)
                        .toList());
    }

    PlannedSystem withSnapshots(List<PlannedSnapshot> other) {
        return new PlannedSystem(origin, definition, other, home, keeping, revision);
    }

    PlannedSystem withHome(String other) {
        return new PlannedSystem(origin, definition, snapshots, other, keeping, revision);
    }

    /** As it is, kept from now on for its whole time. */
    PlannedSystem touched(Instant now) {
        return new PlannedSystem(origin, definition, snapshots, home, keeping.renewed(now), revision);
    }

    /** This is what it has become. */
    PlannedSystem revised(Instant now) {
        return new PlannedSystem(origin, definition, snapshots, home, keeping.renewed(now), revision + 1);
    }
}
