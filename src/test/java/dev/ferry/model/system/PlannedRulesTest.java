package dev.ferry.model.system;

import static dev.ferry.testkit.Decisions.accepted;
import static dev.ferry.testkit.Decisions.refused;
import static dev.ferry.testkit.PlannedSamples.KEPT;
import static dev.ferry.testkit.PlannedSamples.SECOND_SNAPSHOT;
import static dev.ferry.testkit.Samples.FIRST_SNAPSHOT;
import static dev.ferry.testkit.Samples.NOW;
import static dev.ferry.testkit.Samples.WEB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.model.Decision;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SnapshotId;
import dev.ferry.model.SystemId;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.job.JobOrder;
import dev.ferry.model.system.VirtualSystem.Absent;
import dev.ferry.model.system.VirtualSystem.Drafted;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.model.transfer.Assignment;
import dev.ferry.model.transfer.Delivery;
import dev.ferry.model.transfer.ImportedDefinition.ImportedDrive;
import dev.ferry.model.transfer.NewSystem;
import dev.ferry.testkit.PlannedSamples;
import dev.ferry.testkit.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(10)
class PlannedRulesTest {
    private static final JobOrder PLAN = Samples.order("plan", JobKind.PLAN);
    private static final JobOrder ADD = Samples.order("add", JobKind.ADD_SNAPSHOTS);
    private static final JobOrder REALIZE = Samples.order("realize", JobKind.REALIZE);
    private static final Instant LATER = NOW.plus(Duration.ofHours(5));

    private static final VirtualSystem NEVER = VirtualSystem.neverLived();
    private static final VirtualSystem READING = after(NEVER, SystemRules.reserve(NEVER, PLAN));

    private static Drafted web(PlannedSnapshot... snapshots) {
        VirtualSystem drafted = after(
                READING,
                PlannedRules.plan(
                        READING,
                        new SystemEvent.SystemPlanned(PLAN.id(), PlannedSamples.web(List.of(snapshots)), NOW)));
        return assertInstanceOf(Drafted.class, after(drafted, SystemRules.release(drafted, PLAN.id())));
    }

    @Test
    void outlivesTheJobThatHasReadItsDefinition() {
        Drafted web = web(PlannedSamples.found(), PlannedSamples.missing());

        assertEquals("web", web.planned().name());
        assertEquals("anna", web.planned().keeping().owner());
        assertEquals(1, web.incarnation());
        assertNull(web.reservation());
        assertEquals(List.of(PlannedSamples.missing()), web.planned().missingSnapshots());
    }

    @Test
    void isGoneWithAJobThatNeverReadItsDefinition() {
        assertInstanceOf(Absent.class, after(READING, SystemRules.release(READING, PLAN.id())));
    }

    @Test
    void isPlannedOnceHoweverOftenItIsTold() {
        SystemEvent.SystemPlanned told = new SystemEvent.SystemPlanned(PLAN.id(), PlannedSamples.web(), NOW);
        VirtualSystem drafted = after(READING, PlannedRules.plan(READING, told));

        assertEquals(List.of(), accepted(PlannedRules.plan(drafted, told)));
        refused(ReturnCode.INVALID_STATE, PlannedRules.plan(web(), told));
        refused(ReturnCode.INVALID_STATE, PlannedRules.plan(NEVER, told));
    }

    @Test
    void isMadeRealOnlyByTheJobThatRealizesIt() {
        refused(ReturnCode.INVALID_STATE, SystemRules.realize(READING, realized(PLAN)));
        VirtualSystem held = after(web(), SystemRules.reserve(web(), REALIZE));
        refused(ReturnCode.INVALID_STATE, SystemRules.realize(held, realized(PLAN)));

        Realized real = assertInstanceOf(Realized.class, after(held, SystemRules.realize(held, realized(REALIZE))));

        assertEquals(1, real.incarnation());
        assertEquals(List.of(), accepted(SystemRules.realize(real, realized(REALIZE))));
        VirtualSystem free = after(real, SystemRules.release(real, REALIZE.id()));
        assertTrue(free.held().isEmpty());
    }

    @Test
    void staysAsItIsWhenItsRealizingFails() {
        VirtualSystem held = after(web(), SystemRules.reserve(web(), REALIZE));

        Drafted free = assertInstanceOf(Drafted.class, after(held, SystemRules.release(held, REALIZE.id())));

        assertEquals(web().planned(), free.planned());
        assertNull(free.reservation());
    }

