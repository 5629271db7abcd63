package dev.ferry.cim.system;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.object.ClassView;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.journal.Examples;
import dev.ferry.model.Guid;
import dev.ferry.model.Outcome;
import dev.ferry.model.SnapshotId;
import dev.ferry.model.SystemId;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.node.Standing;
import dev.ferry.model.system.Drive;
import dev.ferry.model.system.DriveAddress;
import dev.ferry.model.system.DriveAddress.ControllerKind;
import dev.ferry.model.system.DriveKind;
import dev.ferry.model.system.NetworkAdapter;
import dev.ferry.model.system.Placement;
import dev.ferry.model.system.Reservation;
import dev.ferry.model.system.Snapshot;
import dev.ferry.model.system.SystemSettings;
import dev.ferry.model.system.SystemSettings.Controller;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.system.VirtualSystem.Drafted;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.service.SystemQuery;
import dev.ferry.service.SystemService.Seat;
import dev.ferry.view.SystemKey;
import dev.ferry.view.SystemRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A system with a device of every kind and two snapshots, and a front desk that knows a few systems. */
final class SystemExamples {
    static final Scope V2 = scope(Namespace.V2);
    static final Scope CLUSTER = scope(Namespace.CLUSTER);
    static final String SYSTEM = Examples.SYSTEM.value();
    static final String SNAPSHOT = Examples.SNAPSHOT.value();
    static final SnapshotId CHILD = new SnapshotId(Guid.derived("child"));
    static final Seat SEAT = new Seat("node-1", "simulated", null);
    static final Seat LOST =
            new Seat("node-1", "", new Standing.Lost("node-1", "node node-1, down since noon", "bring it back"));

    /** Knows no list: what is asked for by id is answered, and what was asked for is written down. */
    static final class Desk implements SystemSource {
        final List<String> asked = new ArrayList<>();
        private final List<SystemRow> rows;

        Desk(SystemRow... rows) {
            this.rows = List.of(rows);
        }

        @Override
        public CompletionStage<Outcome<List<SystemRow>>> list(SystemQuery query, int limit, SystemKey after) {
            asked.add(query.name() + " at " + query.node() + ", " + limit);
            Comparator<SystemKey> order = Comparator.comparing(SystemKey::nameFolded)
                    .thenComparing(key -> key.id().value());
            return CompletableFuture.completedFuture(Outcome.ok(rows.stream()
                    .sorted(Comparator.comparing(SystemRow::key, order))
                    .filter(row -> after == null || order.compare(row.key(), after) > 0)
                    .limit(limit)
                    .toList()));
        }

        @Override
        public CompletionStage<Outcome<Optional<SystemRow>>> bearing(String guid) {
            asked.add(guid);
            return CompletableFuture.completedFuture(Outcome.ok(rows.stream()
                    .filter(row -> row.id().value().equals(guid) || row.has(new SnapshotId(guid)))
                    .findFirst()));
        }

        @Override
        public Seat seat(Realized system) {
            return new Seat(system.placement().node(), "", null);
        }
    }

    private SystemExamples() {}

    private static Scope scope(Namespace namespace) {
        try {
            return new Scope(namespace, namespace.schema(), "node-1");
        } catch (CimFailure e) {
            throw new AssertionError(e);
        }
    }

    /** As a volume at C:\ClusterStorage\Volume1 would have it. */
    static String file(VolumePath place) {
        return "C:\\ClusterStorage\\Volume1"
                + (place.path().isEmpty() ? "" : "\\" + place.path().replace('/', '\\'));
    }

    static Reservation held(JobKind kind) {
        return new Reservation(Examples.order(kind, Examples.assignments().getFirst()), true);
    }

    static Realized realized(SystemState state, Reservation reservation) {
        return new Realized(
                Examples.SYSTEM,
                3,
                settings("Büro 7", ""),
                state,
                Examples.placement(),
                snapshots(),
                reservation,
                List.of());
    }

    static SystemEntry entry() {
        return entry(realized(SystemState.OFF, null), SEAT);
    }

