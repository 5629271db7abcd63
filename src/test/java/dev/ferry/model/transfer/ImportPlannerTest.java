package dev.ferry.model.transfer;

import static dev.ferry.testkit.Decisions.ok;
import static dev.ferry.testkit.Decisions.refused;
import static dev.ferry.testkit.JobStories.EXPORT;
import static dev.ferry.testkit.Samples.FIRST_SNAPSHOT;
import static dev.ferry.testkit.Samples.NOW;
import static dev.ferry.testkit.Samples.WEB;
import static dev.ferry.testkit.Samples.csv1;
import static dev.ferry.testkit.Samples.csv2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.model.CommandId;
import dev.ferry.model.Outcome;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SystemId;
import dev.ferry.model.system.Drive;
import dev.ferry.model.system.NetworkAdapter;
import dev.ferry.model.system.Snapshot;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.transfer.ImportInventory.Found;
import dev.ferry.model.transfer.ImportSettings.Macs;
import dev.ferry.model.transfer.TargetFolder.Occupant;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.testkit.JobStories;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class ImportPlannerTest {
    private static final SystemId FRESH = new CommandId("import").newSystemId();
    private static final String OLD_MAC = "00155D010203";
    private static final String SECOND = "22222222-2222-3333-4444-555555555555";

    private final ImportInventory saved = JobStories.importInventory(true);

    @Test
    void keepsAllThatBelongsToTheIdentityButTheGeneration() {
        NewSystem system = ok(plan(saved, settings(true, false))).system();

        assertEquals(OLD_MAC, adapter(system).mac());
        assertEquals("BIOS", system.settings().firmware().biosGuid());
        assertNotEquals("GENERATION", system.settings().firmware().generationId());
        assertEquals(FIRST_SNAPSHOT, system.snapshots().getFirst().id());
        assertEquals(
                csv1("systems/web/Virtual Machines/" + WEB + ".xml"),
                system.placement().definition());
        assertEquals(SystemState.SAVED, system.state());
    }

    @Test
    void givesACopyANewIdentityThroughout() {
        Assignment.Import plan = ok(plan(saved, settings(true, true)));
        Snapshot snapshot = plan.system().snapshots().getFirst();

        assertNotEquals(OLD_MAC, adapter(plan.system()).mac());
        assertTrue(adapter(plan.system()).mac().startsWith("00155D"));
        assertNotEquals("BIOS", plan.system().settings().firmware().biosGuid());
        assertNotEquals(FIRST_SNAPSHOT, snapshot.id());
        assertEquals(csv1("systems/web/Snapshots/" + snapshot.id() + ".xml"), snapshot.definition());
        assertTrue(targets(plan).contains(csv1("systems/web/Virtual Machines/" + FRESH + "/" + FRESH + ".vmrs")));
        assertEquals(plan, ok(plan(saved, settings(true, true))), "a repeated submit means the same system");
    }

    @Test
    void mapsTheParentsOfSnapshotsInWhateverFormTheyAreWritten() {
        ImportInventory inventory = withSnapshots(
                snapshot("{" + FIRST_SNAPSHOT.value().toLowerCase(Locale.ROOT) + "}", ""),
                snapshot(SECOND, FIRST_SNAPSHOT.value()));
        for (boolean newId : List.of(false, true)) {
            List<Snapshot> snapshots =
                    ok(plan(inventory, settings(true, newId))).system().snapshots();
            assertEquals(snapshots.getFirst().id(), snapshots.getLast().parent());
            assertEquals(
                    snapshots.getFirst().id() + ".xml",
                    snapshots.getFirst().definition().fileName());
        }
    }

    @Test
    void treatsMacAddressesAsToldRatherThanAsTheIdentity() {
        assertEquals(
                OLD_MAC,
                adapter(ok(plan(saved, macs(true, Macs.KEEP))).system()).mac());
        assertNotEquals(
                OLD_MAC,
                adapter(ok(plan(saved, macs(false, Macs.NEW))).system()).mac());
    }

    @Test
    void leavesAnAdapterOfAnUnknownNetworkDisconnectedWithAWarning() {
        ImportPlanner.Context context = new ImportPlanner.Context(WEB, "import", "node1", Set.of("Elsewhere"));
        Assignment.Import plan = ok(ImportPlanner.assign(saved, settings(true, false), context));

        assertEquals("", adapter(plan.system()).network());
        assertEquals(1, plan.warnings().size());
        assertTrue(plan.warnings().getFirst().contains("'Production'"));
        assertTrue(plan.warnings().getFirst().contains("33012"));
    }

    @Test
    void connectsToTheNetworkThatWasNamedInstead() {
        ImportPlanner.Context context = new ImportPlanner.Context(WEB, "import", "node1", Set.of("Elsewhere"));

        Assignment.Import plan = ok(ImportPlanner.assign(saved, networks("Elsewhere"), context));
        assertEquals("Elsewhere", adapter(plan.system()).network());
        assertEquals(List.of(), plan.warnings());
        assertEquals(
                "",
                adapter(ok(ImportPlanner.assign(saved, networks(""), context)).system())
                        .network());
        assertTrue(refused(ReturnCode.INVALID_PARAMETER, ImportPlanner.assign(saved, networks("Nowhere"), context))
                .message()
                .contains("Nowhere"));
    }

    @Test
    void refusesASavedSystemWithoutItsStateUnlessItIsGivenUp() {
        ImportInventory lost = without(saved);
        refused(ReturnCode.INVALID_PARAMETER, plan(lost, settings(true, false)));

        Assignment.Import plan = ok(plan(lost, discarding(true, false)));
        assertEquals(SystemState.OFF, plan.system().state());
    }

    @Test
    void leavesStateFilesBehindWhenTheyAreGivenUp() {
        Assignment.Import plan = ok(plan(saved, discarding(true, false)));

        assertEquals(SystemState.OFF, plan.system().state());
        assertTrue(targets(plan).stream().noneMatch(target -> target.fileName().endsWith(".vmrs")));
    }

    @Test
    void refusesStateFilesOfAnotherPlaceInPlaceOnly() {
        Found system = saved.system();
        SourceFile state = system.runtime().getFirst();
        SourceFile elsewhere = new SourceFile(csv1("states/" + WEB + ".vmrs"), state.stamp(), state.dataBytes());
        Found apart = new Found(system.definition(), system.content(), system.drives(), List.of(elsewhere));
        ImportInventory inventory = new ImportInventory(
                saved.folder(),
                apart,
                saved.snapshots(),
                saved.manifest(),
                false,
                saved.target(),
                List.of(),
                List.of());

        refused(ReturnCode.NOT_SUPPORTED, plan(inventory, settings(false, false)));
        assertEquals(
                SystemState.SAVED,
                ok(plan(inventory, settings(true, false))).system().state());
        assertEquals(
                SystemState.OFF,
                ok(plan(inventory, discarding(false, false))).system().state());
    }

    @Test
    void registersInPlaceByRenamingWhatWasThere() {
        Assignment.Import plan = ok(plan(saved, settings(false, false)));

        assertEquals(
                List.of("ferry.manifest.adopted.json", WEB + ".xml.adopted", FIRST_SNAPSHOT + ".xml.adopted"),
                plan.renames().stream().map(rename -> rename.to().fileName()).toList());
        assertTrue(plan.delivery().items().stream().allMatch(Item.Definition.class::isInstance), "nothing is copied");
        assertEquals(EXPORT.child("Virtual Hard Disks/disk0.vhdx"), drives(plan).getFirst());
        assertEquals("GENERATION", plan.system().settings().firmware().generationId());
    }

    @Test
    void refusesANewIdentityInPlaceForASavedSystem() {
        refused(ReturnCode.NOT_SUPPORTED, plan(saved, settings(false, true)));
        assertEquals(
                SystemState.OFF,
                ok(plan(saved, discarding(false, true))).system().state());
    }

    @Test
    void putsDisksWhereTheCallerWantsThem() {
        VolumePath wanted = csv2("fast/root.vhdx");
        ImportSettings settings = targets(Map.of("D:\\web\\disk0.vhdx", wanted));
        Assignment.Import plan = ok(plan(saved, settings));

        assertEquals(List.of(wanted, csv1("systems/web/Virtual Hard Disks/disk1.vhdx")), drives(plan));
        assertTrue(targets(plan).containsAll(drives(plan)));
    }

    @Test
    void refusesTwoDisksAtOnePlace() {
        VolumePath one = csv2("fast/root.vhdx");
        ImportSettings settings = targets(Map.of("D:\\web\\disk0.vhdx", one, "D:\\web\\disk1.vhdx", one));

        assertTrue(refused(ReturnCode.INVALID_PARAMETER, plan(saved, settings))
                .message()
                .contains("fast/root.vhdx"));
    }

    @Test
    void refusesAnOccupiedTargetForACopyOnly() {
        Occupant other = new Occupant("", "", "", "");
        ImportInventory occupied = new ImportInventory(
                saved.folder(),
                saved.system(),
                saved.snapshots(),
                saved.manifest(),
                false,
                new TargetFolder(csv1("systems/web"), other, 0),
                List.of(),
                List.of());

        refused(ReturnCode.INVALID_PARAMETER, plan(occupied, settings(true, true)));
        ok(plan(occupied, settings(false, false)));
    }

    @Test
    void tellsAllThatIsWrongAtOnce() {
        ImportSettings wrong = new ImportSettings(
                false, true, "a\nb", null, null, Map.of(), Map.of("Production", "Nowhere"), Macs.KEEP, false);

        assertEquals(4, ImportPlanner.problems(without(saved), wrong, Set.of()).size());
    }

    @Test
    void givesTheSystemTheNameThatWasAskedForAndItsSnapshotsTheirs() {
        ImportSettings named =
                new ImportSettings(true, true, "www", null, null, Map.of(), Map.of(), Macs.WITH_IDENTITY, false);
        NewSystem system = ok(plan(saved, named)).system();

        assertEquals("www", system.settings().name());
        assertEquals("web", system.snapshots().getFirst().settings().name());
    }

    private static Outcome<Assignment.Import> plan(ImportInventory inventory, ImportSettings settings) {
        SystemId id = settings.newId() ? FRESH : WEB;
        return ImportPlanner.assign(
                inventory, settings, new ImportPlanner.Context(id, "import", "node1", Set.of("Production")));
    }

    private static ImportSettings settings(boolean copy, boolean newId) {
        return new ImportSettings(copy, newId, "", null, null, Map.of(), Map.of(), Macs.WITH_IDENTITY, false);
    }

    private static ImportSettings discarding(boolean copy, boolean newId) {
        return new ImportSettings(copy, newId, "", null, null, Map.of(), Map.of(), Macs.WITH_IDENTITY, true);
    }

    private static ImportSettings macs(boolean newId, Macs macs) {
        return new ImportSettings(true, newId, "", null, null, Map.of(), Map.of(), macs, false);
    }

    private static ImportSettings networks(String other) {
        return new ImportSettings(
                true, false, "", null, null, Map.of(), Map.of("Production", other), Macs.WITH_IDENTITY, false);
    }

    private static ImportSettings targets(Map<String, VolumePath> disks) {
        return new ImportSettings(true, true, "", null, null, disks, Map.of(), Macs.WITH_IDENTITY, false);
    }

    private static NetworkAdapter adapter(NewSystem system) {
        return system.settings().networkAdapters().getFirst();
    }

    private static List<VolumePath> targets(Assignment.Import plan) {
        return plan.delivery().items().stream().map(Item::target).toList();
    }

    private static List<VolumePath> drives(Assignment.Import plan) {
        return plan.system().settings().drives().stream().map(Drive::file).toList();
    }

    private static ImportInventory without(ImportInventory from) {
        Found system = from.system();
        Found lost = new Found(system.definition(), system.content(), system.drives(), List.of());
        return new ImportInventory(
                from.folder(), lost, from.snapshots(), from.manifest(), false, from.target(), List.of(), List.of());
    }

    private ImportInventory withSnapshots(Found... snapshots) {
        return new ImportInventory(
                saved.folder(),
                saved.system(),
                List.of(snapshots),
                saved.manifest(),
                false,
                saved.target(),
                List.of(),
                List.of());
    }

    private Found snapshot(String id, String parent) {
        Found first = saved.snapshots().getFirst();
        return new Found(
                first.definition(),
                new ImportedDefinition(
                        WEB,
                        new ImportedDefinition.SnapshotOf(id, parent, NOW),
                        "9.0",
                        false,
                        first.content().settings(),
                        List.of()),
                first.drives(),
                List.of());
    }
}
