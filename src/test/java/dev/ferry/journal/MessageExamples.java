package dev.ferry.journal;

import static dev.ferry.journal.Examples.AT;
import static dev.ferry.journal.Examples.ATTEMPT;
import static dev.ferry.journal.Examples.JOB;
import static dev.ferry.journal.Examples.REFUSAL;
import static dev.ferry.journal.Examples.SYSTEM;
import static dev.ferry.journal.Examples.at;

import dev.ferry.actor.Answer;
import dev.ferry.actor.Message;
import dev.ferry.actor.copy.Chore;
import dev.ferry.actor.copy.StorageNode;
import dev.ferry.actor.job.JobChanged;
import dev.ferry.actor.job.JobEntity;
import dev.ferry.actor.system.PlannedCommand;
import dev.ferry.actor.system.PlannedReply;
import dev.ferry.actor.system.VirtualSystemEntity;
import dev.ferry.actor.volume.VolumeEntity;
import dev.ferry.model.job.Control;
import dev.ferry.model.job.Job;
import dev.ferry.model.job.JobEvent;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.job.JobState;
import dev.ferry.model.job.JobSummary;
import dev.ferry.model.job.Progress;
import dev.ferry.model.job.Report;
import dev.ferry.model.system.DriveAddress;
import dev.ferry.model.system.DriveKind;
import dev.ferry.model.system.ItemsEdit;
import dev.ferry.model.system.PlannedSnapshot;
import dev.ferry.model.system.Reservation;
import dev.ferry.model.system.SettingsPatch;
import dev.ferry.model.system.SystemEvent;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.system.VirtualSystem.Drafted;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.model.transfer.Assignment;
import dev.ferry.model.transfer.DefineInventory;
import dev.ferry.model.transfer.DefineWish;
import dev.ferry.model.transfer.DefinitionInventory;
import dev.ferry.model.transfer.EquipInventory;
import dev.ferry.model.transfer.ExportInventory;
import dev.ferry.model.transfer.ImportInventory;
import dev.ferry.model.transfer.ImportSettings;
import dev.ferry.model.transfer.ImportWish;
import dev.ferry.model.transfer.ImportedDefinition;
import dev.ferry.model.transfer.MoveInventory;
import dev.ferry.model.transfer.MoveTarget;
import dev.ferry.model.transfer.PlannedInventory;
import dev.ferry.model.transfer.TargetFolder;
import dev.ferry.model.volume.Claim;
import dev.ferry.model.volume.Volume;
import dev.ferry.model.volume.VolumeRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;

/** One rich example, or more, of all that travels between nodes. */
final class MessageExamples {
    private static final Realized REALIZED = Examples.realized(new Reservation(Examples.order(), true));

    private static final Drafted DRAFTED =
            new Drafted(SYSTEM, 3, Examples.planned(), new Reservation(Examples.order(), true), List.of(JOB));

    private final ActorRef<Answer> answers;
    private final ActorRef<JobEntity.Command> jobs;
    private final ActorTestKit kit;

    MessageExamples(ActorTestKit kit) {
        this.kit = kit;
        this.answers = kit.createTestProbe(Answer.class).ref();
        this.jobs = kit.createTestProbe(JobEntity.Command.class).ref();
    }

    List<Message> all() {
        List<Message> all = new ArrayList<>();
        all.addAll(toJobs());
        all.addAll(toSystems());
        all.addAll(toVolumes());
        all.addAll(toNodes());
        all.addAll(answers());
        all.addAll(choreReplies());
        return all;
    }

    private List<Message> toJobs() {
        List<Message> all = new ArrayList<>(List.of(
                new JobEntity.GetJob(
                        kit.createTestProbe(JobEntity.JobReply.class).ref()),
                new JobEntity.ControlJob(Control.SUSPEND, "bob", answers),
                new JobEntity.StepProgressed(new Progress(17, 5, 4, 3, 2)),
                new JobEntity.SystemReleased(7),
                new JobEntity.Begin(Examples.order(), null),
                new JobEntity.Stop()));
        Examples.assignments()
                .forEach(work -> all.add(new JobEntity.Begin(Examples.order(JobKind.IMPORT, work), answers)));
        all.add(new JobEntity.Begin(Examples.order(JobKind.MOVE, Examples.move()), answers));
        all.add(new JobEntity.Begin(Examples.order(JobKind.ADD_RESOURCES, Examples.equip()), answers));
        Examples.plannedAssignments()
                .forEach(work -> all.add(new JobEntity.Begin(Examples.order(JobKind.REALIZE, work), answers)));
        Stream.of(
                        new Report.Done(Examples.facts()),
                        new Report.Failed(REFUSAL, true),
                        new Report.Stopped(),
                        new Report.Gone())
                .forEach(report -> all.add(new JobEntity.StepReported(17, report)));
        return all;
    }

