package dev.ferry.testkit;

import static dev.ferry.testkit.Samples.FIRST_SNAPSHOT;
import static dev.ferry.testkit.Samples.NOW;
import static dev.ferry.testkit.Samples.WEB;
import static dev.ferry.testkit.Samples.csv1;
import static dev.ferry.testkit.Samples.csv2;
import static dev.ferry.testkit.Samples.disk;
import static dev.ferry.testkit.Samples.scsi;

import dev.ferry.model.CommandId;
import dev.ferry.model.Decision;
import dev.ferry.model.Outcome;
import dev.ferry.model.SystemId;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.job.JobOrder;
import dev.ferry.model.system.DriveKind;
import dev.ferry.model.system.PlannedSnapshot;
import dev.ferry.model.system.PlannedSystem;
import dev.ferry.model.system.SystemEvent;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.transfer.Assignment;
import dev.ferry.model.transfer.DefineInventory;
import dev.ferry.model.transfer.DefinePlanner;
import dev.ferry.model.transfer.DefineWish;
import dev.ferry.model.transfer.ExportInventory;
import dev.ferry.model.transfer.ExportPlanner;
import dev.ferry.model.transfer.ExportSettings;
import dev.ferry.model.transfer.FileStamp;
import dev.ferry.model.transfer.ImportInventory;
import dev.ferry.model.transfer.ImportInventory.Found;
import dev.ferry.model.transfer.ImportInventory.FoundDrive;
import dev.ferry.model.transfer.ImportPlanner;
import dev.ferry.model.transfer.ImportSettings;
import dev.ferry.model.transfer.ImportedDefinition;
import dev.ferry.model.transfer.MoveInventory;
import dev.ferry.model.transfer.MovePlanner;
import dev.ferry.model.transfer.MoveTarget;
import dev.ferry.model.transfer.PlannedInventory;
import dev.ferry.model.transfer.RealizePlanner;
import dev.ferry.model.transfer.SourceFile;
import dev.ferry.model.transfer.TargetFolder;
import dev.ferry.model.volume.VolumePath;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One ready job of every kind and way, each from its planner, each with the world that it starts in. */
public final class JobStories {
    public static final VolumePath OUT = csv2("out/web");
    public static final VolumePath EXPORT = csv1("exports/web");

    private JobStories() {}

    public static List<JobStory> all() {
        return List.of(
                export(),
                exportWithReplace(),
                importCopyNewId(),
                importCopyKeptId(),
                importRegister(),
                define(),
                plan(),
                addSnapshots(),
                validate(),
                realize(),
                remove(),
                verify(),
                moveWithCopy(),
                moveOfTheNodeAlone(),
                EquipStory.equip());
    }

    public static JobStory export() {
        Assignment assignment = exported(exportSettings(false), new TargetFolder(OUT, null, 0));
        return new JobStory("export", Samples::worldWithWeb, Samples.order("export", JobKind.EXPORT, WEB, assignment));
    }

    public static JobStory exportWithReplace() {
        TargetFolder.Occupant older = new TargetFolder.Occupant(WEB.value(), "web", "older job", "yesterday");
        Assignment assignment = exported(exportSettings(true), new TargetFolder(OUT, older, 0));
        return new JobStory(
                "export with replace",
                () -> {
                    FakeWorld world = Samples.worldWithWeb();
                    world.disk.put(OUT.child("ferry.manifest.json"), "older manifest");
                    world.disk.put(OUT.child("Virtual Hard Disks/disk0.vhdx"), "older disk");
                    return world;
                },
                Samples.order("replace", JobKind.EXPORT, WEB, assignment));
    }

    public static ExportSettings exportSettings(boolean replace) {
        return new ExportSettings(
                ExportSettings.Snapshots.ALL, null, true, true, true, List.of(), replace, "for the archive", false);
    }

