package dev.ferry.cim.system;

import dev.ferry.cim.object.Making;
import dev.ferry.cim.object.Rendering;
import dev.ferry.cim.object.Scope;
import dev.ferry.model.SnapshotId;
import dev.ferry.model.SystemId;
import dev.ferry.model.system.Drive;
import dev.ferry.model.system.DriveAddress;
import dev.ferry.model.system.Snapshot;
import dev.ferry.model.system.SystemSettings;
import dev.ferry.model.system.SystemSettings.Controller;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.system.VirtualSystem.Absent;
import dev.ferry.model.system.VirtualSystem.Drafted;
import dev.ferry.model.system.VirtualSystem.Planned;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.model.volume.VolumePath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One set of settings with its devices: the system's own, or a snapshot's. {@code owner} is the id of whose they are, and what the
 * InstanceIDs of all its parts begin with.
 *
 * @param type as VirtualSystemType tells it
 * @param paths what is in its drives, where nobody has looked for the files yet
 * @param saved whether the state of a guest is kept with it
 * @param createdAt null when nobody recorded it
 * @param parent the snapshot that it was taken after, or null
 */
record Configuration(
        SystemId system,
        String owner,
        String type,
        SystemSettings settings,
        Map<DriveAddress, String> paths,
        Place place,
        boolean saved,
        Instant createdAt,
        SnapshotId parent) {
    private static final String SYSTEM = "Microsoft:Hyper-V:System:Realized";
    private static final String SNAPSHOT = "Microsoft:Hyper-V:Snapshot:Realized";

    Configuration {
        paths = Map.copyOf(paths);
    }

    /** Where its files are. */
    sealed interface Place {
        /** Below the data root, which is the folder that has the folder of the definition. */
        record Kept(VolumePath definition) implements Place {
            VolumePath home() {
                return definition.parent().parent();
            }
        }

        /** They are not there yet; {@code home} is the text of whoever chose a folder for them, "" for the usual one. */
        record Wished(String home) implements Place {}
    }

    /** What renders one set of settings. */
    @FunctionalInterface
    interface Part {
        List<Making> of(Configuration configuration, Scope scope);
    }

    /** The same for all that a row has. */
    static Rendering<SystemEntry> each(Part part) {
        return (entry, scope) -> all(entry).stream()
                .flatMap(configuration -> part.of(configuration, scope).stream())
                .toList();
    }

    /** First the system's own, then its snapshots'. */
    static List<Configuration> all(SystemEntry entry) {
        return switch (entry.row().state()) {
            case Realized realized ->
                Stream.concat(Stream.of(current(realized)), snapshots(realized).stream())
                        .toList();
            case Drafted drafted -> PlannedConfiguration.all(drafted);
            case Planned _, Absent _ -> List.of();
        };
    }

    static Configuration current(Realized realized) {
        return new Configuration(
                realized.id(),
                realized.id().value(),
                SYSTEM,
                realized.settings(),
                Map.of(),
                new Place.Kept(realized.placement().definition()),
                realized.state() == SystemState.SAVED,
                null,
                null);
    }

    static List<Configuration> snapshots(Realized realized) {
        Set<SnapshotId> there = realized.snapshots().stream().map(Snapshot::id).collect(Collectors.toUnmodifiableSet());
        return realized.snapshots().stream()
                .map(snapshot -> new Configuration(
                        realized.id(),
                        snapshot.id().value(),
                        SNAPSHOT,
                        snapshot.settings(),
                        Map.of(),
                        new Place.Kept(snapshot.definition()),
                        snapshot.saved(),
                        snapshot.createdAt(),
                        // A path to one that is gone would lead nowhere.
                        Optional.ofNullable(snapshot.parent())
                                .filter(there::contains)
                                .orElse(null)))
                .toList();
    }

    boolean isSnapshot() {
        return !owner.equals(system.value());
    }

    String subType() {
        return "Microsoft:Hyper-V:SubType:" + settings.generation();
    }

    /** Every controller that is listed or has a drive, so that no drive is without one. */
    List<Controller> controllers() {
        List<Controller> all = new ArrayList<>(settings.controllers());
        for (Drive drive : settings.drives()) {
            if (listed(all, drive.address()).isEmpty()) {
                all.add(new Controller(
                        drive.address().controller(), drive.address().number(), ""));
            }
        }
        return all;
    }

    Controller controllerOf(Drive drive) {
        return listed(controllers(), drive.address()).orElseThrow();
    }

    private static Optional<Controller> listed(List<Controller> controllers, DriveAddress address) {
        return controllers.stream()
                .filter(one -> one.kind() == address.controller() && one.number() == address.number())
                .findFirst();
    }
}