    static List<PlannedCommand> plannedCommands() {
        return List.of(
                new PlannedCommand.Plan(new SystemEvent.SystemPlanned(JOB, Examples.planned(), AT)),
                new PlannedCommand.AddSnapshots(JOB, Examples.planned().foundSnapshots()),
                new PlannedCommand.Change(Examples.plannedChanges()),
                new PlannedCommand.Drop("bob"));
    }

    private List<Message> toSystems() {
        List<Message> all = new ArrayList<>(List.of(
                new VirtualSystemEntity.Reserve(Examples.order(), answers),
                new VirtualSystemEntity.AcknowledgeJob(JOB),
                new VirtualSystemEntity.ReleaseJob(JOB, jobs),
                new VirtualSystemEntity.Realize(
                        new SystemEvent.SystemRealized(
                                JOB,
                                Examples.settings(),
                                SystemState.OFF,
                                Examples.placement(),
                                List.of(Examples.snapshot()),
                                AT),
                        answers),
                new VirtualSystemEntity.Relocate(new SystemEvent.SystemMoved(JOB, Examples.relocation(), AT), answers),
                new VirtualSystemEntity.Remove(JOB, answers),
                new VirtualSystemEntity.ChangeSettings(new SettingsPatch("new name", null, 4, null), answers),
                new VirtualSystemEntity.Equip(JOB, Examples.settings(), answers),
                new VirtualSystemEntity.KeepDefinition(answers),
                new VirtualSystemEntity.ChangeSettings(
                        SettingsPatch.of(
                                new ItemsEdit(ItemsEdit.How.ADD, List.of(new ItemsEdit.Item("colour", "blue")))),
                        answers),
                new VirtualSystemEntity.ChangeState(SystemState.RUNNING, answers),
                new VirtualSystemEntity.GetSystem(kit.createTestProbe(VirtualSystemEntity.SystemReply.class)
                        .ref()),
                new VirtualSystemEntity.GetPlanned(
                        kit.createTestProbe(PlannedReply.class).ref()),
                new VirtualSystemEntity.Wake(),
                new VirtualSystemEntity.Stop()));
        plannedCommands().forEach(asked -> all.add(new VirtualSystemEntity.AskPlanned(asked, answers)));
        return all;
    }

    private List<Message> toVolumes() {
        return List.of(
                new VolumeEntity.TakeClaims(
                        new VolumeRules.Wish(
                                JOB, SYSTEM, List.of(Claim.own(at("a")).withTree()), 5, 1L << 40),
                        kit.createTestProbe(VolumeEntity.TakeReply.class).ref()),
                new VolumeEntity.SettleClaims(JOB, answers),
                new VolumeEntity.AbandonClaims(JOB, answers),
                new VolumeEntity.DisownSystem(SYSTEM, answers),
                new VolumeEntity.DisownPlaces(SYSTEM, List.of(at("a")), answers),
                new VolumeEntity.GetVolume(kit.createTestProbe(Volume.class).ref()));
    }

    private List<Message> toNodes() {
        List<Message> all = new ArrayList<>();
        Stream.of(Examples.actions(), Examples.moveActions(), Examples.equipActions(), Examples.plannedActions())
                .flatMap(List::stream)
                .forEach(action -> all.add(new StorageNode.RunStep(
                        new StorageNode.Task(JOB, ATTEMPT, action, List.of(Examples.facts()), SYSTEM, "Büro 7"),
                        jobs)));
        all.add(new StorageNode.StopStep(JOB, ATTEMPT, jobs));
        ActorRef<Chore.Reply> replies = kit.createTestProbe(Chore.Reply.class).ref();
        chores().forEach(chore -> all.add(new StorageNode.DoChore(chore, replies)));
        all.add(new StorageNode.Describe(
                kit.createTestProbe(StorageNode.Description.class).ref()));
        all.add(new StorageNode.Leave(
                kit.createTestProbe(StorageNode.Left.class).ref()));
        all.add(new StorageNode.Left());
        all.add(new StorageNode.Description(
                "node-1",
                "node-1#4711",
                "simulated",
                Set.of("lan"),
                Set.of("vol1", "scratch@node-2"),
                "192.0.2.1:25525",
                kit.createTestProbe(StorageNode.Command.class).ref()));
        return all;
    }

