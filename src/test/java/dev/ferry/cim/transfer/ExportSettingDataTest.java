package dev.ferry.cim.transfer;

import static dev.ferry.cim.transfer.Answers.ok;
import static dev.ferry.cim.transfer.Answers.refuses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.schema.Schema;
import dev.ferry.cim.system.InstanceIds;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimValue;
import dev.ferry.journal.Examples;
import dev.ferry.model.Outcome;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.system.DriveAddress;
import dev.ferry.model.system.DriveAddress.ControllerKind;
import dev.ferry.model.system.SystemSettings;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.model.transfer.ExportSettings;
import dev.ferry.model.transfer.ExportSettings.Snapshots;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ExportSettingDataTest {
    private static final String CLASS = "Msvm_VirtualSystemExportSettingData";
    private static final Schema V1 = Answers.schema(Namespace.V1);
    private static final Schema V2 = Answers.schema(Namespace.V2);
    private static final String SNAPSHOT =
            "\\\\HOST\\root\\virtualization:Msvm_VirtualSystemSettingData.InstanceID=\"Microsoft:" + Examples.SNAPSHOT
                    + "\"";
    private static final ExportSettings DEFAULTS =
            new ExportSettings(Snapshots.ALL, null, true, true, false, List.of(), false, "", false);

    private static CimInstance sent() {
        return CimInstance.of(CLASS);
    }

    private static CimInstance which(long number) {
        return sent().with("CopySnapshotConfiguration", CimValue.uint8(number));
    }

    private static CimInstance one(long number) {
        return which(number).with("SnapshotVirtualSystem", CimValue.of(SNAPSHOT));
    }

    private static Realized system(SystemState state) {
        Realized realized = Examples.realized(null);
        return new Realized(
                realized.id(),
                1,
                realized.settings(),
                state,
                realized.placement(),
                realized.snapshots(),
                null,
                List.of());
    }

    private static Outcome<ExportSettings> v1(CimInstance instance) {
        return ExportSettingDataV1.read(instance, V1);
    }

    private static Outcome<ExportSettings> v2(CimInstance instance) {
        return ExportSettingDataV2.read(instance, V2, system(SystemState.OFF));
    }

    private static String diskId(String owner, int drive) {
        SystemSettings settings = Examples.settings();
        return InstanceIds.disk(
                owner, settings.controllers().getFirst(), settings.drives().get(drive));
    }

    private static CimInstance excluding(long which, String... ids) {
        return which(which).with("ExcludedVirtualHardDisks", CimValue.strings(List.of(ids)));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " \r\n", "<INSTANCE CLASSNAME=\"Msvm_VirtualSystemExportSettingData\"></INSTANCE>"})
    void meansTheDefaultsWhenNothingIsSaid(String text) {
        assertEquals(DEFAULTS, ok(ExportSettingDataV1.read(text, V1)));
        assertEquals(DEFAULTS, ok(ExportSettingDataV2.read(text, V2, system(SystemState.RUNNING))));
    }

    @ParameterizedTest
    @CsvSource({"CopyVmStorage", "CopyVmRuntimeInformation", "CreateVmExportSubdirectory"})
    void readsEachChoiceByItself(String property) {
        for (boolean choice : List.of(true, false)) {
            CimInstance instance = sent().with(property, CimValue.of(choice));
            for (ExportSettings read : List.of(ok(v1(instance)), ok(v2(instance)))) {
                assertEquals(property.equals("CopyVmStorage") ? choice : true, read.copyStorage());
                assertEquals(property.equals("CopyVmRuntimeInformation") ? choice : true, read.copyRuntime());
                assertEquals(property.equals("CreateVmExportSubdirectory") && choice, read.createSubdirectory());
            }
        }
    }

    @Test
    void readsWhichSnapshotsGoAlong() {
        assertEquals(Snapshots.ALL, ok(v1(one(0))).copySnapshots());
        assertEquals(Snapshots.NONE, ok(v1(one(1))).copySnapshots());
        assertEquals(null, ok(v1(one(1))).snapshot());
        assertEquals(Snapshots.ONE, ok(v1(one(2))).copySnapshots());
        assertEquals(Examples.SNAPSHOT, ok(v1(one(2))).snapshot());
        assertEquals(Examples.SNAPSHOT, ok(v2(one(2))).snapshot());
        assertEquals(Examples.SNAPSHOT, ok(v2(one(3))).snapshot());
    }

    @Test
    void takesDisksAndStateAlongWithOneSnapshotWhateverIsSaid() {
        CimInstance instance =
                one(2).with("CopyVmStorage", CimValue.of(false)).with("CopyVmRuntimeInformation", CimValue.of(false));
        for (ExportSettings read : List.of(ok(v1(instance)), ok(v2(instance)))) {
            assertTrue(read.copyStorage());
            assertTrue(read.copyRuntime());
        }
    }

    @Test
    void takesOnlyTheStateThatABackupAsksFor() {
        assertFalse(ok(v2(one(3).with("CopyVmRuntimeInformation", CimValue.of(false))))
                .copyRuntime());
        refuses(ReturnCode.NOT_SUPPORTED, v2(one(3).with("CopyVmStorage", CimValue.of(false))), "CopyVmStorage");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "rubbish",
                "Msvm_VirtualSystemSettingData.InstanceID=\"Microsoft:\"",
                "Msvm_MemorySettingData.InstanceID=\"Microsoft:0B51A7A5-5F3C-4C6B-8C5B-4C9D2C8E7A10\"",
                "Msvm_VirtualSystemSettingData.InstanceID=\"Microsoft:0B51A7A5-5F3C-4C6B-8C5B-4C9D2C8E7A10\\\\x\""
            })
    void refusesOneSnapshotThatIsNotNamed(String path) {
        CimInstance instance = which(2).with("SnapshotVirtualSystem", CimValue.of(path));
        refuses(ReturnCode.INVALID_PARAMETER, v1(instance), "SnapshotVirtualSystem");
        refuses(ReturnCode.INVALID_PARAMETER, v2(instance), "SnapshotVirtualSystem");
    }

    @Test
    void refusesNumbersThatMeanNothing() {
        refuses(ReturnCode.INVALID_PARAMETER, v1(one(3)), "CopySnapshotConfiguration is 3");
        refuses(ReturnCode.INVALID_PARAMETER, v2(one(4)), "CopySnapshotConfiguration is 4");
        refuses(
                ReturnCode.INVALID_PARAMETER,
                v2(sent().with("CaptureLiveState", CimValue.uint8(3))),
                "CaptureLiveState is 3");
        refuses(ReturnCode.INVALID_PARAMETER, v2(sent().with("BackupIntent", CimValue.uint8(2))), "BackupIntent is 2");
    }

    @Test
    void refusesWhatIsOfAnotherTypeOrClass() {
        refuses(
                ReturnCode.INCORRECT_DATA_TYPE,
                v1(sent().with("CopyVmStorage", CimValue.of("perhaps"))),
                "CopyVmStorage");
        refuses(
                ReturnCode.INCORRECT_DATA_TYPE,
                v1(sent().with("CaptureLiveState", CimValue.uint8(0))),
                "CaptureLiveState");
        refuses(
                ReturnCode.INCORRECT_DATA_TYPE,
                v2(CimInstance.of("Msvm_VirtualSystemSettingData")),
                "Msvm_VirtualSystemSettingData");
        refuses(ReturnCode.INCORRECT_DATA_TYPE, ExportSettingDataV1.read("<INSTANCE", V1), "");
    }

    @ParameterizedTest
    @CsvSource({"RUNNING", "PAUSED", "SAVING"})
    void refusesToCaptureALiveStateOnlyWhereThereIsOne(SystemState state) {
        CimInstance instance = sent().with("CaptureLiveState", CimValue.uint8(1));
        refuses(ReturnCode.NOT_SUPPORTED, ExportSettingDataV2.read(instance, V2, system(state)), state.word());
        assertEquals(DEFAULTS, ok(ExportSettingDataV2.read(instance, V2, system(SystemState.OFF))));
        assertEquals(DEFAULTS, ok(ExportSettingDataV2.read(instance, V2, system(SystemState.SAVED))));
    }

    @Test
    void refusesABaseOnlyWhereItWouldBeUsed() {
        CimValue base = CimValue.of(SNAPSHOT);
        refuses(ReturnCode.NOT_SUPPORTED, v2(one(3).with("DifferentialBackupBase", base)), "DifferentialBackupBase");
        assertEquals(
                Snapshots.ONE,
                ok(v2(one(2).with("DifferentialBackupBase", base))).copySnapshots());
        assertEquals(DEFAULTS, ok(v2(sent().with("DifferentialBackupBase", base))));
    }

    @Test
    void refusesAnExportForLiveMigration() {
        refuses(
                ReturnCode.NOT_SUPPORTED,
                v2(sent().with("ExportForLiveMigration", CimValue.of(true))),
                "ExportForLiveMigration");
        assertEquals(DEFAULTS, ok(v2(sent().with("ExportForLiveMigration", CimValue.of(false)))));
    }

    @ParameterizedTest
    @CsvSource({
        "BackupIntent, 0",
        "BackupIntent, 1",
        "DisableDifferentialOfIgnoredStorage, true",
        "DisableDifferentialOfIgnoredStorage, false"
    })
    void acceptsWhatChangesNothingForASystemAtRest(String property, String value) {
        assertEquals(DEFAULTS, ok(v2(sent().with(property, CimValue.of(value)))));
    }

    @Test
    void leavesOutTheDisksAtThePlacesThatAreNamed() {
        List<DriveAddress> first = List.of(new DriveAddress(ControllerKind.SCSI, 0, 0));
        String current = diskId(Examples.SYSTEM.value(), 0);

        assertEquals(first, ok(v2(excluding(1, current))).excludedDisks());
        assertEquals(
                first, ok(v2(excluding(1, current.toLowerCase(Locale.ROOT)))).excludedDisks());
        assertEquals(
                first,
                ok(v2(excluding(1, current, diskId(Examples.SNAPSHOT.value(), 0))))
                        .excludedDisks());
        assertEquals(List.of(), ok(v2(excluding(0))).excludedDisks());
    }

    @Test
    void refusesTheWholeExportForOneDiskThatIsNone() {
        String current = diskId(Examples.SYSTEM.value(), 0);
        refuses(
                ReturnCode.INVALID_PARAMETER,
                v2(excluding(1, current, diskId(Examples.SYSTEM.value(), 1))),
                "ExcludedVirtualHardDisks");
        refuses(ReturnCode.INVALID_PARAMETER, v2(excluding(1, "x")), "'x'");
        refuses(ReturnCode.INVALID_PARAMETER, v2(excluding(0, current)), "all snapshots");
    }
}
