package dev.ferry.cim.management;

import static dev.ferry.cim.management.Calls.call;
import static dev.ferry.cim.management.Calls.embedded;
import static dev.ferry.cim.management.Calls.flag;
import static dev.ferry.cim.management.Calls.instance;
import static dev.ferry.cim.management.Calls.ok;
import static dev.ferry.cim.management.Calls.refused;
import static dev.ferry.cim.management.Calls.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.method.Invocation;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimInstance.Property;
import dev.ferry.model.Outcome;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.transfer.ImportSettings.Macs;
import dev.ferry.model.transfer.ImportWish;
import dev.ferry.model.transfer.ImportWish.DiskPlace;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ImportsTest {
    private static final String SETTINGS = "Msvm_VirtualSystemImportSettingData";
    private static final String FOLDER = "E:\\exports\\web";

    private static ImportWish wish(ImportWish.Places places) {
        return new ImportWish(FOLDER, true, true, "", places, Map.of(), Macs.WITH_IDENTITY, false);
    }

    private static Invocation extended(Property... given) throws CimFailure {
        return call(Namespace.V1, "ImportVirtualSystemEx", given);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void importsInPlaceWhereThereIsNoTarget(boolean isNew) throws CimFailure {
        ImportWish read = ok(Imports.plainWish(call(
                Namespace.V1, "ImportVirtualSystem", text("ImportDirectory", FOLDER), flag("GenerateNewID", isNew))));

        assertEquals(FOLDER, read.path());
        assertFalse(read.copy());
        assertEquals(isNew, read.newId());
        assertEquals("", read.places().target());
    }

    @Test
    void doesNotGuessWhoseTheIdentityIs() throws CimFailure {
        refused(
                ReturnCode.INVALID_PARAMETER,
                "GenerateNewID",
                Imports.plainWish(call(Namespace.V1, "ImportVirtualSystem", text("ImportDirectory", FOLDER))));
    }

    @Test
    void takesOnlyWholePaths() throws CimFailure {
        refused(
                ReturnCode.INVALID_PARAMETER,
                "not fully qualified",
                Imports.plainWish(call(
                        Namespace.V1,
                        "ImportVirtualSystem",
                        text("ImportDirectory", "exports\\web"),
                        flag("GenerateNewID", false))));
    }

    @Test
    void takesNoSettingsForTheDefaults() throws CimFailure {
        ImportWish expected = wish(new ImportWish.Places("", "", "", "", "", List.of()));

        assertEquals(
                expected, ok(Imports.extendedWish(extended(text("ImportDirectory", FOLDER)), (folder, settings) -> {
                    assertEquals(FOLDER, folder);
                    assertEquals(CimInstance.of(SETTINGS), settings);
                    return Outcome.ok(expected);
                })));
    }

    @Test
    void handsTheSettingsOnThatAreSent() throws CimFailure {
        CimInstance sent = instance(SETTINGS, flag("CreateCopy", true), text("Name", "other"));
        ImportWish expected = wish(new ImportWish.Places("", "", "", "", "", List.of()));
        Invocation call = extended(text("ImportDirectory", FOLDER), embedded(Namespace.V1, "ImportSettingData", sent));

        ok(Imports.extendedWish(call, (_, settings) -> {
            assertEquals("other", settings.text("Name").orElseThrow());
            return Outcome.ok(expected);
        }));
    }

    @Test
    void takesATextThatCannotBeReadForDataOfAnotherType() throws CimFailure {
        refused(
                ReturnCode.INCORRECT_DATA_TYPE,
                "ImportSettingData",
                Imports.extendedWish(
                        extended(text("ImportDirectory", FOLDER), text("ImportSettingData", "<nothing/>")),
                        (_, _) -> Outcome.ok(null)));
    }

    @Test
    void takesNoPartOfAPathWithinTheSettings() throws CimFailure {
        List<ImportWish.Places> all = List.of(
                new ImportWish.Places("here", "", "", "", "", List.of()),
                new ImportWish.Places("", "here", "", "", "", List.of()),
                new ImportWish.Places("", "", "here", "", "", List.of()),
                new ImportWish.Places("", "", "", "here", "", List.of()),
                new ImportWish.Places("", "", "", "", "here", List.of()),
                new ImportWish.Places("", "", "", "", "", List.of(new DiskPlace("a.vhd", "here", ""))),
                new ImportWish.Places("", "", "", "", "", List.of(new DiskPlace("a.vhd", "", "here"))));

        for (ImportWish.Places places : all) {
            refused(ReturnCode.INVALID_PARAMETER, "'here', which is not fully qualified", FullPath.all(wish(places)));
        }
    }

    @Test
    void leavesWhatTheDefinitionCallsItsDisksAsItIs() {
        ImportWish read = wish(new ImportWish.Places(
                "D:/machines", "", "", "/srv/state", "", List.of(new DiskPlace("a.vhd", "\\\\files\\a.vhd", ""))));

        assertEquals(read, ok(FullPath.all(read)));
    }
}