    static List<Chore> chores() {
        return List.of(
                new Chore.WriteDefinition(REALIZED, 7),
                new Chore.ChangeState(Examples.realized(null), SystemState.RUNNING),
                new Chore.LookForExport(REALIZED, Examples.exportSettings(), "C:\\exports", JOB),
                new Chore.LookForImport(
                        new ImportWish(
                                "/srv/vol1/b",
                                true,
                                true,
                                "copy",
                                new ImportWish.Places(
                                        "t", "s", "v", "", "", List.of(new ImportWish.DiskPlace("c", "s", "t"))),
                                Map.of("lan", "lan-2"),
                                ImportSettings.Macs.NEW,
                                true),
                        SYSTEM),
                new Chore.LookForDefine(
                        new DefineWish(
                                "n",
                                4L << 30,
                                2,
                                2,
                                List.of("a"),
                                List.of(new DefineWish.NewDiskWish("d", 1L << 40)),
                                List.of("lan"),
                                "notes"),
                        SYSTEM),
                new Chore.LookForEquip(List.of("C:\\disks\\a.vhdx"), "n"),
                new Chore.MeasureSystem(REALIZED, null),
                new Chore.LookForRemoval(REALIZED, true),
                new Chore.LookForMove(REALIZED, List.of(at("disks/a.vhdx")), true),
                new Chore.LookForMoveTarget(SYSTEM, "Büro 7", "C:\\moved", at("systems/b")),
                new Chore.LookForDefinition("C:\\exports\\b.xml", "C:\\exports"),
                new Chore.LookForSnapshots("C:\\exports"),
                new Chore.LookForPlanned(SYSTEM, Examples.planned()),
                new Chore.LookForVerify("C:\\exports"),
                new Chore.ListExports("C:\\exports"),
                new Chore.RemoveExport("C:\\exports", true),
                new Chore.DescribeVolumes(),
                new Chore.InitVolume("/srv/v", "v", true, List.of("C:\\ClusterStorage\\v")));
    }

    private static List<Message> choreReplies() {
        var target = new TargetFolder(at("b"), new TargetFolder.Occupant("id", "name", "job", "then"), 1L << 40);
        var free = new TargetFolder(at("b"), null, 1L << 40);
        var address = new DriveAddress(DriveAddress.ControllerKind.IDE, 1, 1);
        var found = new ImportInventory.Found(
                Examples.source(),
                new ImportedDefinition(
                        SYSTEM,
                        Examples.snapshotOf(),
                        "9.0",
                        true,
                        Examples.settings().withDrives(List.of()),
                        List.of(new ImportedDefinition.ImportedDrive(address, DriveKind.FLOPPY, "A:\\x.vfd"))),
                List.of(new ImportInventory.FoundDrive(address, DriveKind.FLOPPY, "A:\\x.vfd", null, 0)),
                List.of(Examples.source()));
        return List.of(
                new Chore.Done(),
                new Chore.Refused(REFUSAL),
                new Chore.StateIs(SystemState.RUNNING, null),
                new Chore.StateIs(SystemState.OFF, REFUSAL),
                new Chore.ExportFound(new ExportInventory(
                        List.of(Examples.source()), List.of(Examples.source()), target, free, List.of(REFUSAL))),
                new Chore.ImportFound(
                        new ImportInventory(
                                at("b"),
                                found,
                                List.of(found),
                                Examples.source(),
                                true,
                                target,
                                List.of(REFUSAL),
                                List.of("odd")),
                        new ImportSettings(
                                true,
                                true,
                                "copy",
                                at("t"),
                                null,
                                Map.of("C:\\a.vhdx", at("a.vhdx")),
                                Map.of("lan", "lan-2"),
                                ImportSettings.Macs.KEEP,
                                true)),
                new Chore.DefineFound(new DefineInventory(
                        List.of(new DefineInventory.FoundDisk(Examples.source(), 5)), free, List.of())),
                new Chore.EquipFound(new EquipInventory(
                        List.of(new EquipInventory.FoundMedium("C:\\disks\\a.vhdx", Examples.source(), 5)),
                        List.of(Examples.source()),
                        Set.of("lan"),
                        List.of())),
                new Chore.SizeFound(5),
                new Chore.RemovalFound(
                        (Assignment.Remove) Examples.assignments().get(3)),
                new Chore.MoveFound(new MoveInventory(
                        List.of(Examples.source()),
                        List.of(Examples.source()),
                        List.of(Examples.source()),
                        List.of(REFUSAL))),
                new Chore.MoveTargetFound(new MoveTarget(target, Set.of("a.vhdx"))),
                new Chore.DefinitionFound(definitionInventory()),
                new Chore.SnapshotsFound(definitionInventory().snapshots()),
                new Chore.PlannedFound(plannedInventory(free)),
                new Chore.FolderFound(at("b"), 5, "Büro 7"),
                new Chore.Exports(
                        List.of(new Chore.ExportEntry(at("b"), SYSTEM.value(), "n", "then", 5, 4, true, false))),
                new Chore.Volumes(List.of(
                        new Chore.VolumeEntry("v", "node-1", true, "/srv/v", List.of("V:"), "online", "", 9, 8))));
    }

