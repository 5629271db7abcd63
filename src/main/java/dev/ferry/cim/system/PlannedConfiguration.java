package dev.ferry.cim.system;

import dev.ferry.model.SnapshotId;
import dev.ferry.model.system.Drive;
import dev.ferry.model.system.DriveAddress;
import dev.ferry.model.system.PlannedSnapshot;
import dev.ferry.model.system.PlannedSystem;
import dev.ferry.model.system.VirtualSystem.Drafted;
import dev.ferry.model.transfer.ImportedDefinition;
import dev.ferry.model.transfer.ImportedDefinition.ImportedDrive;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a planned system has as settings: its own, and those of the snapshots whose definitions were found. */
final class PlannedConfiguration {
    private static final String SYSTEM = "Microsoft:Hyper-V:System:Planned";
    private static final String SNAPSHOT = "Microsoft:Hyper-V:Snapshot:Planned";

    private PlannedConfiguration() {}

    static List<Configuration> all(Drafted drafted) {
        PlannedSystem planned = drafted.planned();
        Configuration own = of(drafted, drafted.id().value(), SYSTEM, planned.definition(), null);
        Stream<Configuration> snapshots = planned.foundSnapshots().stream()
                .map(found ->
                        of(drafted, found.id().value(), SNAPSHOT, found.definition(), parent(planned, found.parent())));
        return Stream.concat(Stream.of(own), snapshots).toList();
    }

    private static Configuration of(
            Drafted drafted, String owner, String type, ImportedDefinition definition, SnapshotId parent) {
        Map<DriveAddress, String> files = new HashMap<>();
        definition.drives().stream()
                .filter(drive -> !drive.path().isEmpty())
                .forEach(drive -> files.put(drive.address(), drive.path()));
        return new Configuration(
                drafted.id(),
                owner,
                type,
                definition.settings().withDrives(drives(definition)),
                files,
                new Configuration.Place.Wished(drafted.planned().home()),
                definition.saved(),
                definition.snapshot() == null ? null : definition.snapshot().createdAt(),
                parent);
    }

    /** Nobody has looked for their files yet. */
    private static List<Drive> drives(ImportedDefinition definition) {
        return definition.drives().stream()
                .map((ImportedDrive drive) -> new Drive(drive.address(), drive.kind(), null, 0))
                .toList();
    }

    /** Null where its settings would not be shown: a path to them would lead nowhere. */
    static SnapshotId parent(PlannedSystem planned, SnapshotId parent) {
        return Optional.ofNullable(parent)
                .filter(id ->
                        planned.snapshots().stream().map(PlannedSnapshot::id).anyMatch(id::equals))
                .orElse(null);
    }
}
