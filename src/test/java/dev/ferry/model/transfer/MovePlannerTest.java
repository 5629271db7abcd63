package dev.ferry.model.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.job.Action;
import dev.ferry.model.job.Directive;
import dev.ferry.model.job.Job;
import dev.ferry.model.job.JobPlanner;
import dev.ferry.model.system.Drive;
import dev.ferry.model.system.DriveKind;
import dev.ferry.model.system.MovedFile;
import dev.ferry.model.system.SystemEvent;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.testkit.JobDriver;
import dev.ferry.testkit.JobStories;
import dev.ferry.testkit.JobStory;
import dev.ferry.testkit.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MovePlannerTest {
    private static final VolumePath HOME = JobStories.MOVED;
    private static final MovePlanner.Wish AWAY = new MovePlanner.Wish("node2", Set.of("local@node2"), false);
    private static final MovePlanner.Wish SHARED = new MovePlanner.Wish("node2", Set.of("csv1", "local@node2"), false);
    private static final MovePlanner.Wish ALL = new MovePlanner.Wish("node1", Set.of("csv1", "csv2"), true);

    private static Realized web() {
        return Samples.realized(SystemState.SAVED, List.of(Samples.firstSnapshot()));
    }

    private static Realized with(Drive more) {
        List<Drive> drives = new ArrayList<>(Samples.web().drives());
        drives.add(more);
        return new Realized(
                Samples.WEB,
                1,
                Samples.settings("web", drives),
                SystemState.SAVED,
                Samples.placement(),
                List.of(Samples.firstSnapshot()),
                null,
                List.of());
    }

    private static MoveTarget free() {
        return new MoveTarget(new TargetFolder(HOME, null, 1 << 20), Set.of());
    }

    private static Assignment.Move copied(Realized system, MovePlanner.Wish wish) {
        Outcome<Assignment.Move> outcome = MovePlanner.copy(system, wish, JobStories.moveInventory(), free());
        assertInstanceOf(Outcome.Ok.class, outcome, outcome.toString());
        return ((Outcome.Ok<Assignment.Move>) outcome).value();
    }

    private static Refusal refused(MoveInventory inventory, MoveTarget target) {
        Outcome<Assignment.Move> outcome = MovePlanner.copy(web(), AWAY, inventory, target);
        assertInstanceOf(Outcome.Refused.class, outcome, outcome.toString());
        return ((Outcome.Refused<Assignment.Move>) outcome).refusal();
    }

    @Test
    void copiesNothingWhenTheNewNodeReachesEverything() {
        assertFalse(MovePlanner.copies(web(), SHARED));
        Assignment.Move move = MovePlanner.stay(web(), SHARED);
        assertTrue(move.delivery().items().isEmpty());
        assertTrue(move.relocation().files().isEmpty());
        assertEquals("node2", move.relocation().to().node());
        assertEquals(Samples.placement().definition(), move.relocation().to().definition());
    }

    @Test
    void copiesEveryFileOnceWithItsDefinitions() {
        assertTrue(MovePlanner.copies(web(), AWAY));
        assertEquals(List.of(Samples.disk(0), Samples.disk(1)), MovePlanner.disks(web(), AWAY));
        Assignment.Move move = copied(web(), AWAY);
        assertEquals(
                new TreeSet<>(Set.of(
                        "Virtual Hard Disks/disk0.vhdx",
                        "Virtual Hard Disks/disk1.vhdx",
                        "Virtual Machines/" + Samples.WEB + "/" + Samples.WEB + ".vmrs",
                        "Virtual Machines/" + Samples.WEB + ".xml",
                        "Snapshots/" + Samples.FIRST_SNAPSHOT + ".xml")),
                new TreeSet<>(move.delivery().items().stream()
                        .map(item -> item.target().path().substring(HOME.path().length() + 1))
                        .toList()));
        assertEquals(5, move.delivery().watched().size());
        assertTrue(move.staying().isEmpty());
    }

    @Test
    void tellsTheSystemAndItsSnapshotsWhereTheirFilesAreNow() {
        Assignment.Move move = copied(web(), AWAY);
        SystemEvent.SystemMoved moved = new SystemEvent.SystemMoved(
                Samples.order("m", dev.ferry.model.job.JobKind.MOVE).id(), move.relocation(), Samples.NOW);
        Realized now = (Realized) web().on(moved);
        assertEquals(HOME, now.placement().home());
        now.settings().drives().forEach(drive -> assertTrue(drive.file().isBelow(HOME), drive.toString()));
        now.snapshots().forEach(snapshot -> {
            assertTrue(snapshot.definition().isBelow(HOME), snapshot.toString());
            snapshot.settings()
                    .drives()
                    .forEach(drive -> assertTrue(drive.file().isBelow(HOME)));
        });
        assertEquals(now, now.on(moved), "told twice, it is the same");
        assertEquals(web().settings().name(), now.settings().name());
    }

    @Test
    void leavesDisksWhereTheNewNodeReachesThemAndMovesThemAllToANamedFolder() {
        VolumePath elsewhere = Samples.csv2("disks/big.vhdx");
        Realized system = with(Samples.drive(5, elsewhere));
        MovePlanner.Wish half = new MovePlanner.Wish("node2", Set.of("csv2", "local@node2"), false);
        assertEquals(List.of(Samples.disk(0), Samples.disk(1)), MovePlanner.disks(system, half));
        assertEquals(List.of(elsewhere), copied(system, half).staying());
        assertEquals(3, MovePlanner.disks(system, ALL).size());
        assertTrue(MovePlanner.copies(system, ALL), "whoever names a folder wants the files there");
    }

    @Test
    void bringsDisksIntoTheHomeWhereTheNewNodeReachesThat() {
        VolumePath far = new VolumePath("local", "node1", "disks/big.vhdx");
        Realized system = with(Samples.drive(5, far));
        assertTrue(MovePlanner.copies(system, SHARED));
        assertFalse(MovePlanner.movesHome(system, SHARED));
        VolumePath home = Samples.placement().home();
        Outcome<Assignment.Move> outcome = MovePlanner.copy(
                system,
                SHARED,
                new MoveInventory(List.of(JobStories.source(far, "far")), List.of(), List.of(), List.of()),
                new MoveTarget(new TargetFolder(home, null, 1 << 20), Set.of("disk0.vhdx")));
        Assignment.Move move = ((Outcome.Ok<Assignment.Move>) outcome).value();
        assertEquals(
                List.of(new MovedFile(far, home.child("Virtual Hard Disks/big.vhdx"))),
                move.relocation().files());
        assertEquals(Samples.placement().definition(), move.relocation().to().definition());
        assertEquals(1, move.delivery().items().size());
        assertEquals(1, move.delivery().watched().size());
        assertTrue(move.staying().contains(Samples.placement().definition()));
        assertTrue(move.folders().isEmpty());
        assertEquals(Optional.empty(), MovePlanner.changed(system, move));
    }

    @Test
    void leavesADriveEmptyWhoseDiscIsOutOfReachAndSaysSo() {
        VolumePath disc = Samples.csv1("discs/setup.iso");
        Realized system = with(new Drive(Samples.scsi(5), DriveKind.DVD, disc, 0));
        Assignment.Move move = copied(system, AWAY);
        assertTrue(move.relocation().files().contains(new MovedFile(disc, null)));
        assertEquals(1, move.warnings().size());
        assertTrue(
                move.warnings().getFirst().contains("setup.iso"),
                move.warnings().toString());
        Realized now = (Realized) system.on(
                new SystemEvent.SystemMoved(JobStories.moveWithCopy().order().id(), move.relocation(), Samples.NOW));
        assertNull(now.settings().drives().getLast().file());
        assertTrue(
                move.delivery().watched().stream().noneMatch(file -> file.path().equals(disc)));
        assertTrue(MovePlanner.stay(system, SHARED).warnings().isEmpty());
    }

    @Test
    void refusesWhatIsInTheWay() {
        MoveInventory inventory = JobStories.moveInventory();
        TargetFolder.Occupant somebody = new TargetFolder.Occupant("", "", "", "");
        Refusal occupied = refused(inventory, new MoveTarget(new TargetFolder(HOME, somebody, 1 << 20), Set.of()));
        assertEquals(ReturnCode.INVALID_PARAMETER, occupied.code());
        assertTrue(occupied.message().contains("occupied"), occupied.message());
        Refusal clash = refused(inventory, new MoveTarget(new TargetFolder(HOME, null, 1 << 20), Set.of("DISK0.vhdx")));
        assertEquals(ReturnCode.INVALID_PARAMETER, clash.code());
        assertTrue(clash.message().contains("disk0.vhdx"), clash.message());
        Refusal small = refused(inventory, new MoveTarget(new TargetFolder(HOME, null, 5), Set.of()));
        assertEquals(ReturnCode.FAILED, small.code());
        Refusal problem = new Refusal(ReturnCode.IN_USE, "held", "let go");
        assertEquals(
                problem,
                refused(
                        new MoveInventory(
                                inventory.disks(), inventory.state(), inventory.definitions(), List.of(problem)),
                        free()));
    }

    @Test
    void refusesToTakeAwayAParentThatOthersMayRestOn() {
        MoveInventory inventory = JobStories.moveInventory();
        List<SourceFile> disks = new ArrayList<>(inventory.disks());
        disks.add(JobStories.source(Samples.csv1("web/Virtual Hard Disks/base.vhdx"), "base"));
        Refusal refusal =
                refused(new MoveInventory(disks, inventory.state(), inventory.definitions(), List.of()), free());
        assertEquals(ReturnCode.NOT_SUPPORTED, refusal.code());
        assertTrue(refusal.message().contains("base.vhdx"), refusal.message());
    }

    @Test
    void noticesThatTheSystemChangedSinceTheMoveWasPlanned() {
        Assignment.Move move = copied(web(), AWAY);
        assertEquals(Optional.empty(), MovePlanner.changed(web(), move));
        assertTrue(MovePlanner.changed(Samples.realized(SystemState.OFF, List.of(Samples.firstSnapshot())), move)
                .isPresent());
        assertTrue(MovePlanner.changed(with(Samples.drive(5, Samples.csv1("more.vhdx"))), move)
                .isPresent());
        Realized renamed = new Realized(
                Samples.WEB,
                1,
                Samples.web().withName("renamed"),
                SystemState.SAVED,
                Samples.placement(),
                List.of(Samples.firstSnapshot()),
                null,
                List.of());
        assertEquals(Optional.empty(), MovePlanner.changed(renamed, move), "a name is kept, not lost");
    }

    @Test
    void needsOldAndNewVolumesTogetherInNoStepAndWishesThemWhereItCopies() {
        JobStory story = JobStories.moveWithCopy();
        JobPlanner.plan(story.order());
        JobDriver driver = JobDriver.submit(story.before().get(), story.order());
        boolean[] wished = new boolean[1];
        driver.runWhile(job -> {
            if (driver.next() instanceof Directive.Assign(var keys, var better)) {
                assertTrue(keys.size() <= 1, keys + " at " + job);
                wished[0] |= better.equals(Set.of("csv1", "local@node2"));
            }
            return !(job instanceof Job.Ended);
        });
        assertTrue(wished[0], "a node with both volumes is the better one to copy");
    }

    @Test
    void doesInOneEventWhatNeedsNoCopy() {
        List<Action> actions = JobPlanner.plan(JobStories.moveOfTheNodeAlone().order()).steps().stream()
                .map(step -> step.action())
                .toList();
        assertEquals(2, actions.size(), actions.toString());
        assertInstanceOf(Action.RelocateSystem.class, actions.getFirst());
    }
}
