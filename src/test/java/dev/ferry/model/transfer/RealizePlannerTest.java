package dev.ferry.model.transfer;

import static dev.ferry.testkit.Decisions.ok;
import static dev.ferry.testkit.Decisions.refused;
import static dev.ferry.testkit.Samples.FIRST_SNAPSHOT;
import static dev.ferry.testkit.Samples.NOW;
import static dev.ferry.testkit.Samples.WEB;
import static dev.ferry.testkit.Samples.csv1;
import static dev.ferry.testkit.Samples.csv2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SnapshotId;
import dev.ferry.model.SystemId;
import dev.ferry.model.system.Drive;
import dev.ferry.model.system.PlannedSnapshot;
import dev.ferry.model.system.PlannedSystem;
import dev.ferry.model.system.SystemSettings;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.transfer.DefinitionInventory.FoundSnapshot;
import dev.ferry.model.transfer.DefinitionInventory.Link;
import dev.ferry.testkit.JobStories;
import dev.ferry.testkit.PlannedSamples;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From the definition that was read to the job that makes it real. */
@Timeout(10)
class RealizePlannerTest {
    private static final SystemId COPY = new SystemId("AAAAAAAA-1111-2222-3333-444444444444");
    private static final PlannedSystem.Keeping KEEPING = PlannedSystem.Keeping.begin("anna", PlannedSamples.KEPT, NOW);

    @Test
    void plansWhatTheDefinitionSaysAndTellsWhichSnapshotsAreMissing() {
        PlannedSystem planned = PlannedPlanner.plan(WEB, "node1", read(), KEEPING);

        assertEquals(PlannedSamples.web(List.of(PlannedSamples.found(), PlannedSamples.missing())), planned);
    }

    @Test
    void takesNoSnapshotThatTheDefinitionDoesNotName() {
        DefinitionInventory unnamed = new DefinitionInventory(
                PlannedSamples.definitionFile(),
                PlannedSamples.definition(null, true),
                List.of(),
                csv1("exports/web"),
                read().snapshots());

        assertEquals(
                List.of(), PlannedPlanner.plan(WEB, "node1", unnamed, KEEPING).snapshots());
    }

    @Test
    void givesANewIdentityAllThatComesWithIt() {
        PlannedSystem planned = PlannedPlanner.plan(COPY, "node1", read(), KEEPING);

        SystemSettings before = read().definition().settings();
        SystemSettings after = planned.definition().settings();
        assertNotEquals(before.firmware().biosGuid(), after.firmware().biosGuid());
        assertNotEquals(before.firmware().generationId(), after.firmware().generationId());
        String mac = after.networkAdapters().getFirst().mac();
        assertNotEquals(before.networkAdapters().getFirst().mac(), mac);
        SnapshotId first = planned.snapshots().getFirst().id();
        assertNotEquals(FIRST_SNAPSHOT, first);
        assertEquals(first, planned.missingSnapshots().getFirst().parent());
        assertEquals(
                mac,
                planned.foundSnapshots()
                        .getFirst()
                        .definition()
                        .settings()
                        .networkAdapters()
                        .getFirst()
                        .mac());
        assertEquals(planned, PlannedPlanner.plan(COPY, "node1", read(), KEEPING));
    }

    @Test
    void findsLaterSnapshotsUnderTheIdentitiesThatWereMissing() {
        PlannedSystem planned = PlannedPlanner.plan(COPY, "node1", read(), KEEPING);
        ImportedDefinition stranger = new ImportedDefinition(
                COPY,
                new ImportedDefinition.SnapshotOf(FIRST_SNAPSHOT.value(), "", NOW),
                "5.0",
                false,
                planned.definition().settings(),
                List.of());
        FoundSnapshot second = new FoundSnapshot(
                PlannedSamples.snapshotFile(),
                PlannedSamples.definition(
                        new ImportedDefinition.SnapshotOf(
                                PlannedSamples.SECOND_SNAPSHOT.value(), FIRST_SNAPSHOT.value(), NOW),
                        false));

        List<PlannedSnapshot.Found> found = PlannedPlanner.found(
                COPY, planned, List.of(second, new FoundSnapshot(PlannedSamples.snapshotFile(), stranger)));

        PlannedSnapshot.Missing missing = planned.missingSnapshots().getFirst();
        assertEquals(1, found.size());
        assertEquals(missing.id(), found.getFirst().id());
        assertEquals(missing.parent(), found.getFirst().parent());
    }

