package dev.ferry.journal;

import dev.ferry.model.Caller;
import dev.ferry.model.CommandId;
import dev.ferry.model.Guid;
import dev.ferry.model.JobId;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SnapshotId;
import dev.ferry.model.SystemId;
import dev.ferry.model.job.Action;
import dev.ferry.model.job.Attempt;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.job.JobOrder;
import dev.ferry.model.job.Plan;
import dev.ferry.model.job.Step;
import dev.ferry.model.job.StepFacts;
import dev.ferry.model.system.Drive;
import dev.ferry.model.system.DriveAddress;
import dev.ferry.model.system.DriveAddress.ControllerKind;
import dev.ferry.model.system.DriveKind;
import dev.ferry.model.system.Firmware;
import dev.ferry.model.system.Memory;
import dev.ferry.model.system.MovedFile;
import dev.ferry.model.system.NetworkAdapter;
import dev.ferry.model.system.Placement;
import dev.ferry.model.system.PlannedChange;
import dev.ferry.model.system.PlannedSnapshot;
import dev.ferry.model.system.PlannedSystem;
import dev.ferry.model.system.Relocation;
import dev.ferry.model.system.Reservation;
import dev.ferry.model.system.SettingsPatch;
import dev.ferry.model.system.Snapshot;
import dev.ferry.model.system.SystemSettings;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.system.VirtualSystem;
import dev.ferry.model.transfer.Assignment;
import dev.ferry.model.transfer.Delivery;
import dev.ferry.model.transfer.ExportSettings;
import dev.ferry.model.transfer.FileStamp;
import dev.ferry.model.transfer.ImportedDefinition;
import dev.ferry.model.transfer.ImportedDefinition.ImportedDrive;
import dev.ferry.model.transfer.ImportedDefinition.SnapshotOf;
import dev.ferry.model.transfer.Incompatibility;
import dev.ferry.model.transfer.Item;
import dev.ferry.model.transfer.NewSystem;
import dev.ferry.model.transfer.SourceFile;
import dev.ferry.model.volume.Claim;
import dev.ferry.model.volume.VolumePath;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Values with every field filled, and now and then one that says "none". Golden files were made of them: do not change. */
public final class Examples {
    public static final Instant AT = Instant.parse("2026-11-20T10:15:30.123456789Z");
    public static final SystemId SYSTEM = new SystemId("{d351c151-dac7-4042-b434-b72d522c1e4a}");
    public static final SnapshotId SNAPSHOT = new SnapshotId("0B51A7A5-5F3C-4C6B-8C5B-4C9D2C8E7A10");
    public static final CommandId COMMAND = new CommandId("alice:export:nightly-1");
    public static final JobId JOB = COMMAND.jobId();
    public static final Caller CALLER = new Caller("alice", "rest", "192.0.2.7");
    public static final Refusal REFUSAL = new Refusal(
            ReturnCode.IN_USE, "vol1:/disks/größe \"1\".vhdx is in use by job X", "wait until it has ended");
    public static final Attempt ATTEMPT = new Attempt(3, true, 17, "node-1", "node-1#4711");

    private Examples() {}

    public static VolumePath at(String path) {
        return new VolumePath("vol1", "", path);
    }

    public static VolumePath atLocal(String path) {
        return new VolumePath("scratch", "node-2", path);
    }

    public static SourceFile source() {
        return new SourceFile(
                at("disks/a.vhdx"), new FileStamp(42, 1L << 40, 1_763_633_730_123_456_789L, 1_763_633_731L), 5L << 30);
    }

    public static SystemSettings settings() {
        return new SystemSettings(
                "Büro 7",
                2,
                new Memory(4L << 30, true, 1L << 30, 8L << 30, 20),
                4,
                new Firmware(Guid.derived("bios"), "1234-5678", Guid.derived("generation"), true, List.of("SCSI 0:0")),
                List.of(new SystemSettings.Controller(ControllerKind.SCSI, 0, Guid.derived("controller"))),
                List.of(
                        new Drive(
                                new DriveAddress(ControllerKind.SCSI, 0, 0),
                                DriveKind.HARD_DISK,
                                at("disks/a.vhdx"),
                                127L << 30),
                        new Drive(new DriveAddress(ControllerKind.SCSI, 0, 1), DriveKind.DVD, null, 0)),
                List.of(new NetworkAdapter(Guid.derived("nic"), "Network Adapter", "00-15-5d-01-02-03", true, "lan")),
                "first line\nsecond line");
    }

    public static Snapshot snapshot() {
        return new Snapshot(
                SNAPSHOT,
                new SnapshotId(Guid.derived("parent")),
                AT,
                true,
                at("systems/b/Snapshots/s.vmcx"),
                settings()
                        .withDrives(List.of(new Drive(
                                new DriveAddress(ControllerKind.SCSI, 0, 0),
                                DriveKind.HARD_DISK,
                                at("disks/a_base.vhdx"),
                                127L << 30))));
    }

