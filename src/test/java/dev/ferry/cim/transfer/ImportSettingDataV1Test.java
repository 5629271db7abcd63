package dev.ferry.cim.transfer;

import static dev.ferry.cim.transfer.Answers.ok;
import static dev.ferry.cim.transfer.Answers.refuses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.text.EmbeddedText;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimType;
import dev.ferry.cim.value.CimValue;
import dev.ferry.journal.Examples;
import dev.ferry.model.Outcome;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.system.DriveAddress;
import dev.ferry.model.system.DriveAddress.ControllerKind;
import dev.ferry.model.system.DriveKind;
import dev.ferry.model.system.NetworkAdapter;
import dev.ferry.model.system.SystemSettings;
import dev.ferry.model.transfer.ImportInventory;
import dev.ferry.model.transfer.ImportInventory.Found;
import dev.ferry.model.transfer.ImportInventory.FoundDrive;
import dev.ferry.model.transfer.ImportSettings.Macs;
import dev.ferry.model.transfer.ImportWish;
import dev.ferry.model.transfer.ImportWish.DiskPlace;
import dev.ferry.model.transfer.ImportWish.Places;
import dev.ferry.model.transfer.ImportedDefinition;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ImportSettingDataV1Test {
    private static final Scope SCOPE = new Scope(Namespace.V1, Answers.schema(Namespace.V1), "node-1");
    private static final String FOLDER = "C:\\exports\\blog";
    private static final Places NOWHERE = new Places("", "", "", "", "", List.of());

    private static ImportInventory inventory(List<NetworkAdapter> adapters) {
        SystemSettings settings =
                Examples.settings().withName("blog").withDrives(List.of()).withNetworkAdapters(adapters);
        ImportedDefinition content = new ImportedDefinition(Examples.SYSTEM, null, "5.0", false, settings, List.of());
        List<FoundDrive> drives = List.of(
                new FoundDrive(
                        new DriveAddress(ControllerKind.IDE, 0, 0),
                        DriveKind.HARD_DISK,
                        "C:\\7088\\blog.vhd",
                        Examples.source(),
                        1),
                new FoundDrive(new DriveAddress(ControllerKind.IDE, 1, 0), DriveKind.DVD, "D:\\setup.iso", null, 0));
        return new ImportInventory(
                Examples.at("exports/blog"),
                new Found(Examples.source(), content, drives, List.of()),
                List.of(new Found(Examples.source(), content, drives, List.of())),
                null,
                false,
                null,
                List.of(),
                List.of());
    }

    private static CimInstance prefilled() {
        return ImportSettingDataV1.prefilled(inventory(List.of()), SCOPE, place -> "C:\\found\\" + place.fileName());
    }

    /** Settings with two disks, as they are handed out. */
    private static CimInstance two() {
        return with(
                with(prefilled(), "CurrentResourcePaths", "C:\\a\\one.vhd", "C:\\b\\two.vhd"),
                "SourceResourcePaths",
                "C:\\found\\one.vhd",
                "C:\\found\\two.vhd");
    }

    private static CimInstance with(CimInstance instance, String property, String... texts) {
        return instance.with(
                property,
                CimValue.array(
                        CimType.STRING, Arrays.stream(texts).map(CimValue::of).toList()));
    }

    private static CimInstance set(CimInstance instance, String property, String text) {
        return instance.with(property, CimValue.of(text));
    }

    private static Outcome<ImportWish> read(CimInstance instance) {
        return ImportSettingDataV1.read(FOLDER, instance, SCOPE.schema());
    }

    private static CimInstance inPlace(CimInstance instance) {
        return instance.with("CreateCopy", CimValue.of(false));
    }

    /** The nineteen lines that a client of the time was shown, but for the GUID and the place of the disk. */
    @ParameterizedTest
    @CsvSource({
        "Caption, Virtual System Import Setting Data",
        "CreateCopy, TRUE",
        "CurrentResourcePaths, {C:\\7088\\blog.vhd}",
        "Description, Microsoft Virtual System Import Setting Data",
        "ElementName, Microsoft Virtual System Import Setting Data",
        "GenerateNewId, TRUE",
        "InstanceID, Microsoft:*",
        "Name, blog",
        "SecurityScope, ''",
        "SourceNetworkConnections, ''",
        "SourceResourcePaths, {C:\\found\\a.vhdx}",
        "SourceSnapshotDataRoot, ''",
        "SourceVhdDataRoot, ''",
        "SourceVmDataRoot, ''",
        "TargetNetworkConnections, ''",
        "TargetResourcePaths, ''",
        "TargetSnapshotDataRoot, ''",
        "TargetVhdDataRoot, ''",
        "TargetVmDataRoot, ''"
    })
    void fillsInWhatTheFolderHolds(String property, String value) {
        String told = prefilled().value(property).text();

        assertEquals(19, prefilled().properties().size());
        assertEquals(value, told.replaceFirst("^Microsoft:[0-9A-F-]{36}$", "Microsoft:*"));
        assertEquals(told, prefilled().value(property).text(), "the same folder has the same settings");
    }

    @Test
    void namesTheNetworksThatTheSystemWasConnectedTo() {
        CimInstance settings = ImportSettingDataV1.prefilled(
                inventory(List.of(
                        new NetworkAdapter("a", "A", "", false, "lan"),
                        new NetworkAdapter("b", "B", "", false, ""),
                        new NetworkAdapter("c", "C", "", false, "lan"))),
                SCOPE,
                Object::toString);

        assertEquals(List.of("lan"), settings.texts("SourceNetworkConnections"));
    }

    @Test
    void readsBackWhatItHandedOut() throws CimFailure {
        ImportWish wish =
                ok(ImportSettingDataV1.read(FOLDER, EmbeddedText.write(prefilled(), SCOPE.schema()), SCOPE.schema()));

        assertEquals(
                new ImportWish(
                        FOLDER,
                        true,
                        true,
                        "blog",
                        new Places(
                                "",
                                "",
                                "",
                                "",
                                "",
                                List.of(new DiskPlace("C:\\7088\\blog.vhd", "C:\\found\\a.vhdx", ""))),
                        Map.of(),
                        Macs.WITH_IDENTITY,
                        false),
                wish);
    }

    @Test
    void looksFirstForACopyWithANewIdentity() {
        ImportWish expected = new ImportWish(FOLDER, true, true, "", NOWHERE, Map.of(), Macs.WITH_IDENTITY, false);

        assertEquals(expected, ImportSettingDataV1.firstLook(FOLDER));
        assertEquals(expected, ok(ImportSettingDataV1.read(FOLDER, "", SCOPE.schema())));
    }

    @Test
    void readsIdentityAndName() {
        CimInstance edited = set(prefilled().with("GenerateNewId", CimValue.of(false)), "Name", "other");

        assertEquals(false, ok(read(edited)).newId());
        assertEquals("other", ok(read(edited)).name());
        assertEquals("", ok(read(set(prefilled(), "Name", null))).name());
    }

    @Test
    void readsTheRoots() {
        CimInstance edited = set(
                set(set(prefilled(), "SourceVmDataRoot", "C:\\s\\vm"), "SourceSnapshotDataRoot", "C:\\s\\snap"),
                "TargetVmDataRoot",
                "C:\\t\\vm");
        Places places = ok(read(set(edited, "TargetVhdDataRoot", "C:\\t\\vhd"))).places();

        assertEquals("C:\\s\\vm", places.stateSource());
        assertEquals("C:\\s\\snap", places.snapshotSource());
        assertEquals("C:\\t\\vm", places.target());
        assertEquals("C:\\t\\vhd", places.vhdTarget());
    }

    @Test
    void matchesDisksByTheirIndex() {
        Places places = ok(read(with(two(), "TargetResourcePaths", null, "C:\\t\\2.vhd")))
                .places();

        assertEquals(
                List.of(
                        new DiskPlace("C:\\a\\one.vhd", "C:\\found\\one.vhd", ""),
                        new DiskPlace("C:\\b\\two.vhd", "C:\\found\\two.vhd", "C:\\t\\2.vhd")),
                places.disks());
    }

    @ParameterizedTest
    @CsvSource({
        "D:\\all, D:\\all\\one.vhd, D:\\all\\two.vhd",
        "D:\\all\\, D:\\all\\one.vhd, D:\\all\\two.vhd",
        "/srv/all/, /srv/all/one.vhd, /srv/all/two.vhd"
    })
    void takesAllDisksFromOneFolderWhenOneIsNamed(String root, String first, String second) {
        Places places = ok(read(set(two(), "SourceVhdDataRoot", root))).places();

        assertEquals(
                List.of(first, second),
                places.disks().stream().map(DiskPlace::source).toList());
        assertEquals("", places.vhdSource());
    }

    @Test
    void ignoresTheOneFolderWhenDisksLieInSeveral() {
        CimInstance apart = with(two(), "SourceResourcePaths", "C:\\x\\one.vhd", "C:\\y\\two.vhd");
        Places places = ok(read(set(apart, "SourceVhdDataRoot", "D:\\all"))).places();

        assertEquals(
                List.of("C:\\x\\one.vhd", "C:\\y\\two.vhd"),
                places.disks().stream().map(DiskPlace::source).toList());
        assertEquals("", places.vhdSource());
    }

    @Test
    void takesTheOneFolderAsItIsWhenNoDiskIsListed() {
        CimInstance blank = set(CimInstance.of(ImportSettingDataV1.CLASS), "SourceVhdDataRoot", "D:\\all");

        assertEquals(
                new Places("", "D:\\all", "", "", "", List.of()),
                ok(read(blank)).places());
    }

    @Test
    void ignoresAllTargetsWithoutACopy() {
        CimInstance edited = set(
                set(set(two(), "TargetVmDataRoot", "C:\\t"), "TargetVhdDataRoot", "C:\\t"),
                "TargetSnapshotDataRoot",
                "C:\\elsewhere");
        ImportWish wish = ok(read(inPlace(with(edited, "TargetResourcePaths", "only one"))));

        assertEquals(false, wish.copy());
        assertEquals("", wish.places().target());
        assertEquals("", wish.places().vhdTarget());
        assertTrue(wish.places().disks().stream().allMatch(disk -> disk.target().isEmpty()));
        assertEquals("C:\\found\\one.vhd", wish.places().disks().getFirst().source());
    }

    @Test
    void connectsNetworksByTheirIndex() {
        CimInstance edited = with(
                with(prefilled(), "SourceNetworkConnections", "lan", "dmz"), "TargetNetworkConnections", "", "outside");

        assertEquals(Map.of("lan", "lan", "dmz", "outside"), ok(read(edited)).networks());
        assertEquals(
                Map.of("lan", "lan", "dmz", "outside"),
                ok(read(inPlace(edited))).networks());
        assertEquals(
                Map.of(),
                ok(read(with(prefilled(), "SourceNetworkConnections", "lan"))).networks());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SourceResourcePaths", "TargetResourcePaths", "TargetNetworkConnections"})
    void refusesListsOfDifferentLengths(String property) {
        refuses(ReturnCode.INVALID_PARAMETER, read(with(two(), property, "a", "b", "c")), property + " has 3 elements");
    }

    @Test
    void refusesADiskThatIsListedTwice() {
        refuses(
                ReturnCode.INVALID_PARAMETER,
                read(with(two(), "CurrentResourcePaths", "C:\\a\\one.vhd", "c:\\A\\ONE.vhd")),
                "twice");
        refuses(ReturnCode.INVALID_PARAMETER, read(with(two(), "CurrentResourcePaths", "", "x")), "empty element");
    }

    @Test
    void refusesWhatCannotBeCarriedYet() {
        refuses(
                ReturnCode.NOT_SUPPORTED,
                read(set(prefilled(), "TargetSnapshotDataRoot", "C:\\t")),
                "TargetSnapshotDataRoot");
        refuses(
                ReturnCode.NOT_SUPPORTED,
                read(with(
                        with(prefilled(), "SourceNetworkConnections", "lan", "lan"),
                        "TargetNetworkConnections",
                        "a",
                        "b")),
                "'lan'");
    }

    @Test
    void acceptsSnapshotsThatGoWhereTheSystemGoes() {
        CimInstance same = set(set(prefilled(), "TargetVmDataRoot", "C:\\t\\vm"), "TargetSnapshotDataRoot", "c:/T/VM/");

        assertEquals("C:\\t\\vm", ok(read(same)).places().target());
    }

    @Test
    void refusesWhatIsOfAnotherTypeOrClass() {
        refuses(ReturnCode.INCORRECT_DATA_TYPE, read(set(prefilled(), "CreateCopy", "perhaps")), "CreateCopy");
        refuses(
                ReturnCode.INCORRECT_DATA_TYPE,
                read(CimInstance.of("Msvm_VirtualSystemExportSettingData")),
                "Msvm_VirtualSystemExportSettingData");
        refuses(
                ReturnCode.INCORRECT_DATA_TYPE,
                ImportSettingDataV1.read(FOLDER, "instance of Nothing {};", SCOPE.schema()),
                "");
    }
}
