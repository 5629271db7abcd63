package dev.ferry.actor.hands;

import dev.ferry.actor.copy.Chore;
import dev.ferry.actor.copy.ChoreHands;
import dev.ferry.cluster.Leases;
import dev.ferry.hypervisor.Hypervisor;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.storage.Room;
import dev.ferry.storage.Staging;
import dev.ferry.storage.StorageException;
import dev.ferry.storage.Sweep;
import dev.ferry.storage.Volume;
import dev.ferry.storage.WriteLease;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Does a node's chores: looks, definition files, changes of state, volumes. */
public final class NodeChores implements ChoreHands {
    /** How far a look may go, where systems without a place of their own are put, and which networks there are. */
    public record Bounds(int filesMax, String systemsDirectory, Set<String> networks) {
        public Bounds {
            networks = Set.copyOf(networks);
        }
    }

    private final NodeVolumes volumes;
    private final Supplier<WriteLease> lease;
    private final Hypervisor hypervisor;
    private final EntityDesk desk;
    private final Set<String> networks;
    private final FolderLook folders;
    private final ExportLook exports;
    private final ImportLook imports;
    private final SystemLook systems;
    private final MoveLook moves;
    private final PlannedLook planned;

    public NodeChores(NodeVolumes volumes, Hypervisor hypervisor, EntityDesk desk, Bounds bounds, Leases leases) {
        this.volumes = volumes;
        this.lease = () -> HeldLease.of(leases::held, leases.current());
        Definitions definitions = new Definitions(volumes);
        this.hypervisor = hypervisor;
        this.desk = desk;
        this.networks = bounds.networks();
        this.folders = new FolderLook(volumes);
        this.exports = new ExportLook(volumes, folders, bounds.filesMax());
        this.imports = new ImportLook(volumes, folders, definitions, bounds.filesMax(), bounds.systemsDirectory());
        this.systems = new SystemLook(volumes, folders, bounds.systemsDirectory());
        this.moves = new MoveLook(volumes, folders, bounds);
        this.planned = new PlannedLook(volumes, folders, definitions, bounds);
    }

    @Override
    public String hypervisor() {
        return hypervisor.name();
    }

    @Override
    public Set<String> networks() {
        return networks;
    }

    @Override
    public Set<String> volumeKeys() {
        return volumes.usable();
    }

    @Override
    public Chore.Reply perform(Chore chore) {
        try {
            return reply(chore);
        } catch (StorageException e) {
            return new Chore.Refused(e.refusal());
        }
    }

    private Chore.Reply reply(Chore chore) throws StorageException {
        return switch (chore) {
            case Chore.WriteDefinition(var system, var version) -> {
                new Definitions(volumes.under(lease.get())).keep(system, version);
                yield new Chore.Done();
            }
            case Chore.ChangeState(var system, var aim) -> {
                lease.get().require();
                Hypervisor.Outcome outcome = hypervisor.change(guest(system), aim);
                yield new Chore.StateIs(outcome.state(), outcome.refusal());
            }
            case Chore.LookForExport wanted -> new Chore.ExportFound(exports.look(wanted));
            case Chore.LookForImport wanted -> imports.look(wanted);
            case Chore.LookForDefine wanted -> new Chore.DefineFound(systems.forDefine(wanted));
            case Chore.LookForEquip(var paths, var name) ->
                new Chore.EquipFound(systems.forEquip(paths, name, networks));
            case Chore.MeasureSystem(var system, var snapshot) ->
                new Chore.SizeFound(systems.sizeBytes(system, snapshot));
            case Chore.LookForRemoval(var system, var deleteDisks) ->
                new Chore.RemovalFound(systems.forRemoval(system, deleteDisks));
            case Chore.LookForMove wanted -> new Chore.MoveFound(moves.source(wanted));
            case Chore.LookForMoveTarget wanted -> new Chore.MoveTargetFound(moves.target(wanted));
            case Chore.LookForDefinition wanted -> new Chore.DefinitionFound(planned.definition(wanted));
            case Chore.LookForSnapshots(var folder) -> new Chore.SnapshotsFound(planned.snapshots(folder));
            case Chore.LookForPlanned(var system, var content) ->
                new Chore.PlannedFound(planned.planned(system, content));
            case Chore.LookForVerify(var directory) -> folders.forVerify(directory);
            case Chore.ListExports(var directory) -> new Chore.Exports(folders.exports(directory));
            case Chore.RemoveExport(var directory, var dryRun) -> removeExport(directory, dryRun);
            case Chore.DescribeVolumes _ -> describe();
            case Chore.InitVolume init -> initialise(init);
        };
    }

