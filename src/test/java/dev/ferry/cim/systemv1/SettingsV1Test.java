package dev.ferry.cim.systemv1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.value.CimDateTime;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimValue;
import dev.ferry.journal.Examples;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.system.VirtualSystem.Realized;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class SettingsV1Test {
    private static final String SETTINGS = "Msvm_VirtualSystemSettingData";

    @Test
    void tellsTheCurrentSettings() {
        CimInstance settings = Systems.shown(SETTINGS).getFirst();

        assertEquals(Optional.of("Microsoft:" + Systems.ID), settings.text("InstanceID"));
        assertEquals(Optional.of(Systems.ID), settings.text("SystemName"));
        assertEquals(Optional.of("blog"), settings.text("ElementName"));
        assertEquals(Optional.of(3L), settings.number("SettingType"));
        assertEquals(Optional.of(301L), settings.number("VirtualSystemType"));
        assertEquals(Optional.of("first line\nsecond line"), settings.text("Notes"));
        assertEquals(Optional.of("1234-5678"), settings.text("BIOSSerialNumber"));
        assertEquals(CimValue.uint16s(List.of(1, 2, 3)), settings.value("BootOrder"));
        assertTrue(settings.value("Parent").isNull());
        assertTrue(settings.value("CreationTime").isNull());
    }

    @Test
    void tellsEachSnapshotAndWhatItWasTakenAfter() {
        List<CimInstance> all = Systems.shown(SETTINGS);
        CimInstance first = all.get(1);
        CimInstance second = all.get(2);

        assertEquals(3, all.size());
        assertEquals(Optional.of("Microsoft:" + Systems.FIRST), first.text("InstanceID"));
        assertEquals(Optional.of(5L), first.number("SettingType"));
        assertEquals(Optional.of(Systems.ID), first.text("SystemName"));
        assertEquals(Optional.of("blog before"), first.text("ElementName"));
        assertEquals(CimValue.of(CimDateTime.of(Examples.AT)), first.value("CreationTime"));
        assertTrue(first.value("Parent").isNull());
        assertEquals(first.path().map(Object::toString), second.text("Parent"));
        assertTrue(second.value("CreationTime").isNull(), "a definition that does not tell its time has none");
    }

    @ParameterizedTest
    @CsvSource({"+12000-01-01T00:00:00Z", "-0044-03-15T00:00:00Z"})
    void showsASnapshotWhoseTimeNoCalendarHas(Instant at) {
        Realized system = Systems.realized(SystemState.OFF, null);
        Realized strange = new Realized(
                system.id(),
                1,
                system.settings(),
                SystemState.OFF,
                system.placement(),
                List.of(Systems.snapshot(Systems.SECOND, Systems.FIRST, at)),
                null,
                List.of());
        CimInstance snapshot = Systems.shown(SETTINGS, Systems.entry(strange)).get(1);

        assertTrue(snapshot.value("CreationTime").isNull());
        assertTrue(snapshot.value("Parent").isNull(), "a parent that is not there any more is not named");
        assertEquals(List.of(), Systems.shown("Msvm_ParentChildSettingData", Systems.entry(strange)));
    }

    @Test
    void tellsWhereTheFilesAreInTheGlobalSettings() {
        CimInstance global =
                Systems.shown("Msvm_VirtualSystemGlobalSettingData").getFirst();

        assertEquals(Optional.of("Microsoft:" + Systems.ID + "\\Global"), global.text("InstanceID"));
        assertEquals(Optional.of(Systems.ID), global.text("SystemName"));
        assertEquals(Optional.of(32768L), global.number("SettingType"));
        assertEquals(Optional.of("blog"), global.text("ElementName"));
        assertEquals(Optional.of("C:\\vol1\\systems\\b"), global.text("ExternalDataRoot"));
        assertEquals(Optional.of("C:\\vol1\\systems\\b"), global.text("SnapshotDataRoot"));
        assertTrue(global.value("ScopeOfResidence").isNull());
    }

    /** The nine lines that a client of the time was shown, but for the GUID. */
    @ParameterizedTest
    @CsvSource({
        "Caption, Virtual System Export Setting Data",
        "CopySnapshotConfiguration, 0",
        "CopyVmRuntimeInformation, TRUE",
        "CopyVmStorage, TRUE",
        "CreateVmExportSubdirectory, FALSE",
        "Description, Microsoft Virtual System Export Setting Data",
        "ElementName, Microsoft Virtual System Export Setting Data",
        "InstanceID, Microsoft:D351C151-DAC7-4042-B434-B72D522C1E4A",
        "SnapshotVirtualSystem, ''"
    })
    void offersExportSettingsToStartFrom(String property, String value) {
        CimInstance settings =
                Systems.shown("Msvm_VirtualSystemExportSettingData").getFirst();

        assertEquals(9, settings.properties().size());
        assertEquals(value, settings.value(property).text());
    }

    @ParameterizedTest
    @CsvSource({"IsDefault, 1", "IsCurrent, 1", "IsNext, 0", "IsMaximum, 0", "IsMinimum, 0"})
    void marksThemAsTheDefault(String property, long value) {
        CimInstance link = Systems.shown("Msvm_SystemExportSettingData").getFirst();

        assertEquals(Optional.of(value), link.number(property));
    }
}
