package dev.ferry.cim.management;

import static dev.ferry.cim.management.Calls.call;
import static dev.ferry.cim.management.Calls.embedded;
import static dev.ferry.cim.management.Calls.flag;
import static dev.ferry.cim.management.Calls.instance;
import static dev.ferry.cim.management.Calls.ok;
import static dev.ferry.cim.management.Calls.path;
import static dev.ferry.cim.management.Calls.refused;
import static dev.ferry.cim.management.Calls.system;
import static dev.ferry.cim.management.Calls.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.model.Outcome;
import dev.ferry.model.ReturnCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ExportCallTest {
    private static final String DIRECTORY = "D:\\exports";

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void exportsDisksAndStateTogetherOrNotAtAllInTheOldestMethod(boolean copied) throws CimFailure {
        ExportCall read = ok(ExportCall.plain(call(
                Namespace.V1,
                "ExportVirtualSystem",
                system("ComputerSystem"),
                flag("CopyVmState", copied),
                text("ExportDirectory", DIRECTORY))));

        assertEquals(new Subject(Calls.SYSTEM, false), read.subject());
        assertEquals(DIRECTORY, read.directory());
        assertEquals(copied, read.settings().flag("CopyVmStorage").orElseThrow());
        assertEquals(copied, read.settings().flag("CopyVmRuntimeInformation").orElseThrow());
        assertTrue(read.settings().flag("CreateVmExportSubdirectory").orElseThrow());
    }

    @Test
    void doesNotGuessWhetherStateIsCopied() throws CimFailure {
        refused(
                ReturnCode.INVALID_PARAMETER,
                "CopyVmState",
                ExportCall.plain(call(
                        Namespace.V1,
                        "ExportVirtualSystem",
                        system("ComputerSystem"),
                        text("ExportDirectory", DIRECTORY))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void takesNoSettingsForTheDefaults(String settings) throws CimFailure {
        ExportCall read = ok(ExportCall.definition(call(
                Namespace.V2,
                "ExportSystemDefinition",
                system("ComputerSystem"),
                text("ExportDirectory", "/srv/exports"),
                text("ExportSettingData", settings))));

        assertEquals(CimInstance.of(ExportCall.SETTINGS), read.settings());
    }

    @Test
    void readsTheSettingsThatAreSent() throws CimFailure {
        CimInstance sent = instance(ExportCall.SETTINGS, flag("CopyVmStorage", false));
        ExportCall read = ok(ExportCall.definition(call(
                Namespace.CLUSTER,
                "ExportSystemDefinition",
                system("ComputerSystem"),
                text("ExportDirectory", "\\\\files\\exports"),
                embedded(Namespace.CLUSTER, "ExportSettingData", sent))));

        assertEquals(false, read.settings().flag("CopyVmStorage").orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "exports, INVALID_PARAMETER, not fully qualified",
        "D:exports, INVALID_PARAMETER, not fully qualified",
        "'\\exports', INVALID_PARAMETER, not fully qualified",
        "'', INVALID_PARAMETER, ExportDirectory was not given"
    })
    void takesOnlyWholePaths(String directory, ReturnCode code, String part) throws CimFailure {
        refused(
                code,
                part,
                ExportCall.definition(call(
                        Namespace.V2,
                        "ExportSystemDefinition",
                        system("ComputerSystem"),
                        text("ExportDirectory", directory))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<INSTANCE", "not an instance"})
    void takesATextThatCannotBeReadForDataOfAnotherType(String settings) throws CimFailure {
        refused(
                ReturnCode.INCORRECT_DATA_TYPE,
                "ExportSettingData",
                ExportCall.extended(call(
                        Namespace.V1,
                        "ExportVirtualSystemEx",
                        system("ComputerSystem"),
                        text("ExportDirectory", DIRECTORY),
                        text("ExportSettingData", settings))));
    }

    @Test
    void takesSettingsOfAnotherClassForDataOfAnotherType() throws CimFailure {
        refused(
                ReturnCode.INCORRECT_DATA_TYPE,
                "must hold an instance of",
                ExportCall.extended(call(
                        Namespace.V1,
                        "ExportVirtualSystemEx",
                        system("ComputerSystem"),
                        text("ExportDirectory", DIRECTORY),
                        embedded(
                                Namespace.V1,
                                "ExportSettingData",
                                CimInstance.of("Msvm_VirtualSystemGlobalSettingData")))));
    }

    @Test
    void exportsOneSnapshotWhenItsSettingsAreReferredTo() throws CimFailure {
        ExportCall read = ok(ExportCall.extended(call(
                Namespace.V1,
                "ExportVirtualSystemEx",
                path("ComputerSystem", Calls.settingsPath(Calls.OTHER)),
                text("ExportDirectory", DIRECTORY))));
        ExportCall aimed = read.ofSnapshot("a path");

        assertEquals(new Subject(Calls.OTHER, true), read.subject());
        assertEquals(2, aimed.settings().number("CopySnapshotConfiguration").orElseThrow());
        assertEquals("a path", aimed.settings().text("SnapshotVirtualSystem").orElseThrow());
    }

    @Test
    void takesOnlySystemsInTheSecondNamespace() throws CimFailure {
        refused(
                ReturnCode.INVALID_PARAMETER,
                "refers to settings",
                ExportCall.definition(call(
                        Namespace.V2,
                        "ExportSystemDefinition",
                        path("ComputerSystem", Calls.settingsPath(Calls.OTHER)),
                        text("ExportDirectory", DIRECTORY))));
    }

    @Test
    void knowsASystemByItsIdentifierInAnySpelling() {
        ObjectPath spelt = Calls.systemPath("{d351c151-dac7-4042-b434-b72d522c1e4a}");

        assertEquals(
                new Subject(Calls.SYSTEM, false), ok(Subject.of(Calls.scope(Namespace.V2), "ComputerSystem", spelt)));
    }

    @Test
    void refusesWhatIsNoSystem() {
        ObjectPath other = Calls.systemPath(Calls.SYSTEM).in("root/cimv2");
        ObjectPath job = ObjectPath.of("Msvm_ConcreteJob", "InstanceID", Calls.SYSTEM);
        ObjectPath nameless = Calls.settingsPath("host");

        refused(ReturnCode.INVALID_PARAMETER, "not a virtual system", subject(Calls.systemPath("NODE-1")));
        refused(ReturnCode.INVALID_PARAMETER, "root/cimv2", subject(other));
        refused(ReturnCode.INVALID_PARAMETER, "neither a system", subject(job));
        refused(ReturnCode.INVALID_PARAMETER, "Microsoft:host", subject(nameless));
    }

    private static Outcome<Subject> subject(ObjectPath path) {
        return Subject.of(Calls.scope(Namespace.V2), "ComputerSystem", path);
    }
}