    public static Placement placement() {
        return new Placement("node-1", at("systems/b/Virtual Machines/b.vmcx"));
    }

    public static NewSystem newSystem() {
        return new NewSystem(settings(), SystemState.SAVED, placement(), List.of(snapshot()));
    }

    public static ExportSettings exportSettings() {
        return new ExportSettings(
                ExportSettings.Snapshots.ONE,
                SNAPSHOT,
                true,
                true,
                true,
                List.of(new DriveAddress(ControllerKind.IDE, 1, 0)),
                true,
                "before the move",
                false);
    }

    public static ImportedDefinition.SnapshotOf snapshotOf() {
        return new ImportedDefinition.SnapshotOf(SNAPSHOT.value(), "", AT);
    }

    public static List<Item> items() {
        return List.of(
                new Item.CopyOf(source(), at("exports/b/a.vhdx")),
                new Item.NewDisk(at("exports/b/new.vhdx"), 10L << 30),
                new Item.Definition(
                        at("exports/b/b.vmcx"),
                        at("systems/b/b.vmcx"),
                        SYSTEM,
                        snapshotOf(),
                        settings(),
                        true,
                        List.of(snapshotOf())));
    }

    public static Delivery delivery() {
        return new Delivery(at("exports/b"), at("exports/b-1"), items(), List.of(source()));
    }

    public static List<Assignment> assignments() {
        return List.of(
                new Assignment.Export(delivery(), exportSettings(), "2026-11-20T10:15:30Z", at("exports/old")),
                new Assignment.Import(
                        delivery(),
                        newSystem(),
                        at("exports/b"),
                        source(),
                        List.of(new Assignment.Rename(at("a"), at("b"))),
                        true,
                        List.of("there was no manifest")),
                new Assignment.Define(delivery(), newSystem()),
                new Assignment.Remove(List.of(at("a")), List.of(at("folder")), List.of(at("disks/a.vhdx"))),
                new Assignment.Verify(at("exports/b"), 5L << 30));
    }

    public static Relocation relocation() {
        return new Relocation(
                placement(),
                new Placement("node-2", atLocal("systems/b/Virtual Machines/b.xml")),
                List.of(
                        new MovedFile(at("disks/a.vhdx"), atLocal("systems/b/Virtual Hard Disks/a.vhdx")),
                        new MovedFile(at("discs/setup.iso"), null)));
    }

    public static Assignment.Move move() {
        return new Assignment.Move(
                delivery(),
                relocation(),
                SystemState.SAVED,
                List.of(at("disks/c.vhdx")),
                List.of(at("systems/b")),
                List.of("the disc is not there"));
    }

    /** Younger than the golden file of a plan. */
    public static List<Action> moveActions() {
        return List.of(
                new Action.FetchItem(1, items().getFirst(), atLocal("systems/b")),
                new Action.RelocateSystem(SYSTEM, relocation()),
                new Action.RemoveSources(List.of(source()), List.of(at("systems/b"))),
                new Action.DisownPlaces("vol1", SYSTEM, List.of(at("disks/a.vhdx"))));
    }

    public static Assignment.Equip equip() {
        return new Assignment.Equip(
                settings(),
                settings().withProcessors(8),
                List.of(source()),
                List.of(at("disks/c.vhdx")),
                List.of(atLocal("disks/d.vhdx")));
    }

    public static List<Action> equipActions() {
        return List.of(new Action.EquipSystem(SYSTEM, settings().withProcessors(8)), new Action.DescribeSystem(SYSTEM));
    }

    public static JobOrder order() {
        return order(JobKind.EXPORT, assignments().getFirst());
    }

    public static JobOrder order(JobKind kind, Assignment assignment) {
        return new JobOrder(COMMAND, CALLER, kind, SYSTEM, "Büro 7", "C:\\exports", assignment, AT);
    }

    public static List<Action> actions() {
        List<VolumePath> places = List.of(at(""), atLocal(""));
        List<Assignment.Rename> renames = List.of(new Assignment.Rename(at("a"), at("b")));
        return List.of(
                new Action.TakeClaims(
                        "vol1",
                        SYSTEM,
                        List.of(
                                Claim.read(at("disks/a.vhdx")),
                                Claim.write(at("exports/b")).withTree()),
                        6L << 30,
                        at("exports/b"),
                        at("exports/b-1")),
                new Action.SettleClaims("vol1"),
                new Action.AbandonClaims("vol1"),
                new Action.OpenStaging(places),
                new Action.RemoveStaging(places),
                new Action.CheckSources(List.of(source())),
                new Action.MakeItem(1, items().get(0), at("exports/b"), at("exports/from")),
                new Action.MakeItem(2, items().get(1), at("exports/b"), null),
                new Action.MakeItem(3, items().get(2), at("exports/b"), null),
                new Action.WriteManifest(4, at("exports/b"), places, "2026-11-20T10:15:30Z", "a note"),
                new Action.VerifyStaged(List.of(1, 2), places),
                new Action.VerifyFolder(at("exports/b"), true),
                new Action.PutAside(renames),
                new Action.PutBack(renames),
                new Action.Publish(at("exports/b"), places, true),
                new Action.Unpublish(at("exports/b"), places, true),
                new Action.RealizeSystem(SYSTEM, newSystem()),
                new Action.RemoveFiles(places, places),
                new Action.ForgetSystem(SYSTEM, List.of("vol1", "scratch@node-2")),
                new Action.AwaitView(SYSTEM, true));
    }

