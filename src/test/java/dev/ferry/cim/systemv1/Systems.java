package dev.ferry.cim.systemv1;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.object.ClassView;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.system.SystemEntry;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.journal.Examples;
import dev.ferry.model.Guid;
import dev.ferry.model.SnapshotId;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.node.Standing;
import dev.ferry.model.system.Drive;
import dev.ferry.model.system.DriveAddress;
import dev.ferry.model.system.DriveAddress.ControllerKind;
import dev.ferry.model.system.DriveKind;
import dev.ferry.model.system.Firmware;
import dev.ferry.model.system.Memory;
import dev.ferry.model.system.NetworkAdapter;
import dev.ferry.model.system.Reservation;
import dev.ferry.model.system.Snapshot;
import dev.ferry.model.system.SystemSettings;
import dev.ferry.model.system.SystemSettings.Controller;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.system.VirtualSystem;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.service.SystemService.Seat;
import dev.ferry.view.SystemRow;
import java.time.Instant;
import java.util.List;

/** A system with one of everything, and how it is shown. */
final class Systems {
    static final String ID = Examples.SYSTEM.value();
    static final SnapshotId FIRST = new SnapshotId(Guid.derived("first"));
    static final SnapshotId SECOND = new SnapshotId(Guid.derived("second"));
    static final Scope SCOPE = scope();

    private Systems() {}

    private static Scope scope() {
        try {
            return new Scope(Namespace.V1, Namespace.V1.schema(), "node-1");
        } catch (CimFailure e) {
            throw new AssertionError(e);
        }
    }

    static SystemSettings settings() {
        return new SystemSettings(
                "blog",
                1,
                new Memory(4L << 30, true, 1L << 30, 8L << 30, 25),
                4,
                new Firmware(Guid.derived("bios"), "1234-5678", "", false, List.of("Optical", "HardDrive", "Network")),
                List.of(
                        new Controller(ControllerKind.IDE, 0, ""),
                        new Controller(ControllerKind.IDE, 1, ""),
                        new Controller(ControllerKind.SCSI, 0, Guid.derived("scsi"))),
                List.of(
                        drive(ControllerKind.IDE, 0, 0, DriveKind.HARD_DISK, "disks/a.vhd"),
                        drive(ControllerKind.IDE, 1, 0, DriveKind.DVD, "discs/setup.iso"),
                        drive(ControllerKind.IDE, 1, 1, DriveKind.DVD, null),
                        drive(ControllerKind.SCSI, 0, 5, DriveKind.HARD_DISK, "disks/b.vhd"),
                        drive(ControllerKind.FLOPPY, 0, 0, DriveKind.FLOPPY, "discs/boot.vfd")),
                List.of(
                        new NetworkAdapter(Guid.derived("nic"), "Network Adapter", "00155D010203", true, "lan"),
                        new NetworkAdapter(Guid.derived("loose"), "Loose", "", false, "")),
                "first line\nsecond line");
    }

    private static Drive drive(ControllerKind kind, int number, int slot, DriveKind of, String file) {
        return new Drive(new DriveAddress(kind, number, slot), of, file == null ? null : Examples.at(file), 127L << 30);
    }

    static Snapshot snapshot(SnapshotId id, SnapshotId parent, Instant at) {
        return new Snapshot(
                id,
                parent,
                at,
                false,
                Examples.at("systems/b/Snapshots/s.xml"),
                settings().withName("blog before"));
    }

    static Realized realized(SystemState state, Reservation reservation) {
        return new Realized(
                Examples.SYSTEM,
                3,
                settings(),
                state,
                Examples.placement(),
                List.of(snapshot(FIRST, null, Examples.AT), snapshot(SECOND, FIRST, Instant.EPOCH)),
                reservation,
                List.of());
    }

    static Reservation reservation(JobKind kind) {
        return new Reservation(Examples.order(kind, Examples.assignments().getFirst()), true);
    }

    static SystemEntry entry(VirtualSystem system) {
        return new SystemEntry(new SystemRow(Examples.SYSTEM, system, 7), new Seat("node-1", "", null));
    }

    static SystemEntry lost(Realized system) {
        Standing.Lost lost = new Standing.Lost("node-1", "node-1 is gone", "Start it again");
        return new SystemEntry(new SystemRow(Examples.SYSTEM, system, 7), new Seat("node-1", "", lost));
    }

    static String windows(VolumePath place) {
        return "C:\\" + place.volume() + "\\" + place.path().replace('/', '\\');
    }

    static List<ClassView<?>> views() {
        return SystemViewsV1.views(new FixedSystems(List.of()), Systems::windows);
    }

    /** The instances of one class that are made of a row. */
    static List<CimInstance> shown(String className, SystemEntry entry) {
        return views().stream()
                .filter(view -> view.className().equals(className))
                .flatMap(view -> instances(view, entry).stream())
                .toList();
    }

    static List<CimInstance> shown(String className) {
        return shown(className, entry(realized(SystemState.OFF, null)));
    }

    @SuppressWarnings("unchecked")
    static List<CimInstance> instances(ClassView<?> view, SystemEntry entry) {
        return ((ClassView<SystemEntry>) view).instances(entry, SCOPE);
    }
}
