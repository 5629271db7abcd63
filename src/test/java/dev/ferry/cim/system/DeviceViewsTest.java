package dev.ferry.cim.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.value.CimInstance;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeviceViewsTest {
    @Test
    void showsMemoryInMebibytesAndProcessors() {
        CimInstance memory =
                SystemExamples.instance("Msvm_MemorySettingData", InstanceIds.memory(SystemExamples.SYSTEM));
        assertEquals(4096, memory.number("VirtualQuantity").orElseThrow());
        assertEquals(1024, memory.number("Reservation").orElseThrow());
        assertEquals(8192, memory.number("Limit").orElseThrow());
        assertTrue(memory.flag("DynamicMemoryEnabled").orElseThrow());
        assertEquals(20, memory.number("TargetMemoryBuffer").orElseThrow());
        assertEquals("byte * 2^20", memory.text("AllocationUnits").orElseThrow());

        CimInstance processor =
                SystemExamples.instance("Msvm_ProcessorSettingData", InstanceIds.processor(SystemExamples.SNAPSHOT));
        assertEquals(4, processor.number("VirtualQuantity").orElseThrow());
        assertEquals(3, processor.number("ResourceType").orElseThrow());
    }

    @Test
    void hangsDisksInDrivesAndDrivesOnControllers() {
        CimInstance disk = disk("Hard Disk Image", "b.vhdx");
        assertEquals(31, disk.number("ResourceType").orElseThrow());
        assertEquals(
                "Microsoft:Hyper-V:Virtual Hard Disk",
                disk.text("ResourceSubType").orElseThrow());
        assertEquals(List.of("C:\\ClusterStorage\\Volume1\\disks\\b.vhdx"), disk.texts("HostResource"));
        assertEquals("0", disk.text("AddressOnParent").orElseThrow());

        CimInstance drive = parent(disk);
        assertEquals(17, drive.number("ResourceType").orElseThrow());
        assertEquals(
                "Microsoft:Hyper-V:Synthetic Disk Drive",
                drive.text("ResourceSubType").orElseThrow());
        assertEquals("3", drive.text("AddressOnParent").orElseThrow());

        CimInstance controller = parent(drive);
        assertEquals(6, controller.number("ResourceType").orElseThrow());
        assertEquals(
                "Microsoft:Hyper-V:Synthetic SCSI Controller",
                controller.text("ResourceSubType").orElseThrow());

        CimInstance ide = parent(parent(disk("Hard Disk Image", "a.vhdx")));
        assertEquals(5, ide.number("ResourceType").orElseThrow());
        assertEquals("0", ide.text("Address").orElseThrow());

        CimInstance dvd = disk("ISO Disk Image", "setup.iso");
        assertEquals(
                "Microsoft:Hyper-V:Virtual CD/DVD Disk",
                dvd.text("ResourceSubType").orElseThrow());
        assertEquals(16, parent(dvd).number("ResourceType").orElseThrow());
        assertEquals(
                14,
                parent(disk("Floppy Disk Image", "drivers.vfd"))
                        .number("ResourceType")
                        .orElseThrow());
    }

    private static CimInstance disk(String name, String file) {
        return SystemExamples.instances("Msvm_StorageAllocationSettingData", SystemExamples.entry(), SystemExamples.V2)
                .stream()
                .filter(disk -> disk.text("ElementName").orElseThrow().equals(name))
                .filter(disk -> disk.texts("HostResource").getFirst().endsWith("\\" + file))
                .findFirst()
                .orElseThrow();
    }

    private static CimInstance parent(CimInstance child) {
        String path = child.text("Parent").orElseThrow();
        return SystemExamples.instances("Msvm_ResourceAllocationSettingData", SystemExamples.entry(), SystemExamples.V2)
                .stream()
                .filter(device -> device.path().orElseThrow().toString().equals(path))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void showsAnEmptyDriveWithoutADisk() {
        List<CimInstance> devices = SystemExamples.instances(
                "Msvm_ResourceAllocationSettingData", SystemExamples.entry(), SystemExamples.V2);
        List<CimInstance> disks = SystemExamples.instances(
                "Msvm_StorageAllocationSettingData", SystemExamples.entry(), SystemExamples.V2);
        // Three configurations of four controllers and five drives, one of which is empty.
        assertEquals(27, devices.size());
        assertEquals(12, disks.size());
    }

    @Test
    void showsAdaptersAndWhatTheyAreConnectedTo() {
        List<CimInstance> ports = SystemExamples.instances(
                "Msvm_SyntheticEthernetPortSettingData", SystemExamples.entry(), SystemExamples.V2);
        assertEquals(
                List.of("00155D010203", ""),
                ports.subList(0, 2).stream()
                        .map(port -> port.value("Address").text())
                        .toList());
        assertTrue(ports.getFirst().flag("StaticMacAddress").orElseThrow());
        assertEquals(10, ports.getFirst().number("ResourceType").orElseThrow());

        List<CimInstance> connections = SystemExamples.instances(
                "Msvm_EthernetPortAllocationSettingData", SystemExamples.entry(), SystemExamples.V2);
        CimInstance connected = connections.getFirst();
        assertEquals(2, connected.number("EnabledState").orElseThrow());
        assertEquals("lan", connected.text("LastKnownSwitchName").orElseThrow());
        assertEquals(
                List.of("\\\\NODE-1\\root\\virtualization\\v2:Msvm_VirtualEthernetSwitch.CreationClassName="
                        + "\"Msvm_VirtualEthernetSwitch\",Name=\"lan\""),
                connected.texts("HostResource"));
        assertEquals(
                ports.getFirst().path().orElseThrow().toString(),
                connected.text("Parent").orElseThrow());
        CimInstance loose = connections.get(1);
        assertEquals(3, loose.number("EnabledState").orElseThrow());
        assertEquals(List.of(), loose.texts("HostResource"));
        assertTrue(loose.value("LastKnownSwitchName").isNull());

        CimInstance clustered = SystemExamples.instances(
                        "Msvm_EthernetPortAllocationSettingData", SystemExamples.entry(), SystemExamples.CLUSTER)
                .getFirst();
        assertEquals("lan", clustered.text("LastKnownSwitchName").orElseThrow());
        assertTrue(clustered.value("HostResource").isNull());
    }
}
