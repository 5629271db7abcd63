package dev.ferry.model.system;

import static dev.ferry.testkit.Samples.csv1;
import static dev.ferry.testkit.Samples.scsi;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.system.DriveAddress.ControllerKind;
import dev.ferry.model.system.HardwareEdits.Medium;
import dev.ferry.model.system.SystemSettings.Controller;
import dev.ferry.testkit.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HardwareEditsTest {
    private static final long GIB = 1L << 30;
    private static final SystemSettings WEB = Samples.web();
    private static final Map<String, Medium> MEDIA = Map.of(
            "more", new Medium(csv1("disks/more.vhdx"), 3 * GIB),
            "own", new Medium(Samples.disk(0), GIB),
            "disc", new Medium(csv1("discs/setup.iso"), 5));

    private static Outcome<SystemSettings> edit(HardwareChange... changes) {
        return HardwareEdits.apply(WEB, List.of(changes), MEDIA);
    }

    private static SystemSettings edited(HardwareChange... changes) {
        return assertInstanceOf(Outcome.Ok.class, edit(changes)).value() instanceof SystemSettings settings
                ? settings
                : WEB;
    }

    private static void refused(ReturnCode code, String part, HardwareChange... changes) {
        Refusal refusal = assertInstanceOf(Outcome.Refused.class, edit(changes)).refusal();
        assertEquals(code, refusal.code(), refusal::toString);
        assertTrue(refusal.message().contains(part), refusal::toString);
    }

    @Test
    void changesMemoryAndProcessors() {
        Memory dynamic = new Memory(GIB, true, GIB / 2, 4 * GIB, 30);
        SystemSettings settings = edited(new HardwareChange.SetMemory(dynamic), new HardwareChange.SetProcessors(8));

        assertEquals(dynamic, settings.memory());
        assertEquals(8, settings.processors());
        refused(ReturnCode.INVALID_PARAMETER, "processors", new HardwareChange.SetProcessors(241));
        refused(
                ReturnCode.INVALID_PARAMETER,
                "dynamic memory",
                new HardwareChange.SetMemory(new Memory(GIB, true, 2 * GIB, 4 * GIB, 20)));
    }

    @Test
    void hangsADriveAtAFreePlaceAndPutsADiskIntoIt() {
        SystemSettings settings = edited(
                new HardwareChange.AddDrive(scsi(5), DriveKind.HARD_DISK), new HardwareChange.Insert(scsi(5), "more"));

        assertEquals(3, settings.drives().size());
        assertEquals(
                new Drive(scsi(5), DriveKind.HARD_DISK, csv1("disks/more.vhdx"), 3 * GIB),
                settings.drives().getLast());
    }

    @Test
    void takesAwayADriveWithWhatIsInIt() {
        assertEquals(
                List.of(WEB.drives().getLast()),
                edited(new HardwareChange.RemoveDrive(scsi(0))).drives());
        assertEquals(
                new Drive(scsi(0), DriveKind.HARD_DISK, null, 0),
                edited(new HardwareChange.Insert(scsi(0), "")).drives().getFirst());
    }

    @Test
    void refusesADriveThatDoesNotFit() {
        refused(ReturnCode.INVALID_PARAMETER, "already", new HardwareChange.AddDrive(scsi(1), DriveKind.HARD_DISK));
        refused(
                ReturnCode.INVALID_PARAMETER,
                "no controller IDE 0",
                new HardwareChange.AddDrive(new DriveAddress(ControllerKind.IDE, 0, 0), DriveKind.DVD));
        refused(ReturnCode.INVALID_PARAMETER, "does not fit", new HardwareChange.AddDrive(scsi(5), DriveKind.FLOPPY));
        refused(ReturnCode.INVALID_PARAMETER, "no drive", new HardwareChange.RemoveDrive(scsi(5)));
        refused(ReturnCode.INVALID_PARAMETER, "no drive", new HardwareChange.Insert(scsi(5), "more"));
    }

    @Test
    void refusesAMediumThatIsNotThereOrDoesNotFitOrIsAttachedAlready() {
        refused(ReturnCode.INVALID_PARAMETER, "not there", new HardwareChange.Insert(scsi(0), "lost"));
        refused(ReturnCode.INVALID_PARAMETER, "does not fit", new HardwareChange.Insert(scsi(0), "disc"));
        refused(ReturnCode.IN_USE, "at SCSI 0:0 already", new HardwareChange.Insert(scsi(1), "own"));
        assertEquals(WEB, edited(new HardwareChange.Insert(scsi(0), "own")));
    }

    @Test
    void addsControllersWithoutAGapAndRemovesTheLastWhenItIsEmpty() {
        Controller second = new Controller(ControllerKind.SCSI, 1, "SCSI-1");
        SystemSettings two = edited(new HardwareChange.AddController(second));

        assertEquals(second, two.controllers().getLast());
        assertEquals(
                WEB,
                edited(
                        new HardwareChange.AddController(second),
                        new HardwareChange.RemoveController(ControllerKind.SCSI, 1)));
        refused(
                ReturnCode.INVALID_PARAMETER,
                "SCSI 0 already",
                new HardwareChange.AddController(new Controller(ControllerKind.SCSI, 0, "X")));
        refused(
                ReturnCode.INVALID_PARAMETER,
                "SCSI 2",
                new HardwareChange.AddController(new Controller(ControllerKind.SCSI, 2, "X")));
        refused(
                ReturnCode.NOT_SUPPORTED,
                "generation",
                new HardwareChange.AddController(new Controller(ControllerKind.IDE, 0, "")));
        refused(
                ReturnCode.INVALID_PARAMETER,
                "has drives",
                new HardwareChange.RemoveController(ControllerKind.SCSI, 0));
        refused(
                ReturnCode.NOT_SUPPORTED,
                "cannot be removed",
                new HardwareChange.RemoveDrive(scsi(0)),
                new HardwareChange.RemoveDrive(scsi(1)),
                new HardwareChange.AddController(second),
                new HardwareChange.RemoveController(ControllerKind.SCSI, 0));
    }

    @Test
    void addsConnectsAndRemovesAdapters() {
        NetworkAdapter adapter = new NetworkAdapter("NIC-1", "second", "", false, "");
        SystemSettings two = edited(
                new HardwareChange.AddAdapter(adapter), new HardwareChange.ModifyAdapter(adapter.withNetwork("lan")));

        assertEquals(adapter.withNetwork("lan"), two.networkAdapters().getLast());
        assertEquals(
                List.of(), edited(new HardwareChange.RemoveAdapter("NIC-0")).networkAdapters());
        refused(
                ReturnCode.INVALID_PARAMETER,
                "already",
                new HardwareChange.AddAdapter(new NetworkAdapter("NIC-0", "", "", false, "")));
        refused(ReturnCode.INVALID_PARAMETER, "no network adapter", new HardwareChange.RemoveAdapter("NIC-9"));
    }
}