    private static DefinitionInventory definitionInventory() {
        PlannedSnapshot.Found found = Examples.planned().foundSnapshots().getFirst();
        return new DefinitionInventory(
                at("b.xml"),
                Examples.planned().definition(),
                List.of(new DefinitionInventory.Link(Examples.SNAPSHOT, null)),
                at("snapshots"),
                List.of(new DefinitionInventory.FoundSnapshot(found.file(), found.definition())));
    }

    private static PlannedInventory plannedInventory(TargetFolder home) {
        var address = new DriveAddress(DriveAddress.ControllerKind.SCSI, 0, 1);
        return new PlannedInventory(
                new PlannedInventory.Part(
                        null,
                        Examples.source(),
                        List.of(new PlannedInventory.FoundDrive(
                                address, DriveKind.HARD_DISK, "C:\\a.vhdx", Examples.source(), 5, null)),
                        List.of(Examples.source())),
                List.of(new PlannedInventory.Part(
                        Examples.SNAPSHOT,
                        null,
                        List.of(new PlannedInventory.FoundDrive(
                                address,
                                DriveKind.HARD_DISK,
                                "C:\\b.vhdx",
                                null,
                                0,
                                new PlannedInventory.Trouble(PlannedInventory.Trouble.Sort.IN_USE, REFUSAL))),
                        List.of())),
                home,
                REFUSAL,
                Set.of("lan"),
                List.of(SYSTEM.value()));
    }

    private List<Message> answers() {
        Job active = Job.unknown()
                .on(new JobEvent.JobBegun(Examples.order(), AT))
                .on(new JobEvent.JobPlanned(Examples.plan()))
                .on(new JobEvent.StepDelayed(0, 1, REFUSAL, AT, AT))
                .on(new JobEvent.AttemptStarted(ATTEMPT, AT));
        Job ended = active.on(new JobEvent.JobEnded(JobState.COMPLETED, AT));
        List<Message> all = new ArrayList<>(List.of(
                new Answer.Accepted(JOB.value(), 7),
                new Answer.Refused(REFUSAL),
                new JobEntity.JobReply(null, 0),
                new VolumeEntity.TakeReply(new Answer.Refused(REFUSAL), 5),
                new VirtualSystemEntity.SystemReply(REALIZED, 3, 12),
                new VirtualSystemEntity.SystemReply(null, 0, 0),
                new PlannedReply(DRAFTED, null, 12),
                new PlannedReply(null, REFUSAL, 0)));
        for (Job job : List.of(active, ended)) {
            JobSummary summary =
                    JobSummary.of(job, new Progress(17, 5, 4, 3, 2), "node-1").orElseThrow();
            all.add(new JobEntity.JobReply(summary, 7));
            all.add(new JobChanged(summary));
        }
        return all;
    }
}