    @Test
    void isNotRealizedWhileASnapshotIsMissing() {
        Drafted web = web(PlannedSamples.found(), PlannedSamples.missing());

        assertTrue(refused(ReturnCode.INVALID_STATE, SystemRules.reserve(web, REALIZE))
                .message()
                .contains(SECOND_SNAPSHOT.value()));

        VirtualSystem repaired = after(web, change(web, new PlannedChange.RemoveSnapshot(SECOND_SNAPSHOT, false)));
        accepted(SystemRules.reserve(repaired, REALIZE));
    }

    @Test
    void isNotRealizedAsItWasLookedAtBeforeAChange() {
        Assignment looked = new Assignment.Realize(
                new Delivery(Samples.csv1("systems/web"), null, List.of(), List.of()),
                new NewSystem(Samples.web(), SystemState.OFF, Samples.placement(), List.of()),
                0,
                List.of());
        JobOrder order = Samples.order("realize", JobKind.REALIZE, WEB, looked);
        VirtualSystem changed = after(web(), change(web(), new PlannedChange.Settle("elsewhere")));

        accepted(SystemRules.reserve(web(), order));
        refused(ReturnCode.NOT_AVAILABLE, SystemRules.reserve(changed, order));
    }

    @Test
    void refusesEverythingElseWhileAJobHoldsIt() {
        VirtualSystem held = after(web(), SystemRules.reserve(web(), REALIZE));

        refused(ReturnCode.IN_USE, SystemRules.reserve(held, ADD));
        refused(ReturnCode.IN_USE, change(held, new PlannedChange.Settle("elsewhere")));
        refused(ReturnCode.IN_USE, PlannedRules.drop(held, "anna", NOW));
        assertEquals(
                List.of(), accepted(PlannedRules.expire(held, NOW.plus(KEPT).plusSeconds(1))));
    }

    @Test
    void tellsWhoHasPlannedTheIdentityThatAnotherWants() {
        assertTrue(refused(ReturnCode.IN_USE, SystemRules.reserve(web(), Samples.order("import", JobKind.IMPORT)))
                .message()
                .contains("anna"));
        refused(ReturnCode.IN_USE, SystemRules.reserve(web(), Samples.order("plan anew", JobKind.PLAN)));
    }

    @ParameterizedTest
    @MethodSource("kindsForRealizedSystems")
    void isNothingToAJobThatWantsARealizedSystem(JobKind kind) {
        refused(ReturnCode.INVALID_STATE, SystemRules.reserve(web(), Samples.order("job", kind)));
    }

    private static Stream<JobKind> kindsForRealizedSystems() {
        return Stream.of(JobKind.values()).filter(kind -> kind.wants() == JobKind.Wants.REALIZED_SYSTEM);
    }

    @Test
    void isNotStarted() {
        refused(ReturnCode.INVALID_STATE, StateRules.begin(web(), SystemState.RUNNING, NOW));
    }

    @Test
    void expiresWhenNobodyHasTouchedItForItsTime() {
        assertEquals(
                List.of(), accepted(PlannedRules.expire(web(), NOW.plus(KEPT).minusMillis(1))));
        assertInstanceOf(Absent.class, after(web(), PlannedRules.expire(web(), NOW.plus(KEPT))));
    }

    @Test
    void isKeptLongerByEachChangeAndEachJob() {
        VirtualSystem changed = after(web(), PlannedRules.change(web(), List.of(new PlannedChange.Settle("x")), LATER));
        assertEquals(List.of(), accepted(PlannedRules.expire(changed, NOW.plus(KEPT))));
        assertInstanceOf(Absent.class, after(changed, PlannedRules.expire(changed, LATER.plus(KEPT))));

        JobOrder late = new JobOrder(
                REALIZE.command(), Samples.ANNA, JobKind.REALIZE, WEB, "web", "", REALIZE.assignment(), LATER);
        VirtualSystem held = after(web(), SystemRules.reserve(web(), late));
        VirtualSystem free = after(held, SystemRules.release(held, late.id()));
        assertEquals(List.of(), accepted(PlannedRules.expire(free, NOW.plus(KEPT))));
    }

    @Test
    void losesNoTimeToAClockThatWasSetBack() {
        VirtualSystem changed = after(
                web(), PlannedRules.change(web(), List.of(new PlannedChange.Settle("x")), NOW.minusSeconds(3_600)));

        assertEquals(
                List.of(), accepted(PlannedRules.expire(changed, NOW.plus(KEPT).minusMillis(1))));
    }

    @Test
    void goesWhenItIsNotWantedAndMayBePlannedAnewInAnotherLife() {
        VirtualSystem gone = after(web(), PlannedRules.drop(web(), "anna", NOW));

        assertInstanceOf(Absent.class, gone);
        assertEquals(List.of(), accepted(PlannedRules.drop(gone, "anna", NOW)));
        VirtualSystem again = after(gone, SystemRules.reserve(gone, Samples.order("plan anew", JobKind.PLAN)));
        assertEquals(2, again.incarnation());
    }

