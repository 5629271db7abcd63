package dev.ferry.model.transfer;

import static dev.ferry.testkit.Samples.FIRST_SNAPSHOT;
import static dev.ferry.testkit.Samples.csv1;
import static dev.ferry.testkit.Samples.disk;
import static dev.ferry.testkit.Samples.scsi;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.system.DriveKind;
import dev.ferry.model.system.PlannedSnapshot;
import dev.ferry.model.system.PlannedSystem;
import dev.ferry.model.system.SettingsPatch;
import dev.ferry.model.transfer.ImportedDefinition.ImportedDrive;
import dev.ferry.model.transfer.Incompatibility.Kind;
import dev.ferry.model.transfer.PlannedInventory.FoundDrive;
import dev.ferry.model.transfer.PlannedInventory.Part;
import dev.ferry.model.transfer.PlannedInventory.Trouble;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.testkit.PlannedSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(10)
class PlannedChecksTest {
    private static final Set<String> NETWORKS = Set.of("Production", "Backup");
    private static final TargetFolder FREE = new TargetFolder(csv1("systems/web"), null, 1L << 40);
    private static final PlannedSystem WEB = PlannedSamples.web();

    @Test
    void findsNothingWhereEverythingIsThere() {
        assertEquals(List.of(), PlannedChecks.check(WEB, whole()));
    }

    @Test
    void tellsAMissingSwitchAsHyperVDoesAndNamesThoseThatAreThere() {
        Incompatibility missing = only(Kind.NETWORK_MISSING, check(WEB, Set.of("Lab")));

        assertEquals(33012, missing.kind().messageId());
        assertEquals("Production", missing.object());
        assertTrue(missing.message().contains("Ethernet switch 'Production'"), missing.message());
        assertTrue(missing.remedy().contains("Lab"), missing.remedy());
    }

    @Test
    void blocksForANetworkOfTheSystemAndOnlyWarnsForOneOfASnapshot() {
        List<Incompatibility> found = check(WEB, Set.of());

        assertEquals(List.of(Kind.NETWORK_MISSING, Kind.SNAPSHOT_NETWORK_MISSING), kinds(found));
        assertTrue(found.getFirst().kind().blocking());
        assertFalse(found.getLast().kind().blocking());
    }

    @Test
    void asksNothingOfAnAdapterThatIsConnectedToNothing() {
        var adapter = WEB.definition().settings().networkAdapters().getFirst().withNetwork("");
        ImportedDefinition loose =
                WEB.definition().withSettings(WEB.definition().settings().withNetworkAdapters(List.of(adapter)));

        assertEquals(List.of(), PlannedChecks.check(with(loose, List.of()), inventory(part(true), List.of())));
    }

    @Test
    void namesEachMissingSnapshot() {
        PlannedSystem web = PlannedSamples.web(List.of(PlannedSamples.found(), PlannedSamples.missing()));

        assertEquals(
                PlannedSamples.SECOND_SNAPSHOT.value(),
                only(Kind.SNAPSHOT_MISSING, PlannedChecks.check(web, whole())).object());
    }

    @ParameterizedTest
    @CsvSource({
        "MISSING, DISK_MISSING",
        "PARENT_MISSING, DISK_PARENT_MISSING",
        "IN_USE, DISK_IN_USE",
        "UNREADABLE, DISK_UNREADABLE"
    })
    void tellsWhatIsTheMatterWithADisk(Trouble.Sort sort, Kind expected) {
        Refusal why = new Refusal(ReturnCode.IN_USE, "it is held by qemu", "stop what holds it");
        ImportedDrive first = WEB.definition().drives().getFirst();
        FoundDrive broken =
                new FoundDrive(first.address(), first.kind(), first.path(), null, 0, new Trouble(sort, why));
        Part part = new Part(null, file(PlannedSamples.definitionFile()), List.of(broken, found(1)), state());

        Incompatibility told = only(expected, PlannedChecks.check(with(WEB.definition(), List.of()), inventory(part)));

        assertEquals("C:\\disks\\disk0.vhdx", told.object());
        assertEquals(why.message(), told.message());
        assertEquals(why.remedy(), told.remedy());
    }

    @Test
    void takesALookFromBeforeARepairForNoLookAtAll() {
        ImportedDefinition repaired =
                WEB.definition().withDrives(List.of(PlannedSamples.drive(0, "D:\\elsewhere\\disk0.vhdx")));

        assertEquals(
                "D:\\elsewhere\\disk0.vhdx",
                only(Kind.DISK_MISSING, PlannedChecks.check(with(repaired, List.of()), inventory(part(true))))
                        .object());
    }

    @Test
    void warnsOfADiscThatIsNotThereAndSaysNothingOfAnEmptyDrive() {
        ImportedDefinition discs = WEB.definition()
                .withDrives(List.of(
                        new ImportedDrive(scsi(0), DriveKind.DVD, "D:\\setup.iso"),
                        new ImportedDrive(scsi(1), DriveKind.DVD, "")));

        Incompatibility told =
                only(Kind.MEDIUM_MISSING, PlannedChecks.check(with(discs, List.of()), inventory(part(true))));

        assertEquals("D:\\setup.iso", told.object());
        assertFalse(told.kind().blocking());
    }

    @Test
    void refusesOneDiskInTwoDrives() {
        ImportedDrive second = WEB.definition().drives().getLast();
        FoundDrive same = new FoundDrive(second.address(), second.kind(), second.path(), file(disk(0)), 1L << 30, null);
        Part part = new Part(null, file(PlannedSamples.definitionFile()), List.of(found(0), same), state());

        only(Kind.DISK_ATTACHED_TWICE, PlannedChecks.check(with(WEB.definition(), List.of()), inventory(part)));
    }