    /** A plan in which each action is done or undone by some step. */
    public static Plan plan() {
        return new Plan(actions().stream()
                .map(action -> new Step("Copying", action, new Action.RemoveStaging(List.of(at(""))), 7, true, false))
                .toList());
    }

    public static StepFacts facts() {
        return new StepFacts(5L << 30, List.of(source().stamp()), at("exports/b-1"), List.of("it was slow"));
    }

    public static Assignment.Realize realizing() {
        return new Assignment.Realize(delivery(), newSystem(), 7, List.of("the disc is not there"));
    }

    /** What planned systems brought, younger than the golden file of a plan. */
    public static List<Assignment> plannedAssignments() {
        return List.of(
                new Assignment.Plan(planned()),
                new Assignment.AddSnapshots(planned().foundSnapshots()),
                new Assignment.Validate(
                        List.of(new Incompatibility(
                                Incompatibility.Kind.NETWORK_MISSING,
                                "lan",
                                "could not find the Ethernet switch 'lan'",
                                "connect it to another")),
                        7),
                realizing());
    }

    public static List<PlannedChange> plannedChanges() {
        DriveAddress address = new DriveAddress(ControllerKind.SCSI, 0, 1);
        NetworkAdapter adapter = settings().networkAdapters().getFirst();
        return List.of(
                new PlannedChange.Settle("C:\\systems\\b"),
                new PlannedChange.Patch(SNAPSHOT, new SettingsPatch("new name", null, 4, null)),
                new PlannedChange.AddDrive(null, new ImportedDrive(address, DriveKind.DVD, "")),
                new PlannedChange.ModifyDrive(null, address, "D:\\größe.vhdx"),
                new PlannedChange.RemoveDrive(SNAPSHOT, address),
                new PlannedChange.AddAdapter(null, adapter),
                new PlannedChange.ModifyAdapter(null, adapter),
                new PlannedChange.RemoveAdapter(null, adapter.id()),
                new PlannedChange.DiscardState(null),
                new PlannedChange.RemoveSnapshot(SNAPSHOT, true));
    }

    public static List<Action> plannedActions() {
        return List.of(
                new Action.PlanSystem(SYSTEM, planned()),
                new Action.AddSnapshots(SYSTEM, planned().foundSnapshots()));
    }

    public static PlannedSystem planned() {
        SnapshotOf own = new SnapshotOf(SNAPSHOT.value(), Guid.derived("parent"), AT);
        return new PlannedSystem(
                new PlannedSystem.Origin("node-2", at("exports/b/Virtual Machines/b.xml"), at("exports/b"), SYSTEM),
                definition(null),
                List.of(
                        new PlannedSnapshot.Found(
                                new SnapshotId(Guid.derived("new")),
                                new SnapshotId(Guid.derived("new parent")),
                                SNAPSHOT,
                                at("exports/b/Snapshots/s.xml"),
                                definition(own)),
                        new PlannedSnapshot.Missing(
                                new SnapshotId(Guid.derived("new parent")),
                                null,
                                new SnapshotId(Guid.derived("parent")))),
                "C:\\systems\\b",
                new PlannedSystem.Keeping("alice", Duration.ofHours(24), AT.plusSeconds(86_400)),
                7);
    }

    private static ImportedDefinition definition(SnapshotOf snapshot) {
        return new ImportedDefinition(
                SYSTEM,
                snapshot,
                "5.0",
                true,
                settings().withDrives(List.of()),
                List.of(
                        new ImportedDrive(
                                new DriveAddress(ControllerKind.SCSI, 0, 0),
                                DriveKind.HARD_DISK,
                                "D:\\disks\\größe.vhdx"),
                        new ImportedDrive(new DriveAddress(ControllerKind.SCSI, 0, 1), DriveKind.DVD, "")));
    }

    public static List<VirtualSystem> systems() {
        return List.of(
                new VirtualSystem.Absent(2, JOB, List.of(JOB)),
                new VirtualSystem.Planned(SYSTEM, 3, new Reservation(order(), false), List.of(JOB)),
                realized(new Reservation(order(), true)),
                new VirtualSystem.Drafted(SYSTEM, 3, planned(), new Reservation(order(), true), List.of(JOB)));
    }

    public static VirtualSystem.Realized realized(Reservation reservation) {
        return new VirtualSystem.Realized(
                SYSTEM,
                3,
                settings(),
                SystemState.RUNNING,
                placement(),
                List.of(snapshot()),
                reservation,
                List.of(JOB));
    }
}