    private Hypervisor.Guest guest(Realized system) throws StorageException {
        VolumePath folder =
                system.placement().definition().parent().child(system.id().value());
        Volume volume = volumes.writable(folder);
        return new Hypervisor.Guest(
                system.id(),
                system.settings().name(),
                system.settings().memory().startupBytes(),
                system.state(),
                volume.root().resolve(folder.path()));
    }

    private Chore.Reply removeExport(String directory, boolean dryRun) throws StorageException {
        VolumePath folder = folders.forVerify(directory).folder();
        boolean used = desk.promises(folder.volumeKey()).held().stream()
                .map(held -> held.claim().path())
                .anyMatch(path -> path.equals(folder) || path.isBelow(folder));
        if (used) {
            throw StorageException.inUse(folder + " is being used by a job", "wait until it has ended");
        }
        List<VolumePath> files = folders.filesOf(folder);
        if (!dryRun) {
            remove(volumes.under(lease.get()), folder, files);
        }
        return new Chore.FolderFound(folder, files.size(), "");
    }

    private static void remove(NodeVolumes covered, VolumePath folder, List<VolumePath> files) throws StorageException {
        Volume volume = covered.writable(folder);
        Staging staging = covered.staging(folder, Sweep.REMOVAL + UUID.randomUUID());
        staging.open();
        FileMoves.remove(staging, 1, files);
        staging.remove();
        files.stream()
                .map(VolumePath::parent)
                .distinct()
                .sorted((a, b) -> Integer.compare(b.path().length(), a.path().length()))
                .forEach(parent -> removeIfEmpty(volume, parent));
        for (VolumePath below : List.of(folder.child("Virtual Machines"), folder.child("Snapshots"), folder)) {
            removeIfEmpty(volume, below);
        }
    }

    private static void removeIfEmpty(Volume volume, VolumePath folder) {
        try {
            if (volume.stat(folder.path()).isPresent()) {
                volume.removeFolderIfEmpty(folder.path());
            }
        } catch (StorageException _) {
            // A folder that something else is in stays; the export itself is gone.
        }
    }

    private Chore.Volumes describe() {
        List<Chore.VolumeEntry> all = new ArrayList<>();
        volumes.usable();
        for (Volume volume : volumes.table().volumes()) {
            all.add(describe(volume));
        }
        return new Chore.Volumes(all);
    }

    private static Chore.VolumeEntry describe(Volume volume) {
        Room room;
        try {
            room = volume.room();
        } catch (StorageException _) {
            room = new Room(0, 0, true);
        }
        return new Chore.VolumeEntry(
                volume.name(),
                volume.settings().node(),
                volume.settings().shared(),
                volume.root().toString(),
                volume.settings().aliases(),
                NodeVolumes.word(volume.status()),
                NodeVolumes.reason(volume.status()),
                room.totalBytes(),
                room.freeBytes());
    }

    private Chore.Reply initialise(Chore.InitVolume init) throws StorageException {
        Volume known = volumes.table().volumes().stream()
                .filter(v -> v.name().equals(init.name()))
                .findFirst()
                .orElseThrow(() -> StorageException.invalid(
                        "no volume is called '" + init.name() + "' in the configuration",
                        "add it to ferry.volumes in the node's configuration, and start the node again"));
        boolean agrees = known.settings().shared() == init.shared()
                && (init.path().isEmpty()
                        || known.root().toString().equals(init.path())
                        || known.settings().root().toString().equals(init.path()));
        if (!agrees) {
            throw StorageException.of(
                    ReturnCode.INVALID_PARAMETER,
                    "the configuration has the volume '" + init.name() + "' at " + known.root()
                            + (known.settings().shared() ? ", shared" : ", not shared"),
                    "give the same path and sharing, or change ferry.volumes");
        }
        return new Chore.Volumes(List.of(describe(volumes.initialise(init.name()))));
    }
}
