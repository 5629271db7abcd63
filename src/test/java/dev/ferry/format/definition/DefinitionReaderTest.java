package dev.ferry.format.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.format.FormatException;
import dev.ferry.format.Samples;
import dev.ferry.format.config.ConfigTree;
import dev.ferry.format.config.ConfigXmlReader;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.system.DriveAddress;
import dev.ferry.model.system.DriveAddress.ControllerKind;
import dev.ferry.model.system.DriveKind;
import dev.ferry.model.system.Memory;
import dev.ferry.model.system.NetworkAdapter;
import dev.ferry.model.system.SystemSettings.Controller;
import dev.ferry.model.transfer.ImportedDefinition;
import dev.ferry.model.transfer.ImportedDefinition.ImportedDrive;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DefinitionReaderTest {
    private static final String ID = "0AA394FA-7C4A-4070-BA32-773D43B28A68";
    private static final String SCSI = "D7A36E9B-9256-4F0D-BE2C-3A13887F7B03";
    private static final String ADAPTER = "55225880-49C0-4438-9CE2-5A01402FD8CB";
    private static final long MIB = 1024 * 1024;

    private static final ConfigTree LEAST =
            ConfigTree.empty().with("properties/global_id", ID).with("properties/name", "web");

    @Test
    void givesHyperVsDefaultsForWhatIsMissing() throws Exception {
        ImportedDefinition read = DefinitionReader.read("x.xml", LEAST);

        assertEquals(ID, read.system().value());
        assertNull(read.snapshot());
        assertEquals("5.0", read.version());
        assertFalse(read.saved());
        assertEquals("web", read.settings().name());
        assertEquals(1, read.settings().generation());
        assertEquals(1, read.settings().processors());
        assertEquals(
                new Memory(1024 * MIB, false, 512 * MIB, 1024 * 1024 * MIB, 20),
                read.settings().memory());
        assertFalse(read.settings().firmware().secureBoot());
        assertEquals(
                DefinitionReader.DEFAULT_BOOT_ORDER, read.settings().firmware().bootOrder());
        assertTrue(DefinitionReader.read("x.xml", LEAST.with("properties/subtype", 1))
                .settings()
                .firmware()
                .secureBoot());
    }

    @Test
    void namesWhatIsMissingOrWrong() {
        assertBroken("'properties/global_id' is missing", LEAST.without("properties/global_id"));
        assertBroken("'properties/name' is missing", LEAST.without("properties/name"));
        assertBroken("'properties/global_id' is not a GUID but 'x'", LEAST.with("properties/global_id", "x"));
        assertBroken("'properties/name' is of type integer, not string", LEAST.with("properties/name", 5));
        assertBroken("'properties/subtype' is 7, not between 0 and 1", LEAST.with("properties/subtype", 7));
        assertBroken("'settings/memory/bank/size' is -1", LEAST.with("settings/memory/bank/size", -1));
        assertBroken("'settings/processors/count' has names below", LEAST.with("settings/processors/count/x", 1));
        assertBroken("'settings/global/logical_id' is missing", LEAST.with("properties/type_id", "Snapshots"));
        assertBroken(
                "list/size' differs from the 1 nodes",
                LEAST.with("global_settings/snapshots/list/size", 0)
                        .with("global_settings/snapshots/list/node0/guid", ID));
    }

    @Test
    void findsControllersByClassByListAndByShape() throws Exception {
        ConfigTree tree = drive(LEAST, Devices.node(Devices.IDE) + "/controller0/drive1", "C:\\a.vhd", "VHD");
        tree = drive(tree, Devices.node(Devices.IDE) + "/controller1/drive0", "", "ISO");
        tree = drive(tree, Devices.node(Devices.IDE) + "/controller1/drive1", "", "NONE");
        tree = drive(tree, Devices.node(Devices.FLOPPY) + "/controller0/drive0", "", "VFD");
        String shaped = "3AFC77D9-23AB-4C97-BE1C-F47A18CE3B4A";
        tree = drive(tree, Devices.node(shaped) + "/controller0/drive10", "D:\\b.vhdx", "VHD")
                .with(Devices.node(shaped) + "/ChannelInstanceGuid", "{x}");
        tree = listed(tree, "vdev007", Devices.SCSI, SCSI);

        ImportedDefinition read = DefinitionReader.read("x.xml", tree);

        assertEquals(
                List.of(
                        new Controller(ControllerKind.IDE, 0, ""),
                        new Controller(ControllerKind.IDE, 1, ""),
                        new Controller(ControllerKind.SCSI, 0, SCSI),
                        new Controller(ControllerKind.SCSI, 1, shaped),
                        new Controller(ControllerKind.FLOPPY, 0, "")),
                read.settings().controllers());
        assertEquals(
                List.of(
                        imported(ControllerKind.IDE, 0, 1, DriveKind.HARD_DISK, "C:\\a.vhd"),
                        imported(ControllerKind.IDE, 1, 0, DriveKind.DVD, ""),
                        imported(ControllerKind.SCSI, 1, 10, DriveKind.HARD_DISK, "D:\\b.vhdx"),
                        imported(ControllerKind.FLOPPY, 0, 0, DriveKind.FLOPPY, "")),
                read.drives());
    }

    @Test
    void refusesDrivesThatItCannotCarry() {
        String drive = Devices.node(Devices.IDE) + "/controller0/drive0";
        FormatException refused = assertThrows(
                FormatException.class, () -> DefinitionReader.read("x.xml", drive(LEAST, drive, "2", "PHYSICAL")));

        assertEquals(ReturnCode.NOT_SUPPORTED, refused.refusal().code());
        assertTrue(refused.getMessage().contains(drive), refused.getMessage());
        assertBroken(
                "slots 0 to 1, not 5", drive(LEAST, Devices.node(Devices.IDE) + "/controller0/drive5", "x", "VHD"));
        assertBroken(
                "numbered 0 to 1, not 3", drive(LEAST, Devices.node(Devices.IDE) + "/controller3/drive0", "x", "VHD"));
    }

    @Test
    void takesTheFriendlyNameOfANetwork() throws Exception {
        String node = Devices.node(ADAPTER);
        ConfigTree tree = listed(LEAST, "vdev001", Devices.ADAPTER, ADAPTER)
                .with(node + "/MacAddress", "00-15-5D-01-07-DC")
                .with(node + "/SwitchName", "438B7B13-6180-4155-B7BF-08709CCF234D");

        assertEquals(
                List.of(new NetworkAdapter(ADAPTER, "Network Adapter", "00155D0107DC", false, "")),
                DefinitionReader.read("x.xml", tree).settings().networkAdapters());
        assertEquals("Lab", networkOf(tree.with(node + "/SwitchName", "Lab")));
        assertEquals(
                "Office",
                networkOf(tree.with(node + "/SwitchName", "Lab").with(node + "/Connection/AltSwitchName", "Office")));
        assertBroken(node + "/MacAddress", tree.with(node + "/MacAddress", "no"));
    }

    @Test
    void readsSnapshotsAndSavedStates() throws Exception {
        ConfigTree tree = LEAST.with("properties/type_id", "Snapshots")
                .with("settings/global/logical_id", SCSI.toLowerCase(Locale.ROOT))
                .with("properties/creation_time", 130_599_962_187_797_355L)
                .with("savedstate/type", "Normal");

        ImportedDefinition read = DefinitionReader.read("x.xml", tree);

        assertEquals(SCSI, read.system().value());
        assertEquals(
                new ImportedDefinition.SnapshotOf(ID, "", Instant.parse("2014-11-09T08:43:38.779735500Z")),
                read.snapshot());
        assertTrue(read.saved());
        assertFalse(DefinitionReader.read("x.xml", LEAST.with("savedstate/memlocation", "x"))
                .saved());
    }

    @Test
    void readsTheRealGeneration2FileOf2012R2() throws Exception {
        byte[] real = Samples.bytes("config/D351C151-DAC7-4042-B434-B72D522C1E4A.xml");
        ImportedDefinition read = DefinitionReader.read("real", ConfigXmlReader.read("real", real));

        assertEquals("D351C151-DAC7-4042-B434-B72D522C1E4A", read.system().value());
        assertEquals(2, read.settings().generation());
        assertEquals(
                "1A95D6DA43C4106A9D701EED72282FDC", read.settings().firmware().generationId());
        assertEquals(
                "FA6E948D-57BB-45B3-BF3E-2668A34EA987",
                read.settings().firmware().biosGuid());
        assertEquals(512 * MIB, read.settings().memory().startupBytes());
        assertEquals(
                List.of(imported(
                        ControllerKind.SCSI, 0, 0, DriveKind.HARD_DISK, "C:\\Disks\\Default Generation 2.vhdx")),
                read.drives());
    }

    @Test
    void readsTheRealGeneration1FileOfAThirdParty() throws Exception {
        byte[] real = Samples.bytes("config/third-party-ascii-declared-utf16.XML");
        ImportedDefinition read = DefinitionReader.read("real", ConfigXmlReader.read("real", real));

        assertEquals(1, read.settings().generation());
        assertEquals(
                List.of(new NetworkAdapter(
                        ADAPTER, "Network Adapter", "00155D0107DC", false, "Virtual External Switch")),
                read.settings().networkAdapters());
        assertEquals(
                List.of(ControllerKind.IDE, ControllerKind.IDE, ControllerKind.FLOPPY),
                read.drives().stream()
                        .map(drive -> drive.address().controller())
                        .toList());
        assertEquals(4, read.settings().controllers().size());
    }

    private static String networkOf(ConfigTree tree) throws FormatException {
        return DefinitionReader.read("x.xml", tree)
                .settings()
                .networkAdapters()
                .getFirst()
                .network();
    }

    private static ConfigTree drive(ConfigTree tree, String place, String path, String type) {
        return tree.with(place + "/pathname", path).with(place + "/type", type);
    }

    private static ConfigTree listed(ConfigTree tree, String entry, String deviceClass, String instance) {
        return tree.with("manifest/" + entry + "/device", deviceClass)
                .with("manifest/" + entry + "/instance", instance);
    }

    private static ImportedDrive imported(ControllerKind kind, int number, int slot, DriveKind drive, String path) {
        return new ImportedDrive(new DriveAddress(kind, number, slot), drive, path);
    }

    private static void assertBroken(String part, ConfigTree tree) {
        FormatException refused = assertThrows(FormatException.class, () -> {
            DefinitionReader.read("x.xml", tree);
            DefinitionReader.snapshots("x.xml", tree);
        });
        assertEquals(ReturnCode.INCORRECT_DATA_TYPE, refused.refusal().code());
        assertTrue(refused.getMessage().contains("x.xml"), refused.getMessage());
        assertTrue(refused.getMessage().contains(part), refused.getMessage());
    }
}