    @Test
    void usesDisksWhereTheyAreAndCopiesTheSavedStateHome() {
        Assignment.Realize realize = assign(PlannedSamples.web());

        assertEquals(
                List.of(
                        JobStories.EXPORT.child("Virtual Hard Disks/disk0.vhdx"),
                        JobStories.EXPORT.child("Virtual Hard Disks/disk1.vhdx")),
                realize.system().settings().drives().stream().map(Drive::file).toList());
        assertEquals(
                Set.of(
                        csv2("systems/web/Virtual Machines/" + WEB + ".xml"),
                        csv2("systems/web/Virtual Machines/" + WEB + "/" + WEB + ".vmrs"),
                        csv2("systems/web/Snapshots/" + FIRST_SNAPSHOT + ".xml")),
                Set.copyOf(realize.delivery().items().stream().map(Item::target).toList()));
        assertEquals(SystemState.SAVED, realize.system().state());
        assertEquals(5, realize.delivery().watched().size());
        assertEquals(List.of(), realize.warnings());
    }

    @Test
    void leavesAStateThatWasGivenUpBehind() {
        PlannedSystem web = PlannedSamples.web();
        PlannedSystem stateless =
                new PlannedSystem(web.origin(), web.definition().withoutState(), web.snapshots(), "", web.keeping(), 3);

        Assignment.Realize realize = assign(stateless);

        assertEquals(SystemState.OFF, realize.system().state());
        assertTrue(realize.delivery().items().stream().noneMatch(Item.CopyOf.class::isInstance));
        assertEquals(4, realize.delivery().watched().size());
        assertEquals(3, realize.revision());
    }

    @Test
    void isRefusedForWhatBlocksAndWarnsOfTheRest() {
        PlannedInventory noNetwork = JobStories.plannedInventory(Set.of());
        PlannedSystem web = PlannedSamples.web();
        PlannedSystem disconnected = new PlannedSystem(
                web.origin(),
                web.definition().withSettings(web.definition().settings().withNetworkAdapters(List.of())),
                web.snapshots(),
                "",
                web.keeping(),
                0);

        refused(ReturnCode.INVALID_STATE, RealizePlanner.assign(WEB, web, noNetwork));
        Assignment.Realize realize = ok(RealizePlanner.assign(WEB, disconnected, noNetwork));

        assertEquals(1, realize.warnings().size());
        assertTrue(
                realize.warnings().getFirst().startsWith("60010: "),
                realize.warnings().getFirst());
        assertEquals(
                "",
                realize.system()
                        .snapshots()
                        .getFirst()
                        .settings()
                        .networkAdapters()
                        .getFirst()
                        .network());
    }

    @Test
    void isRefusedForEverythingThatBlocksAtOnce() {
        PlannedInventory there = JobStories.plannedInventory(Set.of());
        PlannedInventory nowhere = new PlannedInventory(
                there.system(),
                there.snapshots(),
                null,
                Refusal.of(ReturnCode.INVALID_PARAMETER, "'D:\\x' is on no volume", "name a folder of a volume"),
                there.networks(),
                there.sameName());

        if (RealizePlanner.assign(WEB, PlannedSamples.web(), nowhere) instanceof Outcome.Refused<?>(var refusal)) {
            assertEquals(ReturnCode.INVALID_STATE, refusal.code());
            assertTrue(refusal.message().contains("33012: "), refusal.message());
            assertTrue(refusal.message().contains("60015: 'D:\\x' is on no volume"), refusal.message());
            assertTrue(refusal.remedy().contains("name a folder of a volume"), refusal.remedy());
        } else {
            throw new AssertionError("it was not refused");
        }
    }

    private static Assignment.Realize assign(PlannedSystem planned) {
        return ok(RealizePlanner.assign(WEB, planned, JobStories.plannedInventory(Set.of("Production"))));
    }

    private static DefinitionInventory read() {
        return new DefinitionInventory(
                PlannedSamples.definitionFile(),
                PlannedSamples.definition(null, true),
                List.of(new Link(FIRST_SNAPSHOT, null), new Link(PlannedSamples.SECOND_SNAPSHOT, FIRST_SNAPSHOT)),
                csv1("exports/web"),
                List.of(new FoundSnapshot(
                        PlannedSamples.snapshotFile(), PlannedSamples.found().definition())));
    }
}