    private static Assignment exported(ExportSettings settings, TargetFolder target) {
        ExportInventory inventory = new ExportInventory(
                List.of(source(disk(0), "system disk"), source(disk(1), "data disk")),
                List.of(source(Samples.runtimeFile(), "memory of web")),
                target,
                new TargetFolder(csv2("out/web (D351C151)"), null, 0),
                List.of());
        return value(ExportPlanner.assign(
                WEB, Samples.realized(SystemState.SAVED, List.of(Samples.firstSnapshot())), settings, inventory, NOW));
    }

    /** The same file as {@link FakeDisk#put} makes it. */
    public static SourceFile source(VolumePath path, String text) {
        return new SourceFile(path, new FileStamp(path.hashCode(), text.length(), 1, 1), text.length());
    }

    public static JobStory importCopyNewId() {
        return importing("import a copy with a new identity", true, true);
    }

    public static JobStory importCopyKeptId() {
        return importing("import a copy with its identity", true, false);
    }

    public static JobStory importRegister() {
        return importing("register in place", false, false);
    }

    public static JobStory importWithWarning(String warning) {
        JobStory story = importCopyKeptId();
        Assignment.Import plain = (Assignment.Import) story.order().assignment();
        Assignment warned = new Assignment.Import(
                plain.delivery(),
                plain.system(),
                plain.source(),
                plain.manifest(),
                plain.renames(),
                plain.copy(),
                List.of(warning));
        return new JobStory(story.name(), story.before(), Samples.order("warned", JobKind.IMPORT, WEB, warned));
    }

    private static JobStory importing(String name, boolean copy, boolean newId) {
        CommandId command = new CommandId(name);
        SystemId id = newId ? command.newSystemId() : WEB;
        Assignment assignment = value(ImportPlanner.assign(
                importInventory(true),
                importSettings(copy, newId),
                new ImportPlanner.Context(id, name, "node1", Set.of("Production"))));
        return new JobStory(name, JobStories::worldWithExport, Samples.order(name, JobKind.IMPORT, id, assignment));
    }

    public static ImportSettings importSettings(boolean copy, boolean newId) {
        return new ImportSettings(
                copy,
                newId,
                "",
                null,
                copy ? csv2("disks") : null,
                Map.of(),
                Map.of(),
                ImportSettings.Macs.WITH_IDENTITY,
                false);
    }

    private static FakeWorld worldWithExport() {
        FakeWorld world = Samples.emptyWorld();
        world.disk.put(EXPORT.child("ferry.manifest.json"), "manifest");
        world.disk.put(EXPORT.child("Virtual Machines/" + WEB + ".xml"), "definition");
        world.disk.put(EXPORT.child("Virtual Machines/" + WEB + "/" + WEB + ".vmrs"), "memory");
        world.disk.put(EXPORT.child("Virtual Hard Disks/disk0.vhdx"), "system disk");
        world.disk.put(EXPORT.child("Virtual Hard Disks/disk1.vhdx"), "data disk");
        world.disk.put(EXPORT.child("Snapshots/" + FIRST_SNAPSHOT + ".xml"), "snapshot");
        return world;
    }

    /** What a node finds in the export of {@code web}. */
    public static ImportInventory importInventory(boolean saved) {
        List<FoundDrive> drives = List.of(foundDrive(0, "system disk"), foundDrive(1, "data disk"));
        Found system = new Found(
                source(EXPORT.child("Virtual Machines/" + WEB + ".xml"), "definition"),
                new ImportedDefinition(WEB, null, "9.0", saved, Samples.settings("web", List.of()), List.of()),
                drives,
                saved
                        ? List.of(source(EXPORT.child("Virtual Machines/" + WEB + "/" + WEB + ".vmrs"), "memory"))
                        : List.of());
        Found snapshot = new Found(
                source(EXPORT.child("Snapshots/" + FIRST_SNAPSHOT + ".xml"), "snapshot"),
                new ImportedDefinition(
                        WEB,
                        new ImportedDefinition.SnapshotOf(FIRST_SNAPSHOT.value(), "", NOW),
                        "9.0",
                        false,
                        Samples.settings("web", List.of()),
                        List.of()),
                List.of(drives.getFirst()),
                List.of());
        return new ImportInventory(
                EXPORT,
                system,
                List.of(snapshot),
                source(EXPORT.child("ferry.manifest.json"), "manifest"),
                false,
                new TargetFolder(csv1("systems/web"), null, 0),
                List.of(),
                List.of());
    }

