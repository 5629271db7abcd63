package dev.ferry.testkit;

import dev.ferry.model.Caller;
import dev.ferry.model.CommandId;
import dev.ferry.model.Decision;
import dev.ferry.model.SnapshotId;
import dev.ferry.model.SystemId;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.job.JobOrder;
import dev.ferry.model.system.Drive;
import dev.ferry.model.system.DriveAddress;
import dev.ferry.model.system.DriveAddress.ControllerKind;
import dev.ferry.model.system.DriveKind;
import dev.ferry.model.system.Firmware;
import dev.ferry.model.system.Memory;
import dev.ferry.model.system.NetworkAdapter;
import dev.ferry.model.system.Placement;
import dev.ferry.model.system.Snapshot;
import dev.ferry.model.system.SystemEvent;
import dev.ferry.model.system.SystemSettings;
import dev.ferry.model.system.SystemSettings.Controller;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.system.VirtualSystem;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.model.transfer.Assignment;
import dev.ferry.model.volume.Claim;
import dev.ferry.model.volume.VolumeEvent;
import dev.ferry.model.volume.VolumePath;
import java.time.Instant;
import java.util.List;

/** One system that all tests know: {@code web}, saved, with two disks and a snapshot, on the volume csv1. */
public final class Samples {
    public static final Instant NOW = JobDriver.START;
    public static final Caller ANNA = new Caller("anna", "rest", "127.0.0.1");
    public static final SystemId WEB = new SystemId("D351C151-DAC7-4042-B434-B72D522C1E4A");
    public static final SnapshotId FIRST_SNAPSHOT = new SnapshotId("11111111-2222-3333-4444-555555555555");

    private Samples() {}

    public static VolumePath csv1(String path) {
        return new VolumePath("csv1", "", path);
    }

    public static VolumePath csv2(String path) {
        return new VolumePath("csv2", "", path);
    }

    public static VolumePath disk(int number) {
        return csv1("web/Virtual Hard Disks/disk" + number + ".vhdx");
    }

    public static SystemSettings settings(String name, List<Drive> drives) {
        return new SystemSettings(
                name,
                2,
                Memory.fixed(512L << 20),
                2,
                new Firmware("BIOS", "SERIAL", "GENERATION", true, List.of("HardDrive")),
                List.of(new Controller(ControllerKind.SCSI, 0, "SCSI-0")),
                drives,
                List.of(new NetworkAdapter("NIC-0", "Network Adapter", "00-15-5D-01-02-03", true, "Production")),
                "");
    }

    public static Drive drive(int slot, VolumePath file) {
        return new Drive(scsi(slot), DriveKind.HARD_DISK, file, 1L << 30);
    }

    public static DriveAddress scsi(int slot) {
        return new DriveAddress(ControllerKind.SCSI, 0, slot);
    }

    public static SystemSettings web() {
        return settings("web", List.of(drive(0, disk(0)), drive(1, disk(1))));
    }

    public static Snapshot firstSnapshot() {
        return new Snapshot(
                FIRST_SNAPSHOT,
                null,
                NOW,
                false,
                csv1("web/Snapshots/" + FIRST_SNAPSHOT + ".xml"),
                settings("web", List.of(drive(0, disk(0)))));
    }

    public static Realized realized(SystemState state, List<Snapshot> snapshots) {
        return new Realized(WEB, 1, web(), state, placement(), snapshots, null, List.of());
    }

    public static Placement placement() {
        return new Placement("node1", csv1("web/Virtual Machines/" + WEB + ".xml"));
    }

    public static JobOrder order(String command, JobKind kind, SystemId system, Assignment assignment) {
        return new JobOrder(new CommandId(command), ANNA, kind, system, "web", "somewhere", assignment, NOW);
    }

    /** An order of that kind for the rules of systems, which do not look at what is to be done. */
    public static JobOrder order(String command, JobKind kind) {
        return order(command, kind, WEB, new Assignment.Verify(csv1("nothing"), 0));
    }

    /** The world with {@code web} in it, brought about by events as in life. */
    public static FakeWorld worldWithWeb() {
        FakeWorld world = emptyWorld();
        JobOrder made = order("made web", JobKind.DEFINE);
        world.happened(
                WEB,
                Decision.accept(List.of(
                        new SystemEvent.IdentityReserved(made),
                        new SystemEvent.SystemRealized(
                                made.id(), web(), SystemState.SAVED, placement(), List.of(firstSnapshot()), NOW),
                        new SystemEvent.ReservationReleased(made.id()))));
        world.promised(
                "csv1",
                Decision.accept(List.of(
                        new VolumeEvent.ClaimsTaken(made.id(), WEB, List.of(Claim.own(disk(0)), Claim.own(disk(1))), 0),
                        new VolumeEvent.ClaimsSettled(made.id()))));
        world.disk.put(placement().definition(), "definition of web");
        world.disk.put(firstSnapshot().definition(), "definition of the first snapshot");
        world.disk.put(disk(0), "system disk");
        world.disk.put(disk(1), "data disk");
        world.disk.put(runtimeFile(), "memory of web");
        return world;
    }

    public static VolumePath runtimeFile() {
        return csv1("web/Virtual Machines/" + WEB + "/" + WEB + ".vmrs");
    }

    public static FakeWorld emptyWorld() {
        return new FakeWorld(List.of("csv1", "csv2"));
    }

    public static VirtualSystem replay(List<SystemEvent> events) {
        VirtualSystem system = VirtualSystem.neverLived();
        for (SystemEvent event : events) {
            system = system.on(event);
        }
        return system;
    }
}