    @Test
    void missesTheFilesOfASavedStateUnlessItWasGivenUp() {
        PlannedSystem saved = with(WEB.definition(), List.of());
        PlannedSystem givenUp = with(WEB.definition().withoutState(), List.of());

        assertEquals(
                "web",
                only(Kind.STATE_MISSING, PlannedChecks.check(saved, inventory(part(false))))
                        .object());
        assertEquals(List.of(), PlannedChecks.check(givenUp, inventory(part(false))));
    }

    @Test
    void tellsEverythingAtOnce() {
        PlannedSnapshot.Found saved = new PlannedSnapshot.Found(
                FIRST_SNAPSHOT,
                null,
                FIRST_SNAPSHOT,
                PlannedSamples.snapshotFile(),
                PlannedSamples.definition(PlannedSamples.found().definition().snapshot(), true));
        ImportedDefinition tooMany = WEB.definition()
                .withSettings(new SettingsPatch(null, null, 500, null)
                        .applyTo(WEB.definition().settings()));
        TargetFolder occupied =
                new TargetFolder(csv1("systems/web"), new TargetFolder.Occupant("", "", "", ""), 1L << 40);
        PlannedInventory nothing = new PlannedInventory(
                new Part(null, null, List.of(), List.of()), List.of(), occupied, null, Set.of(), List.of("another"));

        List<Incompatibility> found =
                PlannedChecks.check(with(tooMany, List.of(saved, PlannedSamples.missing())), nothing);

        assertEquals(
                List.of(
                        Kind.SETTINGS_INVALID,
                        Kind.NETWORK_MISSING,
                        Kind.DISK_MISSING,
                        Kind.DISK_MISSING,
                        Kind.STATE_MISSING,
                        Kind.DEFINITION_MISSING,
                        Kind.SNAPSHOT_NETWORK_MISSING,
                        Kind.DISK_MISSING,
                        Kind.DISK_MISSING,
                        Kind.SNAPSHOT_STATE_MISSING,
                        Kind.DEFINITION_MISSING,
                        Kind.SNAPSHOT_MISSING,
                        Kind.HOME_OCCUPIED,
                        Kind.NAME_TAKEN),
                kinds(found));
        found.forEach(one -> {
            assertFalse(one.object().isBlank(), one.toString());
            assertFalse(one.message().isBlank(), one.toString());
            assertFalse(one.remedy().isBlank(), one.toString());
        });
    }

    @Test
    void givesEachKindANumberOfItsOwnThatIsDocumented() throws IOException {
        String document = Files.readString(Path.of("docs/reference/planned-systems.md"));
        Set<Integer> numbers = new HashSet<>();
        for (Kind kind : Kind.values()) {
            assertTrue(numbers.add(kind.messageId()), kind + " shares its number");
            String row =
                    "| " + kind.messageId() + " | " + kind.word() + " | " + (kind.blocking() ? "yes" : "no") + " |";
            assertTrue(document.contains(row), "the documentation lacks: " + row);
        }
    }

    private static PlannedInventory whole() {
        Part snapshot =
                new Part(FIRST_SNAPSHOT, file(PlannedSamples.snapshotFile()), List.of(found(0), found(1)), List.of());
        return inventory(part(true), List.of(snapshot));
    }

    private static List<Incompatibility> check(PlannedSystem web, Set<String> networks) {
        PlannedInventory there = whole();
        return PlannedChecks.check(
                web, new PlannedInventory(there.system(), there.snapshots(), FREE, null, networks, List.of()));
    }

    private static PlannedInventory inventory(Part system, Part... snapshots) {
        return inventory(system, Arrays.asList(snapshots));
    }

    private static PlannedInventory inventory(Part system, List<Part> snapshots) {
        return new PlannedInventory(system, snapshots, FREE, null, NETWORKS, List.of());
    }

    private static PlannedSystem with(ImportedDefinition definition, List<PlannedSnapshot> snapshots) {
        return new PlannedSystem(WEB.origin(), definition, snapshots, WEB.home(), WEB.keeping(), WEB.revision());
    }

    private static Part part(boolean withState) {
        return new Part(
                null,
                file(PlannedSamples.definitionFile()),
                List.of(found(0), found(1)),
                withState ? state() : List.of());
    }

    private static FoundDrive found(int slot) {
        return new FoundDrive(
                scsi(slot), DriveKind.HARD_DISK, "C:\\disks\\disk" + slot + ".vhdx", file(disk(slot)), 1L << 30, null);
    }

    private static List<SourceFile> state() {
        return List.of(file(csv1("exports/web/Virtual Machines/web.bin")));
    }

    private static SourceFile file(VolumePath path) {
        return new SourceFile(path, new FileStamp(1, 10, 0, 0), 10);
    }

    private static Incompatibility only(Kind kind, List<Incompatibility> found) {
        List<Incompatibility> matching =
                found.stream().filter(one -> one.kind() == kind).toList();
        assertEquals(1, matching.size(), found.toString());
        assertTrue(
                found.stream().allMatch(one -> one.kind() == kind || !one.kind().blocking()), found.toString());
        return matching.getFirst();
    }

    private static List<Kind> kinds(List<Incompatibility> found) {
        return found.stream().map(Incompatibility::kind).toList();
    }
}