    @Test
    void dropsNeitherARealizedSystemNorOneThatAJobIsMaking() {
        refused(ReturnCode.INVALID_STATE, PlannedRules.drop(Samples.realized(SystemState.OFF, List.of()), "anna", NOW));
        refused(ReturnCode.IN_USE, PlannedRules.drop(READING, "anna", NOW));
    }

    @Test
    void repairsTheSystemAndItsSnapshotsEachByItself() {
        Drafted web = web(PlannedSamples.found());
        NetworkAdapter free = web.planned()
                .definition()
                .settings()
                .networkAdapters()
                .getFirst()
                .withNetwork("");

        Drafted repaired = assertInstanceOf(
                Drafted.class,
                after(
                        web,
                        change(
                                web,
                                new PlannedChange.Settle(" C:\\systems\\web "),
                                new PlannedChange.Patch(null, new SettingsPatch("www", 1L << 30, 4, "moved")),
                                new PlannedChange.ModifyDrive(FIRST_SNAPSHOT, Samples.scsi(0), "D:\\a.vhdx"),
                                new PlannedChange.RemoveDrive(null, Samples.scsi(1)),
                                new PlannedChange.AddDrive(
                                        null, new ImportedDrive(Samples.scsi(5), DriveKind.DVD, "D:\\x.iso")),
                                new PlannedChange.ModifyAdapter(null, free),
                                new PlannedChange.RemoveAdapter(FIRST_SNAPSHOT, "NIC-0"),
                                new PlannedChange.DiscardState(null))));

        PlannedSystem planned = repaired.planned();
        assertEquals("C:\\systems\\web", planned.home());
        assertEquals("www", planned.name());
        assertEquals(List.of(free), planned.definition().settings().networkAdapters());
        assertEquals(
                List.of(
                        PlannedSamples.drive(0, "C:\\disks\\disk0.vhdx"),
                        new ImportedDrive(Samples.scsi(5), DriveKind.DVD, "D:\\x.iso")),
                planned.definition().drives());
        assertEquals(false, planned.definition().saved());
        var snapshot = planned.part(FIRST_SNAPSHOT).orElseThrow();
        assertEquals("D:\\a.vhdx", snapshot.drives().getFirst().path());
        assertEquals("web", snapshot.settings().name());
        assertEquals(List.of(), snapshot.settings().networkAdapters());
        assertEquals(1, planned.revision());
    }

    @ParameterizedTest
    @MethodSource("impossibleRepairs")
    void refusesARepairOfWhatIsNotThereOrCannotBe(PlannedChange impossible) {
        Drafted web = web(PlannedSamples.found(), PlannedSamples.missing());

        refused(ReturnCode.INVALID_PARAMETER, change(web, new PlannedChange.Settle("elsewhere"), impossible));
    }

    private static Stream<PlannedChange> impossibleRepairs() {
        SnapshotId unknown = new SnapshotId("99999999-2222-3333-4444-555555555555");
        NetworkAdapter adapter = new NetworkAdapter("NIC-9", "Network Adapter", "", false, "");
        return Stream.of(
                new PlannedChange.Patch(null, new SettingsPatch(" ", null, null, null)),
                new PlannedChange.Patch(SECOND_SNAPSHOT, new SettingsPatch("www", null, null, null)),
                new PlannedChange.DiscardState(unknown),
                new PlannedChange.AddDrive(null, PlannedSamples.drive(0, "D:\\a.vhdx")),
                new PlannedChange.AddDrive(
                        null,
                        new ImportedDrive(new DriveAddress(DriveAddress.ControllerKind.SCSI, 1, 0), DriveKind.DVD, "")),
                new PlannedChange.ModifyDrive(null, Samples.scsi(9), "D:\\a.vhdx"),
                new PlannedChange.RemoveDrive(null, Samples.scsi(9)),
                new PlannedChange.AddAdapter(null, new NetworkAdapter("NIC-0", "Second", "", false, "")),
                new PlannedChange.ModifyAdapter(null, adapter),
                new PlannedChange.RemoveAdapter(null, "NIC-9"),
                new PlannedChange.RemoveSnapshot(unknown, false));
    }

