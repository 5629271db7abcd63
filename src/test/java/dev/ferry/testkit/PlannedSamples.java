package dev.ferry.testkit;

import static dev.ferry.testkit.Samples.FIRST_SNAPSHOT;
import static dev.ferry.testkit.Samples.NOW;
import static dev.ferry.testkit.Samples.WEB;
import static dev.ferry.testkit.Samples.csv1;

import dev.ferry.model.SnapshotId;
import dev.ferry.model.system.DriveKind;
import dev.ferry.model.system.PlannedSnapshot;
import dev.ferry.model.system.PlannedSystem;
import dev.ferry.model.transfer.ImportedDefinition;
import dev.ferry.model.transfer.ImportedDefinition.ImportedDrive;
import dev.ferry.model.transfer.ImportedDefinition.SnapshotOf;
import dev.ferry.model.volume.VolumePath;
import java.time.Duration;
import java.util.List;

/** {@code web} as an import has planned it: saved, with two disks and one snapshot, read from an export on csv1. */
public final class PlannedSamples {
    public static final Duration KEPT = Duration.ofHours(24);
    public static final SnapshotId SECOND_SNAPSHOT = new SnapshotId("22222222-2222-3333-4444-555555555555");

    private PlannedSamples() {}

    public static VolumePath definitionFile() {
        return csv1("exports/web/Virtual Machines/" + WEB + ".xml");
    }

    public static VolumePath snapshotFile() {
        return csv1("exports/web/Snapshots/" + FIRST_SNAPSHOT + ".xml");
    }

    public static PlannedSystem web() {
        return web(List.of(found()));
    }

    public static PlannedSystem web(List<PlannedSnapshot> snapshots) {
        return new PlannedSystem(
                new PlannedSystem.Origin("node1", definitionFile(), csv1("exports/web"), WEB),
                definition(null, true),
                snapshots,
                "",
                PlannedSystem.Keeping.begin("anna", KEPT, NOW),
                0);
    }

    public static PlannedSnapshot.Found found() {
        SnapshotOf first = new SnapshotOf(FIRST_SNAPSHOT.value(), "", NOW);
        return new PlannedSnapshot.Found(
                FIRST_SNAPSHOT, null, FIRST_SNAPSHOT, snapshotFile(), definition(first, false));
    }

    /** One that was taken on the first, and whose definition nobody has. */
    public static PlannedSnapshot.Missing missing() {
        return new PlannedSnapshot.Missing(SECOND_SNAPSHOT, FIRST_SNAPSHOT, SECOND_SNAPSHOT);
    }

    public static ImportedDefinition definition(SnapshotOf snapshot, boolean saved) {
        return new ImportedDefinition(
                WEB,
                snapshot,
                "5.0",
                saved,
                Samples.settings("web", List.of()),
                List.of(drive(0, "C:\\disks\\disk0.vhdx"), drive(1, "C:\\disks\\disk1.vhdx")));
    }

    public static ImportedDrive drive(int slot, String path) {
        return new ImportedDrive(Samples.scsi(slot), DriveKind.HARD_DISK, path);
    }
}
