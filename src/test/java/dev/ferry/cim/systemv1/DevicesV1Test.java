package dev.ferry.cim.systemv1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.system.InstanceIds;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.model.system.Memory;
import dev.ferry.model.system.SystemSettings;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.system.VirtualSystem.Realized;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class DevicesV1Test {
    private static final String RESOURCE = "Msvm_ResourceAllocationSettingData";
    private static final String OWNER = "Microsoft:" + Systems.ID;

    private static CimInstance resource(String subType, String address) {
        return Systems.shown(RESOURCE).stream()
                .filter(device -> device.text("ResourceSubType").orElse("").equals(subType))
                .filter(device -> device.text("Address").orElse("").equals(address))
                .filter(device -> device.text("InstanceID").orElseThrow().startsWith(OWNER))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "Microsoft Emulated IDE Controller, 0, 5",
        "Microsoft Emulated IDE Controller, 1, 5",
        "Microsoft Synthetic SCSI Controller, 0, 6",
        "Microsoft Synthetic Disk Drive, 0, 22",
        "Microsoft Synthetic Disk Drive, 5, 22",
        "Microsoft Synthetic DVD Drive, 1, 16",
        "Microsoft Synthetic Diskette Drive, 0, 14",
        "Microsoft Virtual Hard Disk, '', 21",
        "Microsoft Virtual CD/DVD Disk, '', 21",
        "Microsoft Virtual Floppy Disk, '', 21",
        "'', 0, 1"
    })
    void numbersDevicesAsThisNamespaceDoes(String subType, String address, long type) {
        assertEquals(Optional.of(type), resource(subType, address).number("ResourceType"));
    }

    @Test
    void hangsADiskInADriveAndTheDriveAtAController() {
        CimInstance disk = resource("Microsoft Virtual Hard Disk", "");
        CimInstance drive = resource("Microsoft Synthetic Disk Drive", "0");
        CimInstance controller = resource("Microsoft Emulated IDE Controller", "0");

        assertEquals(List.of("C:\\vol1\\disks\\a.vhd"), disk.texts("Connection"));
        assertEquals(drive.path().map(Object::toString), disk.text("Parent"));
        assertEquals(controller.path().map(Object::toString), drive.text("Parent"));
        assertTrue(controller.value("Parent").isNull());
    }

    @Test
    void showsNoDiskInAnEmptyDrive() {
        String drive = resource("Microsoft Synthetic DVD Drive", "1")
                .path()
                .orElseThrow()
                .toString();

        assertTrue(Systems.shown(RESOURCE).stream()
                .noneMatch(device -> device.text("Parent").equals(Optional.of(drive))));
    }

    @Test
    void showsTheDevicesOfEverySnapshotAsItsOwn() {
        for (String owner : List.of(Systems.ID, Systems.FIRST.value(), Systems.SECOND.value())) {
            long count = Systems.shown(RESOURCE).stream()
                    .filter(device -> device.text("InstanceID").orElseThrow().startsWith(InstanceIds.settings(owner)))
                    .count();
            assertEquals(4 + 5 + 4, count, "controllers, drives and disks of " + owner);
        }
        assertEquals(3, Systems.shown("Msvm_MemorySettingData").size());
        assertEquals(3, Systems.shown("Msvm_ProcessorSettingData").size());
        assertEquals(6, Systems.shown("Msvm_SyntheticEthernetPortSettingData").size());
    }

    @Test
    void countsMemoryInMegabytes() {
        CimInstance memory = Systems.shown("Msvm_MemorySettingData").getFirst();

        assertEquals(Optional.of(InstanceIds.memory(Systems.ID)), memory.text("InstanceID"));
        assertEquals(Optional.of("MB"), memory.text("AllocationUnits"));
        assertEquals(Optional.of(4096L), memory.number("VirtualQuantity"));
        assertEquals(Optional.of(1024L), memory.number("Reservation"));
        assertEquals(Optional.of(8192L), memory.number("Limit"));
        assertEquals(Optional.of(true), memory.flag("DynamicMemoryEnabled"));
        assertEquals(Optional.of(25L), memory.number("TargetMemoryBuffer"));
    }

    @Test
    void reservesAllOfMemoryThatIsFixed() {
        Realized system = Systems.realized(SystemState.OFF, null);
        SystemSettings old = system.settings();
        SystemSettings fixed = new SystemSettings(
                old.name(),
                1,
                new Memory(1L << 30, false, 1, 2, 20),
                1,
                old.firmware(),
                List.of(),
                List.of(),
                List.of(),
                "");
        CimInstance memory = Systems.shown(
                        "Msvm_MemorySettingData",
                        Systems.entry(new Realized(
                                system.id(),
                                1,
                                fixed,
                                SystemState.OFF,
                                system.placement(),
                                List.of(),
                                null,
                                List.of())))
                .getFirst();

        assertEquals(Optional.of(1024L), memory.number("Reservation"));
        assertEquals(Optional.of(1024L), memory.number("Limit"));
        assertEquals(Optional.of(false), memory.flag("DynamicMemoryEnabled"));
    }

    @Test
    void countsProcessors() {
        CimInstance processor = Systems.shown("Msvm_ProcessorSettingData").getFirst();

        assertEquals(Optional.of(InstanceIds.processor(Systems.ID)), processor.text("InstanceID"));
        assertEquals(Optional.of(4L), processor.number("VirtualQuantity"));
        assertEquals(Optional.of(3L), processor.number("ResourceType"));
    }

    @Test
    void connectsAnAdapterToItsSwitch() {
        List<CimInstance> adapters = Systems.shown("Msvm_SyntheticEthernetPortSettingData");
        CimInstance connected = adapters.getFirst();
        CimInstance loose = adapters.get(1);

        assertEquals(Optional.of("00155D010203"), connected.text("Address"));
        assertEquals(Optional.of(true), connected.flag("StaticMacAddress"));
        assertEquals(Optional.of(10L), connected.number("ResourceType"));
        assertEquals(
                List.of("\\\\NODE-1\\root\\virtualization:Msvm_VirtualSwitch."
                        + "CreationClassName=\"Msvm_VirtualSwitch\",Name=\"lan\""),
                connected.texts("Connection"));
        assertTrue(loose.value("Connection").isNull());
        assertTrue(loose.value("Address").isNull());
    }
}