    private static FoundDrive foundDrive(int slot, String text) {
        String name = "disk" + slot + ".vhdx";
        return new FoundDrive(
                scsi(slot),
                DriveKind.HARD_DISK,
                "D:\\web\\" + name,
                source(EXPORT.child("Virtual Hard Disks/" + name), text),
                1L << 30);
    }

    public static JobStory define() {
        CommandId command = new CommandId("define");
        VolumePath attached = csv1("disks/attached.vhdx");
        DefineWish wish = new DefineWish(
                "web",
                512L << 20,
                2,
                2,
                List.of("disks/attached.vhdx"),
                List.of(new DefineWish.NewDiskWish("data", 1L << 30)),
                List.of("Production"),
                "");
        Assignment assignment = value(DefinePlanner.assign(
                wish,
                new DefineInventory(
                        List.of(new DefineInventory.FoundDisk(source(attached, "attached"), 1L << 30)),
                        new TargetFolder(csv2("systems/web"), null, 0),
                        List.of()),
                new ImportPlanner.Context(command.newSystemId(), "define", "node1", Set.of("Production"))));
        return new JobStory(
                "define",
                () -> {
                    FakeWorld world = Samples.emptyWorld();
                    world.disk.put(attached, "attached");
                    return world;
                },
                Samples.order("define", JobKind.DEFINE, command.newSystemId(), assignment));
    }

    public static JobStory plan() {
        return new JobStory(
                "plan",
                JobStories::worldWithExport,
                Samples.order("plan", JobKind.PLAN, WEB, new Assignment.Plan(PlannedSamples.web())));
    }

    public static JobStory addSnapshots() {
        return new JobStory(
                "add snapshots",
                () -> worldWithPlanned(
                        PlannedSamples.web(List.of(new PlannedSnapshot.Missing(FIRST_SNAPSHOT, null, FIRST_SNAPSHOT)))),
                Samples.order(
                        "add snapshots",
                        JobKind.ADD_SNAPSHOTS,
                        WEB,
                        new Assignment.AddSnapshots(List.of(PlannedSamples.found()))));
    }

    public static JobStory validate() {
        return new JobStory(
                "validate",
                () -> worldWithPlanned(PlannedSamples.web()),
                Samples.order("validate", JobKind.VALIDATE, WEB, new Assignment.Validate(List.of(), 0)));
    }

    /** The export's files, of which {@code web} was planned as {@link PlannedSamples} tells. */
    public static JobStory realize() {
        Assignment assignment =
                value(RealizePlanner.assign(WEB, PlannedSamples.web(), plannedInventory(Set.of("Production"))));
        return new JobStory(
                "realize",
                () -> worldWithPlanned(PlannedSamples.web()),
                Samples.order("realize", JobKind.REALIZE, WEB, assignment));
    }

    private static FakeWorld worldWithPlanned(PlannedSystem content) {
        FakeWorld world = worldWithExport();
        JobOrder planned = Samples.order("plan web", JobKind.PLAN);
        world.happened(
                WEB,
                Decision.accept(List.of(
                        new SystemEvent.IdentityReserved(planned),
                        new SystemEvent.SystemPlanned(planned.id(), content, NOW),
                        new SystemEvent.ReservationReleased(planned.id()))));
        return world;
    }