    @Test
    void repairsOneThingWhileAnotherIsStillWrong() {
        Drafted web = web();
        PlannedSystem broken = web.planned()
                .mapPart(
                        null,
                        part -> part.withSettings(new SettingsPatch(null, null, 500, null).applyTo(part.settings())));
        Drafted tooMany = web.with(broken);

        accepted(change(tooMany, new PlannedChange.Patch(null, new SettingsPatch("www", null, null, null))));
        refused(
                ReturnCode.INVALID_PARAMETER,
                change(web, new PlannedChange.Patch(null, new SettingsPatch(null, null, 500, null))));
    }

    @Test
    void acceptsARepairThatChangesNothingWithoutAnEvent() {
        assertEquals(List.of(), accepted(change(web(), new PlannedChange.Settle(""))));
    }

    @Test
    void leavesTheChildrenOfARemovedSnapshotToItsParent() {
        Drafted web = web(PlannedSamples.found(), PlannedSamples.missing());

        Drafted kept = assertInstanceOf(
                Drafted.class, after(web, change(web, new PlannedChange.RemoveSnapshot(FIRST_SNAPSHOT, false))));
        Drafted pruned = assertInstanceOf(
                Drafted.class, after(web, change(web, new PlannedChange.RemoveSnapshot(FIRST_SNAPSHOT, true))));

        assertEquals(
                List.of(new PlannedSnapshot.Missing(SECOND_SNAPSHOT, null, SECOND_SNAPSHOT)),
                kept.planned().snapshots());
        assertEquals(List.of(), pruned.planned().snapshots());
    }

    @Test
    void takesInSnapshotsThatWereMissingAndKeepsThoseThatWereRepaired() {
        Drafted web = web(PlannedSamples.found(), PlannedSamples.missing());
        VirtualSystem repaired =
                after(web, change(web, new PlannedChange.ModifyDrive(FIRST_SNAPSHOT, Samples.scsi(0), "D:\\a.vhdx")));
        VirtualSystem held = after(repaired, SystemRules.reserve(repaired, ADD));
        PlannedSnapshot.Found second = new PlannedSnapshot.Found(
                SECOND_SNAPSHOT,
                FIRST_SNAPSHOT,
                SECOND_SNAPSHOT,
                PlannedSamples.snapshotFile(),
                PlannedSamples.found().definition());
        List<PlannedSnapshot.Found> all = List.of(PlannedSamples.found(), second);

        VirtualSystem added = after(held, PlannedRules.addSnapshots(held, ADD.id(), all, NOW));

        PlannedSystem planned = assertInstanceOf(Drafted.class, added).planned();
        assertEquals(List.of(), planned.missingSnapshots());
        assertEquals(
                Set.of(FIRST_SNAPSHOT, SECOND_SNAPSHOT),
                Set.copyOf(planned.snapshots().stream().map(PlannedSnapshot::id).toList()));
        assertEquals(
                "D:\\a.vhdx",
                planned.part(FIRST_SNAPSHOT).orElseThrow().drives().getFirst().path());
        assertEquals(List.of(), accepted(PlannedRules.addSnapshots(added, ADD.id(), all, NOW)));
        VirtualSystem free = after(added, SystemRules.release(added, ADD.id()));
        assertEquals(List.of(), accepted(PlannedRules.addSnapshots(free, ADD.id(), all, NOW)));
        refused(ReturnCode.INVALID_STATE, PlannedRules.addSnapshots(free, REALIZE.id(), all, NOW));
    }

    @Test
    void givesSnapshotsOfANewIdentityIdentitiesOfTheirOwn() {
        SystemId copy = new SystemId("AAAAAAAA-1111-2222-3333-444444444444");

        assertEquals(FIRST_SNAPSHOT, PlannedSnapshot.identity(WEB, WEB, FIRST_SNAPSHOT));
        SnapshotId derived = PlannedSnapshot.identity(copy, WEB, FIRST_SNAPSHOT);
        assertEquals(derived, PlannedSnapshot.identity(copy, WEB, FIRST_SNAPSHOT));
        assertTrue(!derived.equals(FIRST_SNAPSHOT));
        assertNull(PlannedSnapshot.identity(copy, WEB, null));
    }

    private static SystemEvent.SystemRealized realized(JobOrder order) {
        return new SystemEvent.SystemRealized(
                order.id(), Samples.web(), SystemState.OFF, Samples.placement(), List.of(), NOW);
    }

    private static Decision<SystemEvent> change(VirtualSystem system, PlannedChange... changes) {
        return PlannedRules.change(system, List.of(changes), NOW);
    }

    private static VirtualSystem after(VirtualSystem system, Decision<SystemEvent> decision) {
        VirtualSystem next = system;
        for (SystemEvent event : accepted(decision)) {
            next = next.on(event);
        }
        return next;
    }
}
