package dev.ferry.cim.management;

import static dev.ferry.cim.management.Calls.SYSTEM;
import static dev.ferry.cim.management.Calls.call;
import static dev.ferry.cim.management.Calls.embedded;
import static dev.ferry.cim.management.Calls.instance;
import static dev.ferry.cim.management.Calls.ok;
import static dev.ferry.cim.management.Calls.refused;
import static dev.ferry.cim.management.Calls.system;
import static dev.ferry.cim.management.Calls.text;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.method.Returned;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimInstance.Property;
import dev.ferry.cim.value.CimValue;
import dev.ferry.model.Outcome;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.system.SettingsPatch;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class ModificationsTest {
    private static final String SETTINGS = "Msvm_VirtualSystemSettingData";
    private static final String GLOBAL = "Msvm_VirtualSystemGlobalSettingData";
    private static final String SERVICE = "Msvm_VirtualSystemManagementServiceSettingData";
    private static final Scope V2 = Calls.scope(Namespace.V2);

    /** As it is shown: of the whole instance, the parts that matter. */
    private static final CimInstance SHOWN = V2.make(SETTINGS)
            .set("InstanceID", "Microsoft:" + SYSTEM)
            .set("ElementName", "web")
            .set("BIOSSerialNumber", "1234")
            .set("IsSaved", false)
            .texts("Notes", List.of("old"))
            .embedded();

    private static Outcome<Optional<SettingsPatch>> patch(CimInstance sent) {
        return Modification.of(V2, sent, SHOWN);
    }

    private static Modifications showing(CimInstance shown) {
        return new Modifications(
                null, null, new Surroundings(null, null, null, null, (_, _) -> Optional.ofNullable(shown)));
    }

    private static Property notes(String... lines) {
        return new Property("Notes", CimValue.strings(List.of(lines)));
    }

    @Test
    void changesNothingWhenAllIsAsItIsShown() {
        assertEquals(Optional.empty(), ok(patch(SHOWN)));
        assertEquals(Optional.empty(), ok(patch(CimInstance.of(SETTINGS))));
    }

    @Test
    void changesTheOneThingThatIsDifferentInAWholeInstance() {
        assertEquals(
                Optional.of(new SettingsPatch("shop", null, null, null)),
                ok(patch(SHOWN.with("ElementName", CimValue.of("shop")))));
        assertEquals(
                Optional.of(new SettingsPatch(null, null, null, "one\ntwo")),
                ok(patch(instance(SETTINGS, notes("one", "two")))));
        assertEquals(Optional.of(new SettingsPatch(null, null, null, "")), ok(patch(instance(SETTINGS, notes()))));
    }

    @Test
    void refusesAnyOtherDifferenceByName() {
        CimInstance both = SHOWN.with("ElementName", CimValue.of("shop")).with("BIOSSerialNumber", CimValue.of("99"));

        refused(ReturnCode.NOT_SUPPORTED, "BIOSSerialNumber", patch(both));
        refused(
                ReturnCode.NOT_SUPPORTED,
                "AutomaticStartupAction",
                patch(instance(SETTINGS, new Property("AutomaticStartupAction", CimValue.uint16(4)))));
    }

    @Test
    void passesOverLabelsAndWhatChangesByItself() {
        assertEquals(
                Optional.empty(),
                ok(patch(SHOWN.with("Description", CimValue.of("mine")).with("IsSaved", CimValue.of(true)))));
    }

    @Test
    void findsTheSettingsOfTheSystemThatIsReferredTo() throws CimFailure {
        Returned done = showing(CimInstance.of(GLOBAL))
                .ofReferred(call(
                        Namespace.V1,
                        "ModifyVirtualSystem",
                        system("ComputerSystem"),
                        embedded(Namespace.V1, "SystemSettingData", CimInstance.of(GLOBAL))));

        assertEquals(0, done.value());
        assertEquals(
                "Microsoft:" + SYSTEM + "\\Global",
                done.out()
                        .find("ModifiedSettingData")
                        .map(Property::value)
                        .map(value -> ((CimValue.Reference) value)
                                .path()
                                .key("InstanceID")
                                .text())
                        .orElse("none"));
    }

    @Test
    void changesNoSettingsOfAnotherThanTheSystemThatIsReferredTo() throws CimFailure {
        Returned done = showing(SHOWN)
                .ofReferred(call(
                        Namespace.V1,
                        "ModifyVirtualSystem",
                        system("ComputerSystem"),
                        embedded(
                                Namespace.V1,
                                "SystemSettingData",
                                instance(SETTINGS, text("InstanceID", "Microsoft:" + Calls.OTHER)))));

        assertEquals(ReturnCode.INVALID_PARAMETER.number(), done.value());
    }

    @ParameterizedTest
    @CsvSource({
        "'Microsoft:D351C151-DAC7-4042-B434-B72D522C1E4A', true, 0",
        "'microsoft:{d351c151-dac7-4042-b434-b72d522c1e4a}', true, 0",
        "'Microsoft:D351C151-DAC7-4042-B434-B72D522C1E4A', false, 32773",
        "'Microsoft:host', true, 32773",
        "'', true, 32773"
    })
    void knowsSettingsByTheirOwnIdentifier(String id, boolean isThere, long value) throws CimFailure {
        Returned done = showing(isThere ? SHOWN : null)
                .ofNamed(call(
                        Namespace.V2,
                        "ModifySystemSettings",
                        embedded(Namespace.V2, "SystemSettings", instance(SETTINGS, text("InstanceID", id)))));

        assertEquals(value, done.value(), () -> done.why().toString());
    }

    @Test
    void changesNothingAboutTheService() throws CimFailure {
        CimInstance shown =
                V2.make(SERVICE).set("DefaultExternalDataRoot", "D:\\vms").embedded();
        Modifications modifications = showing(shown);

        assertEquals(
                0,
                modifications
                        .ofService(call(
                                Namespace.V2, "ModifyServiceSettings", embedded(Namespace.V2, "SettingData", shown)))
                        .value());
        assertEquals(
                ReturnCode.NOT_SUPPORTED.number(),
                modifications
                        .ofService(call(
                                Namespace.V2,
                                "ModifyServiceSettings",
                                embedded(
                                        Namespace.V2,
                                        "SettingData",
                                        shown.with("DefaultExternalDataRoot", CimValue.of("E:\\vms")))))
                        .value());
    }
}
