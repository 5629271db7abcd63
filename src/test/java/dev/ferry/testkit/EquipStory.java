package dev.ferry.testkit;

import static dev.ferry.testkit.JobStories.source;
import static dev.ferry.testkit.JobStories.value;
import static dev.ferry.testkit.Samples.NOW;
import static dev.ferry.testkit.Samples.WEB;
import static dev.ferry.testkit.Samples.csv2;
import static dev.ferry.testkit.Samples.scsi;

import dev.ferry.model.Decision;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.system.DriveKind;
import dev.ferry.model.system.HardwareChange;
import dev.ferry.model.system.SystemEvent;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.model.transfer.Assignment;
import dev.ferry.model.transfer.EquipInventory;
import dev.ferry.model.transfer.EquipPlanner;
import dev.ferry.model.volume.VolumePath;
import java.util.List;
import java.util.Set;

/** The job that changes the hardware of {@code web}. */
final class EquipStory {
    private EquipStory() {}

    /** The first disk stays, as a snapshot has it; the second goes, and one of another volume comes. */
    static JobStory equip() {
        Realized system = Samples.realized(SystemState.OFF, List.of(Samples.firstSnapshot()));
        VolumePath more = csv2("disks/more.vhdx");
        Assignment assignment = value(EquipPlanner.assign(
                system,
                List.of(
                        new HardwareChange.Insert(scsi(0), ""),
                        new HardwareChange.RemoveDrive(scsi(1)),
                        new HardwareChange.AddDrive(scsi(2), DriveKind.HARD_DISK),
                        new HardwareChange.Insert(scsi(2), "more")),
                new EquipInventory(
                        List.of(new EquipInventory.FoundMedium("more", source(more, "more"), 1L << 30)),
                        List.of(source(more, "more")),
                        Set.of("Production"),
                        List.of())));
        return new JobStory(
                "change of hardware",
                () -> {
                    FakeWorld world = Samples.worldWithWeb();
                    world.happened(WEB, Decision.accept(new SystemEvent.StateChanged(SystemState.OFF, NOW)));
                    world.disk.put(more, "more");
                    return world;
                },
                Samples.order("equip", JobKind.CHANGE_RESOURCES, WEB, assignment));
    }
}