    public static PlannedInventory plannedInventory(Set<String> networks) {
        List<PlannedInventory.FoundDrive> drives =
                List.of(plannedDrive(0, "system disk"), plannedDrive(1, "data disk"));
        return new PlannedInventory(
                new PlannedInventory.Part(
                        null,
                        source(PlannedSamples.definitionFile(), "definition"),
                        drives,
                        List.of(source(EXPORT.child("Virtual Machines/" + WEB + "/" + WEB + ".vmrs"), "memory"))),
                List.of(new PlannedInventory.Part(
                        FIRST_SNAPSHOT, source(PlannedSamples.snapshotFile(), "snapshot"), drives, List.of())),
                new TargetFolder(csv2("systems/web"), null, 0),
                null,
                networks,
                List.of());
    }

    private static PlannedInventory.FoundDrive plannedDrive(int slot, String text) {
        String name = "disk" + slot + ".vhdx";
        return new PlannedInventory.FoundDrive(
                scsi(slot),
                DriveKind.HARD_DISK,
                "C:\\disks\\" + name,
                source(EXPORT.child("Virtual Hard Disks/" + name), text),
                1L << 30,
                null);
    }

    public static JobStory remove() {
        Assignment assignment = new Assignment.Remove(
                List.of(
                        Samples.placement().definition(),
                        Samples.firstSnapshot().definition(),
                        Samples.runtimeFile(),
                        disk(0),
                        disk(1)),
                List.of(
                        Samples.runtimeFile().parent(),
                        csv1("web/Virtual Machines"),
                        csv1("web/Snapshots"),
                        csv1("web/Virtual Hard Disks"),
                        csv1("web")),
                List.of(disk(0), disk(1)));
        return new JobStory("remove", Samples::worldWithWeb, Samples.order("remove", JobKind.REMOVE, WEB, assignment));
    }

    public static JobStory verify() {
        return new JobStory(
                "verify",
                JobStories::worldWithExport,
                Samples.order("verify", JobKind.VERIFY, null, new Assignment.Verify(EXPORT, 5)));
    }

    public static final VolumePath MOVED = new VolumePath("local", "node2", "systems/web");

    /** From the shared volume to one that only node2 has. */
    public static JobStory moveWithCopy() {
        MovePlanner.Wish wish = new MovePlanner.Wish("node2", Set.of("local@node2"), false);
        Assignment assignment = value(MovePlanner.copy(
                Samples.realized(SystemState.SAVED, List.of(Samples.firstSnapshot())),
                wish,
                moveInventory(),
                new MoveTarget(new TargetFolder(MOVED, null, 1 << 20), Set.of())));
        return new JobStory(
                "move with a copy",
                () -> {
                    FakeWorld world = Samples.worldWithWeb();
                    world.disk.makeFolders(new VolumePath("local", "node2", ".ferry/staging"), FakeDisk.USER);
                    world.disk.put(csv1("web/Virtual Hard Disks/notes.txt"), "the user's own");
                    return world;
                },
                Samples.order("move", JobKind.MOVE, WEB, assignment));
    }

    public static MoveInventory moveInventory() {
        return new MoveInventory(
                List.of(source(disk(0), "system disk"), source(disk(1), "data disk")),
                List.of(source(Samples.runtimeFile(), "memory of web")),
                List.of(
                        source(Samples.firstSnapshot().definition(), "definition of the first snapshot"),
                        source(Samples.placement().definition(), "definition of web")),
                List.of());
    }

    public static JobStory moveOfTheNodeAlone() {
        Assignment assignment = MovePlanner.stay(
                Samples.realized(SystemState.SAVED, List.of(Samples.firstSnapshot())),
                new MovePlanner.Wish("node2", Set.of("csv1"), false));
        return new JobStory(
                "move of the node alone", Samples::worldWithWeb, Samples.order("move", JobKind.MOVE, WEB, assignment));
    }

    static <T> T value(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Ok<T>(var value) -> value;
            case Outcome.Refused<T>(var refusal) -> throw new AssertionError("refused: " + refusal);
        };
    }
}
