package dev.ferry.model.transfer;

import static dev.ferry.testkit.Decisions.ok;
import static dev.ferry.testkit.Decisions.refused;
import static dev.ferry.testkit.JobStories.OUT;
import static dev.ferry.testkit.JobStories.source;
import static dev.ferry.testkit.Samples.FIRST_SNAPSHOT;
import static dev.ferry.testkit.Samples.NOW;
import static dev.ferry.testkit.Samples.WEB;
import static dev.ferry.testkit.Samples.csv1;
import static dev.ferry.testkit.Samples.csv2;
import static dev.ferry.testkit.Samples.disk;
import static dev.ferry.testkit.Samples.scsi;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.model.CommandId;
import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SnapshotId;
import dev.ferry.model.system.Drive;
import dev.ferry.model.system.DriveAddress;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.model.transfer.ExportSettings.Snapshots;
import dev.ferry.model.transfer.TargetFolder.Occupant;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.testkit.Samples;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class ExportPlannerTest {
    private static final VolumePath LONGER = csv2("out/web (D351C151)");
    private static final Occupant OURS = new Occupant(WEB.value(), "web", "job 7", "2026-01-01");
    private static final Occupant ANOTHER =
            new Occupant(new CommandId("x").newSystemId().value(), "WEB", "job 8", "2026-01-02");
    private static final Occupant UNEXPLAINED = new Occupant("", "", "", "");

    private final Realized web = Samples.realized(SystemState.SAVED, List.of(Samples.firstSnapshot()));

    @Test
    void copiesDisksRuntimeAndDefinitionsBelowTheFolder() {
        Assignment.Export export = ok(export(settings(Snapshots.ALL, true, true, false), free()));

        assertEquals(
                List.of(
                        "Virtual Hard Disks/disk0.vhdx",
                        "Virtual Hard Disks/disk1.vhdx",
                        "Virtual Machines/" + WEB + "/" + WEB + ".vmrs",
                        "Virtual Machines/" + WEB + ".xml",
                        "Snapshots/" + FIRST_SNAPSHOT + ".xml"),
                names(export));
        assertEquals(LONGER, export.delivery().alternative());
        assertEquals(3, export.delivery().watched().size());
    }

    @Test
    void pointsTheDefinitionAtTheCopies() {
        Item.Definition main = definition(ok(export(settings(Snapshots.ALL, true, true, false), free())));

        assertEquals(
                List.of(OUT.child("Virtual Hard Disks/disk0.vhdx"), OUT.child("Virtual Hard Disks/disk1.vhdx")),
                main.settings().drives().stream().map(Drive::file).toList());
        assertTrue(main.saved());
        assertEquals(1, main.snapshots().size());
    }

    @Test
    void givesDisksOfOneNameNamesOfTheirOwn() {
        ExportInventory inventory = inventory(
                List.of(
                        source(csv1("a/x.vhdx"), "a"),
                        source(csv1("b/X.VHDX"), "b"),
                        source(csv1("c/x (2).vhdx"), "c"),
                        source(csv1("d/x.vhdx"), "d")),
                free(),
                null);
        Assignment.Export export = (Assignment.Export)
                ok(ExportPlanner.assign(WEB, web, settings(Snapshots.NONE, true, false, false), inventory, NOW));

        assertEquals(
                List.of("x.vhdx", "X (2).VHDX", "x (2) (2).vhdx", "x (3).vhdx"),
                export.delivery().items().stream()
                        .limit(4)
                        .map(item -> item.target().fileName())
                        .toList());
    }

    @Test
    void copiesNoDisksForAConfigurationOnlyExport() {
        Assignment.Export export = ok(export(settings(Snapshots.NONE, false, false, false), free()));

        assertEquals(List.of("Virtual Machines/" + WEB + ".xml"), names(export));
        assertEquals(disk(0), definition(export).settings().drives().getFirst().file());
    }

    @Test
    void saysThatTheSystemIsNotSavedWhenItsStateStaysBehind() {
        Assignment.Export export = ok(export(settings(Snapshots.NONE, true, false, false), free()));

        assertFalse(definition(export).saved());
        assertTrue(names(export).stream().noneMatch(name -> name.endsWith(".vmrs")));
    }

    @Test
    void exportsOneSnapshotAsASystemWithItsDisks() {
        ExportSettings one =
                new ExportSettings(Snapshots.ONE, FIRST_SNAPSHOT, false, false, true, List.of(), false, "", false);
        Assignment.Export export = ok(export(one, free()));

        assertEquals(1, definition(export).settings().drives().size());
        assertTrue(names(export).contains("Virtual Hard Disks/disk0.vhdx"), "storage is copied whatever was said");
        assertTrue(names(export).stream().noneMatch(name -> name.startsWith("Snapshots/")));
    }

    @Test
    void refusesASnapshotThatIsNotThere() {
        SnapshotId other = new SnapshotId("99999999-2222-3333-4444-555555555555");
        ExportSettings one = new ExportSettings(Snapshots.ONE, other, true, true, true, List.of(), false, "", false);
        Refusal refusal = ExportPlanner.check(web, one).orElseThrow();

        assertEquals(ReturnCode.INVALID_PARAMETER, refusal.code());
        assertTrue(refusal.remedy().contains(FIRST_SNAPSHOT.value()));
    }

    @Test
    void leavesExcludedDisksOut() {
        Assignment.Export export = ok(export(excluding(Snapshots.NONE, scsi(1)), free()));

        assertTrue(ExportPlanner.check(web, excluding(Snapshots.NONE, scsi(1))).isEmpty());
        assertTrue(names(export).contains("Virtual Hard Disks/disk0.vhdx"));
        assertFalse(names(export).contains("Virtual Hard Disks/disk1.vhdx"));
    }

    @Test
    void excludesAPlaceThatOnlyASnapshotHas() {
        Realized bare = new Realized(
                WEB,
                1,
                Samples.web().withDrives(List.of()),
                SystemState.OFF,
                Samples.placement(),
                List.of(Samples.firstSnapshot()),
                null,
                List.of());
        ExportSettings one =
                new ExportSettings(Snapshots.ONE, FIRST_SNAPSHOT, true, true, true, List.of(scsi(0)), false, "", false);

        assertTrue(ExportPlanner.check(bare, one).isEmpty());
    }

    @Test
    void refusesToExcludeDisksThatAreNotThereOrWithAllSnapshots() {
        assertTrue(ExportPlanner.check(web, excluding(Snapshots.NONE, scsi(9)))
                .orElseThrow()
                .message()
                .contains("SCSI 0:9"));
        assertTrue(ExportPlanner.check(web, excluding(Snapshots.ALL, scsi(1))).isPresent());
        Realized bare = Samples.realized(SystemState.OFF, List.of());
        assertTrue(ExportPlanner.check(bare, excluding(Snapshots.ALL, scsi(1))).isEmpty());
    }

    @Test
    void refusesAnOccupiedFolderAndNamesWhoWroteIt() {
        String message = refused(
                        ReturnCode.INVALID_PARAMETER,
                        export(settings(Snapshots.ALL, true, true, false), new TargetFolder(OUT, OURS, 0)))
                .message();

        Stream.of("web", "job 7", "2026-01-01").forEach(word -> assertTrue(message.contains(word), message));
        refused(
                ReturnCode.INVALID_PARAMETER,
                export(settings(Snapshots.ALL, true, true, true), new TargetFolder(OUT, UNEXPLAINED, 0)));
    }

    @Test
    void replacesOnlyAnExportOfTheSameSystem() {
        Assignment.Export export =
                ok(export(settings(Snapshots.ALL, true, true, true), new TargetFolder(OUT, OURS, 0)));

        assertEquals(OUT, export.replaced());
        assertEquals(OUT, export.delivery().root());
    }

    @Test
    void neverPublishesBesideTheExportThatItReplaces() {
        Assignment.Export export =
                ok(export(settings(Snapshots.ALL, true, true, true), new TargetFolder(OUT, OURS, 0)));

        assertNull(export.delivery().alternative(), "else the older one would be removed without its claim");
    }

    @Test
    void takesTheLongerNameBesideAnotherSystemsExport() {
        Assignment.Export export =
                ok(export(settings(Snapshots.ALL, true, true, false), new TargetFolder(OUT, ANOTHER, 0)));

        assertEquals(LONGER, export.delivery().root());
        assertNull(export.delivery().alternative());
        assertNull(export.replaced());
    }

    @Test
    void replacesItsOwnExportUnderTheLongerName() {
        ExportInventory inventory =
                inventory(List.of(), new TargetFolder(OUT, ANOTHER, 0), new TargetFolder(LONGER, OURS, 0));
        ExportSettings replacing = settings(Snapshots.ALL, true, true, true);
        Assignment.Export export = (Assignment.Export) ok(ExportPlanner.assign(WEB, web, replacing, inventory, NOW));

        assertEquals(LONGER, export.replaced());
        refused(
                ReturnCode.INVALID_PARAMETER,
                ExportPlanner.assign(WEB, web, settings(Snapshots.ALL, true, true, false), inventory, NOW));
    }

    @Test
    void refusesWhatTheInventoryFoundWrong() {
        ExportInventory broken = new ExportInventory(
                List.of(),
                List.of(),
                free(),
                null,
                List.of(new Refusal(ReturnCode.IN_USE, "disk0.vhdx is open in another process", "close it")));

        refused(
                ReturnCode.IN_USE,
                ExportPlanner.assign(WEB, web, settings(Snapshots.ALL, true, true, false), broken, NOW));
    }

    private Outcome<Assignment.Export> export(ExportSettings settings, TargetFolder target) {
        ExportInventory inventory = inventory(
                List.of(source(disk(0), "system disk"), source(disk(1), "data disk")),
                target,
                new TargetFolder(LONGER, null, 0));
        return ExportPlanner.assign(WEB, web, settings, inventory, NOW).map(Assignment.Export.class::cast);
    }

    private static ExportInventory inventory(List<SourceFile> disks, TargetFolder target, TargetFolder alternative) {
        return new ExportInventory(
                disks, List.of(source(Samples.runtimeFile(), "memory")), target, alternative, List.of());
    }

    private static TargetFolder free() {
        return new TargetFolder(OUT, null, 0);
    }

    private static ExportSettings settings(Snapshots snapshots, boolean storage, boolean runtime, boolean replace) {
        return new ExportSettings(snapshots, null, storage, runtime, true, List.of(), replace, "", false);
    }

    private static ExportSettings excluding(Snapshots snapshots, DriveAddress address) {
        return new ExportSettings(snapshots, null, true, true, true, List.of(address), false, "", false);
    }

    private static List<String> names(Assignment.Export export) {
        int root = export.delivery().root().path().length() + 1;
        return export.delivery().items().stream()
                .map(item -> item.target().path().substring(root))
                .toList();
    }

    private static Item.Definition definition(Assignment.Export export) {
        return export.delivery().items().stream()
                .filter(Item.Definition.class::isInstance)
                .map(Item.Definition.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
