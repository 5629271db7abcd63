package dev.ferry.model.system;

import static dev.ferry.testkit.Decisions.accepted;
import static dev.ferry.testkit.Decisions.refused;
import static dev.ferry.testkit.Samples.NOW;
import static dev.ferry.testkit.Samples.WEB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.model.Decision;
import dev.ferry.model.JobId;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.job.JobOrder;
import dev.ferry.model.system.VirtualSystem.Absent;
import dev.ferry.model.system.VirtualSystem.Planned;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.testkit.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class SystemRulesTest {
    private static final JobOrder IMPORT = Samples.order("import", JobKind.IMPORT);
    private static final JobOrder OTHER_IMPORT = Samples.order("other import", JobKind.IMPORT);
    private static final JobOrder EXPORT = Samples.order("export", JobKind.EXPORT);
    private static final JobOrder OTHER_EXPORT = Samples.order("other export", JobKind.EXPORT);
    private static final JobOrder REMOVE = Samples.order("remove", JobKind.REMOVE);

    private static final VirtualSystem NEVER = VirtualSystem.neverLived();
    private static final VirtualSystem PLANNED = after(NEVER, SystemRules.reserve(NEVER, IMPORT));
    private static final VirtualSystem MADE = after(PLANNED, SystemRules.realize(PLANNED, realized(IMPORT.id())));
    private static final VirtualSystem WEB_AT_REST = after(MADE, SystemRules.release(MADE, IMPORT.id()));
    private static final VirtualSystem EXPORTING = after(WEB_AT_REST, SystemRules.reserve(WEB_AT_REST, EXPORT));
    private static final VirtualSystem REMOVING = after(WEB_AT_REST, SystemRules.reserve(WEB_AT_REST, REMOVE));
    private static final VirtualSystem REMOVED = after(REMOVING, SystemRules.remove(REMOVING, REMOVE.id(), NOW));

    @Test
    void givesAFreeIdentityToTheJobThatMakesASystem() {
        Planned planned = assertInstanceOf(Planned.class, PLANNED);

        assertEquals(WEB, planned.id());
        assertEquals(IMPORT, planned.reservation().order());
        assertEquals(1, planned.incarnation());
    }

    @Test
    void refusesAnIdentityThatIsPlannedRealizedOrBeingRemoved() {
        assertTrue(refused(ReturnCode.IN_USE, SystemRules.reserve(PLANNED, OTHER_IMPORT))
                .message()
                .contains(IMPORT.id().value()));
        assertTrue(refused(ReturnCode.IN_USE, SystemRules.reserve(WEB_AT_REST, OTHER_IMPORT))
                .message()
                .contains("web"));
        assertTrue(refused(ReturnCode.IN_USE, SystemRules.reserve(REMOVED, OTHER_IMPORT))
                .message()
                .contains(REMOVE.id().value()));
    }

    @Test
    void refusesExportOfASystemThatIsNotThere() {
        refused(ReturnCode.INVALID_PARAMETER, SystemRules.reserve(NEVER, EXPORT));
        refused(ReturnCode.INVALID_PARAMETER, SystemRules.reserve(PLANNED, EXPORT));
        refused(ReturnCode.INVALID_PARAMETER, SystemRules.reserve(REMOVED, EXPORT));
    }

    @Test
    void refusesExportWhileAnotherExportRuns() {
        assertTrue(refused(ReturnCode.IN_USE, SystemRules.reserve(EXPORTING, OTHER_EXPORT))
                .message()
                .contains(EXPORT.id().value()));
    }

    @Test
    void isNotBusyForTheJobThatHasItAlready() {
        Realized exporting = assertInstanceOf(Realized.class, EXPORTING);
        assertTrue(SystemRules.busy(exporting, JobKind.EXPORT, EXPORT.id()).isEmpty());
        assertTrue(
                SystemRules.busy(exporting, JobKind.EXPORT, OTHER_EXPORT.id()).isPresent());
    }

    @Test
    void exportsOnlyASystemThatIsOffOrSaved() {
        for (SystemState state : SystemState.values()) {
            Decision<SystemEvent> decision = SystemRules.reserve(Samples.realized(state, List.of()), EXPORT);
            if (state == SystemState.OFF || state == SystemState.SAVED) {
                assertEquals(List.of(new SystemEvent.SystemReserved(EXPORT)), accepted(decision));
            } else {
                assertTrue(refused(ReturnCode.INVALID_STATE, decision).message().contains(state.word()));
            }
        }
    }

    @Test
    void acceptsARepeatedSubmitWithoutAnEventDuringAndAfterTheJob() {
        VirtualSystem exported = after(EXPORTING, SystemRules.release(EXPORTING, EXPORT.id()));

        assertEquals(List.of(), accepted(SystemRules.reserve(PLANNED, IMPORT)));
        assertEquals(List.of(), accepted(SystemRules.reserve(MADE, IMPORT)));
        assertEquals(List.of(), accepted(SystemRules.reserve(EXPORTING, EXPORT)));
        assertEquals(List.of(), accepted(SystemRules.reserve(exported, EXPORT)));
        assertEquals(List.of(), accepted(SystemRules.reserve(REMOVED, REMOVE)));
    }

    @Test
    void remembersABoundedNumberOfJobs() {
        VirtualSystem system = WEB_AT_REST;
        for (int i = 0; i < 40; i++) {
            JobOrder order = Samples.order("export " + i, JobKind.EXPORT);
            system = after(system, SystemRules.reserve(system, order));
            system = after(system, SystemRules.release(system, order.id()));
        }

        assertEquals(VirtualSystem.RECENT_JOBS, system.recentJobs().size());
        assertEquals(
                Samples.order("export 39", JobKind.EXPORT).id(),
                system.recentJobs().getLast());
    }

    @Test
    void acknowledgesOnlyTheJobThatHoldsTheSystemAndOnce() {
        VirtualSystem known = after(EXPORTING, SystemRules.acknowledge(EXPORTING, EXPORT.id()));

        assertTrue(known.held().orElseThrow().acknowledged());
        assertEquals(List.of(), accepted(SystemRules.acknowledge(known, EXPORT.id())));
        assertEquals(List.of(), accepted(SystemRules.acknowledge(EXPORTING, OTHER_EXPORT.id())));
        assertEquals(List.of(), accepted(SystemRules.acknowledge(WEB_AT_REST, EXPORT.id())));
    }

    @Test
    void releasesOnlyTheJobThatHoldsTheSystemAndOnce() {
        VirtualSystem free = after(EXPORTING, SystemRules.release(EXPORTING, EXPORT.id()));

        assertTrue(free.held().isEmpty());
        assertEquals(List.of(), accepted(SystemRules.release(free, EXPORT.id())));
        assertEquals(List.of(), accepted(SystemRules.release(EXPORTING, OTHER_EXPORT.id())));
        assertEquals(List.of(), accepted(SystemRules.release(PLANNED, EXPORT.id())));
    }

    @Test
    void givesAPlannedIdentityBackWhenTheImportFails() {
        VirtualSystem free = after(PLANNED, SystemRules.release(PLANNED, IMPORT.id()));

        assertInstanceOf(Absent.class, free);
        assertEquals(
                List.of(new SystemEvent.IdentityReserved(OTHER_IMPORT)),
                accepted(SystemRules.reserve(free, OTHER_IMPORT)));
    }

    @Test
    void countsTheLivesOfAnIdentity() {
        VirtualSystem gone = after(REMOVED, SystemRules.release(REMOVED, REMOVE.id()));
        VirtualSystem again = after(gone, SystemRules.reserve(gone, OTHER_IMPORT));

        assertEquals(1, WEB_AT_REST.incarnation());
        assertEquals(1, gone.incarnation());
        assertEquals(2, again.incarnation());
    }

    @Test
    void realizesOnlyForTheJobThatHoldsTheIdentity() {
        assertEquals(List.of(), accepted(SystemRules.realize(MADE, realized(IMPORT.id()))), "done twice");
        refused(ReturnCode.INVALID_STATE, SystemRules.realize(PLANNED, realized(OTHER_IMPORT.id())));
        refused(ReturnCode.INVALID_STATE, SystemRules.realize(NEVER, realized(IMPORT.id())));
        refused(ReturnCode.INVALID_STATE, SystemRules.realize(WEB_AT_REST, realized(IMPORT.id())));
    }

    @Test
    void keepsALateRealizeOfAnEarlierLifeOffTheNext() {
        VirtualSystem gone = after(REMOVED, SystemRules.release(REMOVED, REMOVE.id()));
        VirtualSystem nextLife = after(gone, SystemRules.reserve(gone, OTHER_IMPORT));

        refused(ReturnCode.INVALID_STATE, SystemRules.realize(nextLife, realized(IMPORT.id())));
        refused(ReturnCode.INVALID_STATE, SystemRules.remove(nextLife, REMOVE.id(), NOW));
        assertEquals(List.of(), accepted(SystemRules.release(nextLife, REMOVE.id())));
    }

    @Test
    void removesOnlyForARemovalThatHoldsTheSystem() {
        assertInstanceOf(Absent.class, REMOVED);
        assertEquals(List.of(), accepted(SystemRules.remove(REMOVED, REMOVE.id(), NOW)), "done twice");
        refused(ReturnCode.INVALID_STATE, SystemRules.remove(EXPORTING, EXPORT.id(), NOW));
        refused(ReturnCode.INVALID_STATE, SystemRules.remove(WEB_AT_REST, REMOVE.id(), NOW));
        refused(ReturnCode.INVALID_STATE, SystemRules.remove(PLANNED, IMPORT.id(), NOW));
    }

    @Test
    void changesNothingWhenAskedForWhatIsSo() {
        assertEquals(List.of(), accepted(change(WEB_AT_REST, new SettingsPatch("web", null, 2, null))));
    }

    @Test
    void renamesASystemInAnyStateThatNoJobHolds() {
        for (SystemState state : SystemState.values()) {
            Realized system = Samples.realized(state, List.of());
            VirtualSystem renamed = after(system, change(system, new SettingsPatch(" www ", null, null, "new")));
            assertEquals("www", ((Realized) renamed).settings().name());
            assertEquals("new", ((Realized) renamed).settings().notes());
        }
        refused(ReturnCode.IN_USE, change(EXPORTING, new SettingsPatch("www", null, null, null)));
        refused(ReturnCode.INVALID_PARAMETER, change(PLANNED, new SettingsPatch("www", null, null, null)));
    }

    @Test
    void changesMemoryAndProcessorsOnlyWhileOff() {
        for (SystemState state : SystemState.values()) {
            Decision<SystemEvent> memory =
                    change(Samples.realized(state, List.of()), new SettingsPatch(null, 1L << 30, null, null));
            Decision<SystemEvent> processors =
                    change(Samples.realized(state, List.of()), new SettingsPatch(null, null, 4, null));
            if (state == SystemState.OFF) {
                assertEquals(1, accepted(memory).size());
                assertEquals(1, accepted(processors).size());
            } else {
                refused(ReturnCode.INVALID_STATE, memory);
                refused(ReturnCode.INVALID_STATE, processors);
            }
        }
    }

    @Test
    void refusesSettingsThatNoSystemCanHave() {
        List<SettingsPatch> unusable = List.of(
                new SettingsPatch("", null, null, null),
                new SettingsPatch("x".repeat(101), null, null, null),
                new SettingsPatch("a\nb", null, null, null),
                new SettingsPatch(null, 0L, null, null),
                new SettingsPatch(null, (1L << 20) + 1, null, null),
                new SettingsPatch(null, (12L << 40) + (1 << 20), null, null),
                new SettingsPatch(null, null, 0, null),
                new SettingsPatch(null, null, 241, null));

        unusable.forEach(patch -> refused(ReturnCode.INVALID_PARAMETER, change(WEB_AT_REST, patch)));
    }

    @Test
    void refusesTwoDrivesAtOnePlace() {
        SystemSettings crowded =
                Samples.settings("web", List.of(Samples.drive(0, Samples.disk(0)), Samples.drive(0, Samples.disk(1))));

        assertEquals(
                ReturnCode.INVALID_PARAMETER,
                SystemRules.checkSettings(crowded).orElseThrow().code());
    }

    @Test
    void leavesEveryStateAsItIsForEventsThatDoNotConcernIt() {
        List<SystemEvent> late = List.of(
                new SystemEvent.SettingsChanged(Samples.web(), NOW),
                new SystemEvent.StateChanged(SystemState.OFF, NOW));

        for (SystemEvent event : late) {
            assertSame(NEVER, NEVER.on(event));
            assertSame(PLANNED, PLANNED.on(event));
            assertSame(REMOVED, REMOVED.on(event));
        }
    }

    private static Decision<SystemEvent> change(VirtualSystem system, SettingsPatch patch) {
        return SystemRules.change(system, patch, NOW);
    }

    private static SystemEvent.SystemRealized realized(JobId job) {
        return new SystemEvent.SystemRealized(job, Samples.web(), SystemState.OFF, Samples.placement(), List.of(), NOW);
    }

    private static VirtualSystem after(VirtualSystem system, Decision<SystemEvent> decision) {
        VirtualSystem next = system;
        for (SystemEvent event : accepted(decision)) {
            next = next.on(event);
        }
        return next;
    }
}
