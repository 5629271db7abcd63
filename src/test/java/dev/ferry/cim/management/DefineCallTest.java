package dev.ferry.cim.management;

import static dev.ferry.cim.management.Calls.call;
import static dev.ferry.cim.management.Calls.embedded;
import static dev.ferry.cim.management.Calls.embeddeds;
import static dev.ferry.cim.management.Calls.flag;
import static dev.ferry.cim.management.Calls.instance;
import static dev.ferry.cim.management.Calls.ok;
import static dev.ferry.cim.management.Calls.path;
import static dev.ferry.cim.management.Calls.refused;
import static dev.ferry.cim.management.Calls.text;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimInstance.Property;
import dev.ferry.cim.value.CimValue;
import dev.ferry.model.Outcome;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.transfer.DefineWish;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class DefineCallTest {
    private static final String SETTINGS = "Msvm_VirtualSystemSettingData";
    private static final String GLOBAL = "Msvm_VirtualSystemGlobalSettingData";

    private static Outcome<DefineWish> second(CimInstance settings, CimInstance... resources) throws CimFailure {
        return DefineCall.V2.wish(call(
                Namespace.V2,
                "DefineSystem",
                embedded(Namespace.V2, "SystemSettings", settings),
                embeddeds(Namespace.V2, "ResourceSettings", resources)));
    }

    private static Outcome<DefineWish> first(CimInstance settings, CimInstance... resources) throws CimFailure {
        return DefineCall.V1.wish(call(
                Namespace.V1,
                "DefineVirtualSystem",
                embedded(Namespace.V1, "SystemSettingData", settings),
                embeddeds(Namespace.V1, "ResourceSettingData", resources)));
    }

    private static Property quantity(long number) {
        return new Property("VirtualQuantity", CimValue.uint64(number));
    }

    @Test
    void definesASystemWithWhatEveryoneHas() throws CimFailure {
        DefineWish wish = ok(second(instance(SETTINGS, text("ElementName", "web"))));

        assertEquals(new DefineWish("web", 512L << 20, 1, 1, List.of(), List.of(), List.of(), ""), wish);
        assertEquals(wish, ok(first(instance(GLOBAL, text("ElementName", "web")))));
    }

    @Test
    void namesASystemThatNobodyNamed() throws CimFailure {
        assertEquals("New Virtual Machine", ok(second(CimInstance.of(SETTINGS))).name());
        assertEquals(
                "New Virtual Machine",
                ok(first(instance(GLOBAL, text("ElementName", "Global Virtual Machine Settings"))))
                        .name());
    }

    @Test
    void readsProcessorsMemoryDisksNotesAndGeneration() throws CimFailure {
        DefineWish wish = ok(second(
                instance(
                        SETTINGS,
                        text("ElementName", "web"),
                        text("VirtualSystemSubType", "Microsoft:Hyper-V:SubType:2"),
                        new Property("Notes", CimValue.strings(List.of("one", "two")))),
                instance("Msvm_ProcessorSettingData", quantity(4)),
                instance("Msvm_MemorySettingData", quantity(2048)),
                disk("D:\\disks\\a.vhdx")));

        assertEquals(
                new DefineWish(
                        "web", 2048L << 20, 4, 2, List.of("D:\\disks\\a.vhdx"), List.of(), List.of(), "one\ntwo"),
                wish);
    }

    private static CimInstance disk(String file) {
        return instance(
                "Msvm_StorageAllocationSettingData",
                new Property("ResourceType", CimValue.uint16(31)),
                new Property("HostResource", CimValue.strings(List.of(file))));
    }

    @Test
    void findsADiskOfTheFirstNamespaceWhereThatHasIt() throws CimFailure {
        CimInstance disk = instance(
                "Msvm_ResourceAllocationSettingData",
                new Property("ResourceType", CimValue.uint16(21)),
                new Property("Connection", CimValue.strings(List.of("/srv/disks/a.vhd"))));

        assertEquals(
                List.of("/srv/disks/a.vhd"),
                ok(first(instance(GLOBAL, text("ElementName", "web")), disk)).disks());
    }

    @Test
    void takesMemoryThatSaysThatItIsFixed() throws CimFailure {
        CimInstance memory = instance(
                "Msvm_MemorySettingData",
                quantity(1024),
                new Property("Reservation", CimValue.uint64(1024)),
                new Property("Limit", CimValue.uint64(1024)),
                flag("DynamicMemoryEnabled", false));

        assertEquals(1024L << 20, ok(second(CimInstance.of(SETTINGS), memory)).memoryBytes());
    }

    @Test
    void refusesWhatItWouldOtherwisePassOver() throws CimFailure {
        CimInstance dynamic = instance("Msvm_MemorySettingData", quantity(1024), flag("DynamicMemoryEnabled", true));
        CimInstance placed = disk("D:\\a.vhdx").with("AddressOnParent", CimValue.of("1"));
        CimInstance adapter = CimInstance.of("Msvm_SyntheticEthernetPortSettingData");

        notServed("ConfigurationDataRoot", second(instance(SETTINGS, text("ConfigurationDataRoot", "D:\\vms"))));
        notServed("DynamicMemoryEnabled", second(CimInstance.of(SETTINGS), dynamic));
        notServed("AddressOnParent", second(CimInstance.of(SETTINGS), placed));
        notServed("resource type 10", second(CimInstance.of(SETTINGS), adapter));
        notServed("ScopeOfResidence", first(instance(GLOBAL, text("ScopeOfResidence", "scope"))));
        notServed(
                "ReferenceConfiguration",
                DefineCall.V2.wish(call(
                        Namespace.V2,
                        "DefineSystem",
                        embedded(Namespace.V2, "SystemSettings", CimInstance.of(SETTINGS)),
                        path("ReferenceConfiguration", Calls.settingsPath(Calls.OTHER)))));
    }

    private static void notServed(String part, Outcome<DefineWish> outcome) {
        refused(ReturnCode.NOT_SUPPORTED, part, outcome);
    }

    @ParameterizedTest
    @CsvSource({"Msvm_MemorySettingData, VirtualQuantity", "Msvm_ProcessorSettingData, VirtualQuantity"})
    void refusesAnAmountThatIsMissing(String className, String part) throws CimFailure {
        refused(ReturnCode.INVALID_PARAMETER, part, second(CimInstance.of(SETTINGS), CimInstance.of(className)));
    }

    @Test
    void refusesAmountsThatNoSystemCanHave() throws CimFailure {
        refused(
                ReturnCode.INVALID_PARAMETER,
                "cannot be",
                second(CimInstance.of(SETTINGS), instance("Msvm_ProcessorSettingData", quantity(1L << 40))));
        refused(
                ReturnCode.INVALID_PARAMETER,
                "cannot be",
                second(CimInstance.of(SETTINGS), instance("Msvm_MemorySettingData", quantity(Long.MAX_VALUE))));
    }

    @Test
    void refusesCallsThatSayNothingOrAnotherThing() throws CimFailure {
        refused(
                ReturnCode.INVALID_PARAMETER,
                "SystemSettings was not given",
                DefineCall.V2.wish(call(Namespace.V2, "DefineSystem", text("SystemSettings", ""))));
        refused(
                ReturnCode.INCORRECT_DATA_TYPE,
                "must hold an instance of",
                second(CimInstance.of("Msvm_MemorySettingData")));
        refused(
                ReturnCode.INCORRECT_DATA_TYPE,
                "must hold",
                second(CimInstance.of(SETTINGS), CimInstance.of(SETTINGS)));
        refused(ReturnCode.INVALID_PARAMETER, "fully qualified", second(CimInstance.of(SETTINGS), disk("a.vhdx")));
        refused(
                ReturnCode.INVALID_PARAMETER,
                "SubType:3",
                second(instance(SETTINGS, text("VirtualSystemSubType", "Microsoft:Hyper-V:SubType:3"))));
    }
}
