package dev.ferry.actor.hands;

import static dev.ferry.testkit.PlannedSamples.KEPT;
import static dev.ferry.testkit.Samples.FIRST_SNAPSHOT;
import static dev.ferry.testkit.Samples.NOW;
import static dev.ferry.testkit.Samples.WEB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ferry.actor.copy.Chore;
import dev.ferry.model.Guid;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.system.DriveAddress.ControllerKind;
import dev.ferry.model.system.Firmware;
import dev.ferry.model.system.NetworkAdapter;
import dev.ferry.model.system.PlannedSystem;
import dev.ferry.model.system.PlannedSystem.Keeping;
import dev.ferry.model.system.SystemSettings;
import dev.ferry.model.transfer.DefinitionInventory;
import dev.ferry.model.transfer.ImportedDefinition.SnapshotOf;
import dev.ferry.model.transfer.Incompatibility;
import dev.ferry.model.transfer.Item;
import dev.ferry.model.transfer.PlannedChecks;
import dev.ferry.model.transfer.PlannedInventory;
import dev.ferry.model.transfer.PlannedPlanner;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.storage.Ownership;
import dev.ferry.storage.StorageException;
import dev.ferry.storage.VolumeSettings;
import dev.ferry.testkit.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A saved system with two disks and a snapshot, as files on a volume. */
class PlannedLookTest {
    @TempDir
    private Path root;

    private NodeVolumes volumes;
    private PlannedLook look;

    @BeforeEach
    void writeTheSystem() throws Exception {
        volumes = new NodeVolumes(
                List.of(new VolumeSettings("csv1", "", true, true, root, List.of("C:\\csv1"))),
                "cluster",
                Ownership.PUBLISHED);
        volumes.initialise("csv1");
        look = new PlannedLook(
                volumes,
                new FolderLook(volumes),
                new Definitions(volumes),
                new NodeChores.Bounds(100, "systems", Set.of("Production")));
        SnapshotOf first = new SnapshotOf(FIRST_SNAPSHOT.value(), "", NOW);
        write(Samples.placement().definition(), null, List.of(first), true);
        write(Samples.firstSnapshot().definition(), first, List.of(), false);
        file("web/Virtual Machines/" + WEB + "/" + WEB + ".bin", "memory");
        file("web/Virtual Hard Disks/disk0.vhdx", "not really a disk");
        file("web/Virtual Hard Disks/disk1.vhdx", "neither");
    }

    private void write(VolumePath target, SnapshotOf snapshot, List<SnapshotOf> all, boolean saved) throws Exception {
        Item.Definition item = new Item.Definition(target, null, WEB, snapshot, settings(), saved, all);
        byte[] bytes = new Definitions(volumes).render(item, UnaryOperator.identity(), (_, _) -> Optional.empty());
        Path path = root.resolve(target.path());
        Files.createDirectories(path.getParent());
        Files.write(path, bytes);
    }

    /** With identities that a definition file can hold. */
    private static SystemSettings settings() {
        SystemSettings web = Samples.web();
        return new SystemSettings(
                web.name(),
                web.generation(),
                web.memory(),
                web.processors(),
                new Firmware(Guid.derived("bios"), "serial", Guid.derived("generation"), true, List.of()),
                List.of(new SystemSettings.Controller(ControllerKind.SCSI, 0, Guid.derived("scsi"))),
                web.drives(),
                List.of(new NetworkAdapter(
                        Guid.derived("nic"), "Network Adapter", "00-15-5D-01-02-03", true, "Production")),
                web.notes());
    }

    private void file(String path, String text) throws IOException {
        Files.createDirectories(root.resolve(path).getParent());
        Files.writeString(root.resolve(path), text);
    }

    private DefinitionInventory definition(String snapshotFolder) throws StorageException {
        return look.definition(
                new Chore.LookForDefinition("C:\\csv1\\web\\virtual machines\\" + WEB + ".xml", snapshotFolder));
    }

    private PlannedSystem planned(String snapshotFolder) throws StorageException {
        return PlannedPlanner.plan(WEB, "node1", definition(snapshotFolder), Keeping.begin("anna", KEPT, NOW));
    }

    @Test
    void readsADefinitionWithTheSnapshotsOfItsFolder() throws Exception {
        DefinitionInventory found = definition("C:\\csv1\\web");
        assertEquals(Samples.placement().definition(), found.file());
        assertEquals(WEB, found.definition().system());
        assertEquals(List.of(new DefinitionInventory.Link(FIRST_SNAPSHOT, null)), found.links());
        assertEquals(
                List.of(Samples.firstSnapshot().definition()),
                found.snapshots().stream()
                        .map(DefinitionInventory.FoundSnapshot::file)
                        .toList());
        assertEquals(found.snapshots(), look.snapshots("C:\\csv1\\web\\Snapshots"));
    }

    @Test
    void knowsASnapshotThatItsDefinitionNamesWhenNoFolderIsTold() throws Exception {
        assertNull(definition("").snapshotFolder());
        assertEquals(FIRST_SNAPSHOT, planned("").missingSnapshots().getFirst().id());
    }

    @Test
    void findsAllThatThePlannedSystemNames() throws Exception {
        PlannedSystem planned = planned("C:\\csv1\\web");
        PlannedInventory inventory = look.planned(WEB, planned);
        assertEquals(
                Samples.web().drives().stream().map(drive -> drive.file()).toList(),
                inventory.system().drives().stream()
                        .map(drive -> drive.file().path())
                        .toList());
        assertEquals(1, inventory.system().runtime().size());
        assertEquals(List.of(), PlannedChecks.check(planned, inventory));
    }

    @Test
    void tellsWhatIsMissing() throws Exception {
        PlannedSystem planned = planned("C:\\csv1\\web");
        Files.delete(root.resolve("web/Virtual Hard Disks/disk1.vhdx"));
        Files.delete(root.resolve("web/Virtual Machines/" + WEB + "/" + WEB + ".bin"));
        Files.delete(root.resolve(Samples.firstSnapshot().definition().path()));
        file("systems/web (D351C151)/somebody's", "else");
        assertEquals(
                List.of(
                        Incompatibility.Kind.DISK_MISSING,
                        Incompatibility.Kind.STATE_MISSING,
                        Incompatibility.Kind.DISK_MISSING,
                        Incompatibility.Kind.DEFINITION_MISSING,
                        Incompatibility.Kind.HOME_OCCUPIED),
                PlannedChecks.check(planned, look.planned(WEB, planned)).stream()
                        .map(Incompatibility::kind)
                        .toList());
    }

    @Test
    void refusesWhatIsNoDefinitionOfASystem() throws Exception {
        file("web/Virtual Machines/new.vmcx", "binary");
        assertEquals(ReturnCode.NOT_SUPPORTED, refused("C:\\csv1\\web\\Virtual Machines\\new.vmcx"));
        assertEquals(ReturnCode.INVALID_PARAMETER, refused("C:\\csv1\\web"));
        assertEquals(ReturnCode.INVALID_PARAMETER, refused("C:\\csv1\\nowhere.xml"));
        assertEquals(ReturnCode.INVALID_PARAMETER, refused("C:\\csv1\\web\\Snapshots\\" + FIRST_SNAPSHOT + ".xml"));
    }

    private ReturnCode refused(String file) {
        return assertThrows(StorageException.class, () -> look.definition(new Chore.LookForDefinition(file, "")))
                .refusal()
                .code();
    }
}