    /** With a snapshot that was found and one, which it was taken after, that is missing. */
    static SystemEntry drafted(Reservation reservation) {
        SystemId id = new SystemId(Guid.derived("drafted"));
        Drafted drafted = new Drafted(id, 1, Examples.planned(), reservation, List.of());
        return new SystemEntry(new SystemRow(id, drafted, 3), new Seat("node-2", "", null));
    }

    static SystemEntry entry(Realized system, Seat seat) {
        return new SystemEntry(row(system), seat);
    }

    static SystemRow row(Realized system) {
        return new SystemRow(system.id(), system, 7);
    }

    static Realized named(String name, String node) {
        return new Realized(
                new SystemId(Guid.derived(name)),
                1,
                Examples.settings().withName(name),
                SystemState.OFF,
                new Placement(node, Examples.at("systems/" + name + "/Virtual Machines/x.xml")),
                List.of(),
                null,
                List.of());
    }

    /** The second was taken after the first. */
    static List<Snapshot> snapshots() {
        Snapshot first = Examples.snapshot();
        return List.of(
                new Snapshot(
                        first.id(),
                        first.parent(),
                        first.createdAt(),
                        true,
                        Examples.at("systems/b/Snapshots/s.xml"),
                        settings("before", "_1")),
                new Snapshot(
                        CHILD,
                        first.id(),
                        first.createdAt(),
                        false,
                        Examples.at("systems/b/Snapshots/t.xml"),
                        settings("after", "_2")));
    }

    private static SystemSettings settings(String name, String disk) {
        SystemSettings some = Examples.settings();
        return new SystemSettings(
                name,
                2,
                some.memory(),
                some.processors(),
                some.firmware(),
                List.of(
                        new Controller(ControllerKind.IDE, 0, ""),
                        new Controller(ControllerKind.IDE, 1, ""),
                        new Controller(ControllerKind.FLOPPY, 0, ""),
                        new Controller(ControllerKind.SCSI, 0, Guid.derived("controller"))),
                List.of(
                        drive(ControllerKind.IDE, 0, DriveKind.HARD_DISK, "disks/a" + disk + ".vhdx"),
                        drive(ControllerKind.FLOPPY, 0, DriveKind.FLOPPY, "media/drivers.vfd"),
                        drive(ControllerKind.SCSI, 3, DriveKind.HARD_DISK, "disks/b" + disk + ".vhdx"),
                        drive(ControllerKind.SCSI, 4, DriveKind.DVD, "media/setup.iso"),
                        drive(ControllerKind.SCSI, 5, DriveKind.DVD, null)),
                List.of(
                        new NetworkAdapter(Guid.derived("nic"), "Network Adapter", "00-15-5d-01-02-03", true, "lan"),
                        new NetworkAdapter(Guid.derived("spare"), "Spare", "", false, "")),
                some.notes());
    }

    private static Drive drive(ControllerKind controller, int slot, DriveKind kind, String file) {
        return new Drive(
                new DriveAddress(controller, 0, slot), kind, file == null ? null : Examples.at(file), 127L << 30);
    }

    static List<ClassView<?>> views(Scope scope) {
        SystemRows rows = new SystemRows(new Desk());
        return switch (scope.namespace()) {
            case V2 -> SystemViews.v2(rows, SystemExamples::file);
            case CLUSTER -> SystemViews.cluster(rows, SystemExamples::file);
            case V1, INTEROP -> List.of();
        };
    }

    @SuppressWarnings("unchecked")
    static List<CimInstance> instances(String className, SystemEntry entry, Scope scope) {
        return views(scope).stream()
                .filter(view -> view.className().equals(className))
                .flatMap(view -> ((ClassView<SystemEntry>) view).instances(entry, scope).stream())
                .toList();
    }

    /** Of the example, as v2 shows it. */
    static CimInstance instance(String className, String instanceId) {
        return instances(className, entry(), V2).stream()
                .filter(instance -> instance.text("InstanceID").orElseThrow().equals(instanceId))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + className + " " + instanceId));
    }
}
