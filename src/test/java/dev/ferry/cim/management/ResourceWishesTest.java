package dev.ferry.cim.management;

import static dev.ferry.cim.management.Calls.instance;
import static dev.ferry.cim.management.Calls.ok;
import static dev.ferry.cim.management.Calls.refused;
import static dev.ferry.testkit.Samples.scsi;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.object.Scope;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimInstance.Property;
import dev.ferry.cim.value.CimValue;
import dev.ferry.model.Outcome;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.system.DriveKind;
import dev.ferry.model.system.HardwareChange;
import dev.ferry.model.system.Memory;
import dev.ferry.model.system.NetworkAdapter;
import dev.ferry.model.system.PlannedChange;
import dev.ferry.model.system.SystemState;
import dev.ferry.testkit.Samples;
import dev.ferry.view.SystemRow;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ResourceWishesTest {
    private static final Scope V2 = Calls.scope(Namespace.V2);
    private static final String DEVICE = "Msvm_ResourceAllocationSettingData";
    private static final String DISK = "Msvm_StorageAllocationSettingData";
    private static final String ADAPTER = "Msvm_SyntheticEthernetPortSettingData";
    private static final String HUB = "Microsoft:" + Samples.WEB + "\\SCSI-0\\0";
    private static final UUID ID = UUID.fromString("0b51a7a5-5f3c-4c6b-8c5b-4c9d2c8e7a10");
    private static final Owner WEB = ok(Owner.of(
            Optional.of(
                    new SystemRow(Samples.WEB, Samples.realized(SystemState.OFF, List.of(Samples.firstSnapshot())), 7)),
            Samples.WEB.value()));

    private static Outcome<Additions.Wish> added(CimInstance... sent) {
        return Additions.of(V2, WEB, List.of(sent), () -> ID);
    }

    private static CimInstance resource(String className, int type, Property... more) {
        return instance(className, more).with("ResourceType", CimValue.uint16(type));
    }

    private static Property parent(String id) {
        return new Property(
                "Parent", CimValue.of(V2.path(DEVICE, "InstanceID", id).toString()));
    }

    private static Property text(String name, String text) {
        return new Property(name, CimValue.of(text));
    }

    @Test
    void hangsNewDrivesAtTheFirstFreeSlots() {
        Additions.Wish wish = ok(added(resource(DEVICE, 17, parent(HUB)), resource(DEVICE, 16, parent(HUB))));

        assertEquals(
                List.of(
                        new HardwareChange.AddDrive(scsi(2), DriveKind.HARD_DISK),
                        new HardwareChange.AddDrive(scsi(3), DriveKind.DVD)),
                wish.changes());
        assertEquals(HUB + "\\2\\D", wish.paths().getFirst().key("InstanceID").text());
    }

    @Test
    void refusesASlotThatIsTakenOrIsNone() {
        refused(
                ReturnCode.INVALID_PARAMETER,
                "SCSI 0:1 already",
                added(resource(DEVICE, 17, parent(HUB), text("AddressOnParent", "1"))));
        refused(
                ReturnCode.INVALID_PARAMETER,
                "AddressOnParent",
                added(resource(DEVICE, 17, parent(HUB), text("AddressOnParent", "64"))));
    }

    @Test
    void refusesADiskWithoutAnEmptyDrive() {
        Property file = new Property("HostResource", CimValue.strings(List.of("C:\\Ferry\\a.vhdx")));

        refused(ReturnCode.INVALID_PARAMETER, "Parent", added(resource(DISK, 31, file)));
        refused(ReturnCode.INVALID_PARAMETER, "no drive", added(resource(DISK, 31, file, parent(HUB))));
        refused(ReturnCode.INVALID_PARAMETER, "not empty", added(resource(DISK, 31, file, parent(HUB + "\\0\\D"))));
        refused(ReturnCode.INVALID_PARAMETER, "no resource", added(resource(DISK, 31, file, parent(HUB + "\\9\\D"))));
    }

    @Test
    void refusesWhatNoSystemHasOrEverySystemHasAlready() {
        refused(ReturnCode.NOT_SUPPORTED, "type 21", added(resource(DEVICE, 21)));
        refused(
                ReturnCode.NOT_SUPPORTED,
                "ResourceSubType",
                added(resource(
                        DEVICE, 17, parent(HUB), text("ResourceSubType", "Microsoft:Hyper-V:Physical Disk Drive"))));
        refused(ReturnCode.INVALID_PARAMETER, "MEMORY", added(instance("Msvm_MemorySettingData")));
    }

    @Test
    void givesAnAdapterAnAddressWhenNoneIsSent() {
        Additions.Wish wish = ok(added(instance(ADAPTER, text("ElementName", "second"))));

        HardwareChange only = wish.changes().getFirst();
        assertTrue(
                only instanceof HardwareChange.AddAdapter(NetworkAdapter adapter)
                        && adapter.id().equalsIgnoreCase(ID.toString())
                        && adapter.mac().startsWith("00155D")
                        && adapter.name().equals("second"),
                only::toString);
        refused(ReturnCode.INVALID_PARAMETER, "MAC address", added(instance(ADAPTER, text("Address", "not one"))));
    }

    @Test
    void takesTheOldBoundsOfFixedMemoryForWhatTheyAre() {
        CimInstance shown = instance(
                "Msvm_MemorySettingData",
                new Property("VirtualQuantity", CimValue.uint64(512)),
                new Property("Reservation", CimValue.uint64(512)),
                new Property("Limit", CimValue.uint64(512)));
        Alterations echoed = new Alterations(V2, WEB);
        Alterations larger = new Alterations(V2, WEB);

        assertEquals(false, ok(echoed.take(new Part.Memory(), shown, shown)));
        assertEquals(
                true, ok(larger.take(new Part.Memory(), shown.with("VirtualQuantity", CimValue.uint64(768)), shown)));
        assertEquals(List.of(new HardwareChange.SetMemory(Memory.fixed(768L << 20))), larger.changes());
        refused(
                ReturnCode.NOT_SUPPORTED,
                "Limit",
                larger.take(new Part.Memory(), shown.with("Limit", CimValue.uint64(1024)), shown));
    }

    @Test
    void removesWhatIsInADriveBeforeTheDrive() {
        List<Part> parts = List.of(ok(WEB.part(V2, HUB + "\\0\\d")), ok(WEB.part(V2, HUB + "\\0\\L")));

        assertEquals(
                List.of(new HardwareChange.Insert(scsi(0), ""), new HardwareChange.RemoveDrive(scsi(0))),
                ok(Detachments.of(parts)));
        refused(ReturnCode.INVALID_PARAMETER, "PROCESSOR", Detachments.of(List.of(new Part.Processors())));
    }

    @Test
    void refusesTheSettingsOfASnapshot() {
        refused(
                ReturnCode.NOT_SUPPORTED,
                "snapshot",
                Owner.of(
                        Optional.of(new SystemRow(
                                Samples.WEB, Samples.realized(SystemState.OFF, List.of(Samples.firstSnapshot())), 7)),
                        Samples.FIRST_SNAPSHOT.value()));
    }

    @Test
    void changesTheSnapshotOfAPlannedSystemThatIsMeant() {
        Owner owner = new Owner(
                Samples.WEB, Samples.FIRST_SNAPSHOT.value(), Samples.FIRST_SNAPSHOT, true, Samples.web(), List.of());

        assertEquals(
                List.of(new PlannedChange.ModifyDrive(Samples.FIRST_SNAPSHOT, scsi(0), "C:\\there.vhdx")),
                ok(Repairs.of(owner, List.of(new HardwareChange.Insert(scsi(0), "C:\\there.vhdx")))));
        refused(
                ReturnCode.NOT_SUPPORTED,
                "dynamic memory",
                Repairs.of(
                        owner,
                        List.of(new HardwareChange.SetMemory(new Memory(1 << 30, true, 1 << 20, 1L << 31, 20)))));
    }
}
