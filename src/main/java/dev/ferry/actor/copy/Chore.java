package dev.ferry.actor.copy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.ferry.actor.Message;
import dev.ferry.model.JobId;
import dev.ferry.model.Refusal;
import dev.ferry.model.SnapshotId;
import dev.ferry.model.SystemId;
import dev.ferry.model.system.PlannedSystem;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.system.VirtualSystem;
import dev.ferry.model.transfer.Assignment;
import dev.ferry.model.transfer.DefineInventory;
import dev.ferry.model.transfer.DefineWish;
import dev.ferry.model.transfer.DefinitionInventory;
import dev.ferry.model.transfer.EquipInventory;
import dev.ferry.model.transfer.ExportInventory;
import dev.ferry.model.transfer.ExportSettings;
import dev.ferry.model.transfer.ImportInventory;
import dev.ferry.model.transfer.ImportSettings;
import dev.ferry.model.transfer.ImportWish;
import dev.ferry.model.transfer.MoveInventory;
import dev.ferry.model.transfer.MoveTarget;
import dev.ferry.model.transfer.PlannedInventory;
import dev.ferry.model.volume.VolumePath;
import java.util.List;

/**
 * Something short that a node's hands do at once, with an answer: look before a job is ordered, keep a definition file, change
 * a state. Nothing here copies.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Chore.WriteDefinition.class, name = "write-definition"),
    @JsonSubTypes.Type(value = Chore.ChangeState.class, name = "change-state"),
    @JsonSubTypes.Type(value = Chore.LookForExport.class, name = "look-for-export"),
    @JsonSubTypes.Type(value = Chore.LookForImport.class, name = "look-for-import"),
    @JsonSubTypes.Type(value = Chore.LookForDefine.class, name = "look-for-define"),
    @JsonSubTypes.Type(value = Chore.LookForEquip.class, name = "look-for-equip"),
    @JsonSubTypes.Type(value = Chore.MeasureSystem.class, name = "measure-system"),
    @JsonSubTypes.Type(value = Chore.LookForRemoval.class, name = "look-for-removal"),
    @JsonSubTypes.Type(value = Chore.LookForMove.class, name = "look-for-move"),
    @JsonSubTypes.Type(value = Chore.LookForMoveTarget.class, name = "look-for-move-target"),
    @JsonSubTypes.Type(value = Chore.LookForDefinition.class, name = "look-for-definition"),
    @JsonSubTypes.Type(value = Chore.LookForSnapshots.class, name = "look-for-snapshots"),
    @JsonSubTypes.Type(value = Chore.LookForPlanned.class, name = "look-for-planned"),
    @JsonSubTypes.Type(value = Chore.LookForVerify.class, name = "look-for-verify"),
    @JsonSubTypes.Type(value = Chore.ListExports.class, name = "list-exports"),
    @JsonSubTypes.Type(value = Chore.RemoveExport.class, name = "remove-export"),
    @JsonSubTypes.Type(value = Chore.DescribeVolumes.class, name = "describe-volumes"),
    @JsonSubTypes.Type(value = Chore.InitVolume.class, name = "init-volume")
})
public sealed interface Chore {
    /** {@code version} is the entity's: a file is never replaced by an older one. */
    record WriteDefinition(VirtualSystem.Realized system, long version) implements Chore {}

    record ChangeState(VirtualSystem.Realized system, SystemState aim) implements Chore {}

    /** {@code directory} is the caller's text; {@code job} is the one that the export would be. */
    record LookForExport(VirtualSystem.Realized system, ExportSettings settings, String directory, JobId job)
            implements Chore {}

    record LookForImport(ImportWish wish, SystemId newId) implements Chore {}

    record LookForDefine(DefineWish wish, SystemId id) implements Chore {}

    /** {@code paths} are the caller's text: what is to be put into drives of a system of that name. */
    record LookForEquip(List<String> paths, String name) implements Chore {
        public LookForEquip {
            paths = List.copyOf(paths);
        }
    }

    /** {@code snapshot} is null for the system itself. */
    record MeasureSystem(VirtualSystem.Realized system, SnapshotId snapshot) implements Chore {}

    record LookForRemoval(VirtualSystem.Realized system, boolean deleteDisks) implements Chore {}

    /** {@code disks} are the ones that have to go along; with the home go definitions and state files. */
    record LookForMove(VirtualSystem.Realized system, List<VolumePath> disks, boolean withHome) implements Chore {
        public LookForMove {
            disks = List.copyOf(disks);
        }
    }

    /**
     * {@code directory} is the caller's text, empty for the node's own choice; {@code home} is where the system lives and will
     * live, null when its home is to be a new one.
     */
    record LookForMoveTarget(SystemId system, String name, String directory, VolumePath home) implements Chore {}

    /** One definition file, and the folder of its snapshots, "" for none; both are the caller's text. */
    record LookForDefinition(String definitionFile, String snapshotFolder) implements Chore {}

    record LookForSnapshots(String folder) implements Chore {}

    /** What is there of all that a planned system names, as it is planned now. */
    record LookForPlanned(SystemId system, PlannedSystem planned) implements Chore {}

    record LookForVerify(String directory) implements Chore {}

    record ListExports(String directory) implements Chore {}

    record RemoveExport(String directory, boolean dryRun) implements Chore {}

    record DescribeVolumes() implements Chore {}

    record InitVolume(String path, String name, boolean shared, List<String> aliases) implements Chore {
        public InitVolume {
            aliases = List.copyOf(aliases);
        }
    }

    /** What came of it. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Done.class, name = "done"),
        @JsonSubTypes.Type(value = Refused.class, name = "refused"),
        @JsonSubTypes.Type(value = StateIs.class, name = "state-is"),
        @JsonSubTypes.Type(value = ExportFound.class, name = "export-found"),
        @JsonSubTypes.Type(value = ImportFound.class, name = "import-found"),
        @JsonSubTypes.Type(value = DefineFound.class, name = "define-found"),
        @JsonSubTypes.Type(value = EquipFound.class, name = "equip-found"),
        @JsonSubTypes.Type(value = SizeFound.class, name = "size-found"),
        @JsonSubTypes.Type(value = RemovalFound.class, name = "removal-found"),
        @JsonSubTypes.Type(value = MoveFound.class, name = "move-found"),
        @JsonSubTypes.Type(value = MoveTargetFound.class, name = "move-target-found"),
        @JsonSubTypes.Type(value = DefinitionFound.class, name = "definition-found"),
        @JsonSubTypes.Type(value = SnapshotsFound.class, name = "snapshots-found"),
        @JsonSubTypes.Type(value = PlannedFound.class, name = "planned-found"),
        @JsonSubTypes.Type(value = FolderFound.class, name = "folder-found"),
        @JsonSubTypes.Type(value = Exports.class, name = "exports"),
        @JsonSubTypes.Type(value = Volumes.class, name = "volumes")
    })
    sealed interface Reply extends Message {}

    record Done() implements Reply {}

    record Refused(Refusal refusal) implements Reply {}

    /** {@code refusal} is null when the state is the one that was asked for. */
    record StateIs(SystemState state, Refusal refusal) implements Reply {}

    record ExportFound(ExportInventory inventory) implements Reply {}

    record ImportFound(ImportInventory inventory, ImportSettings settings) implements Reply {}

    record DefineFound(DefineInventory inventory) implements Reply {}

    record EquipFound(EquipInventory inventory) implements Reply {}

    record SizeFound(long bytes) implements Reply {}

    record RemovalFound(Assignment.Remove removal) implements Reply {}

    record MoveFound(MoveInventory inventory) implements Reply {}

    record MoveTargetFound(MoveTarget target) implements Reply {}

    record DefinitionFound(DefinitionInventory inventory) implements Reply {}

    record SnapshotsFound(List<DefinitionInventory.FoundSnapshot> snapshots) implements Reply {
        public SnapshotsFound {
            snapshots = List.copyOf(snapshots);
        }
    }

    record PlannedFound(PlannedInventory inventory) implements Reply {}

    record FolderFound(VolumePath folder, long dataBytes, String systemName) implements Reply {}

    record Exports(List<ExportEntry> exports) implements Reply {
        public Exports {
            exports = List.copyOf(exports);
        }
    }

    /** An export as its folder shows it; {@code createdAt} is empty when no manifest tells. */
    record ExportEntry(
            VolumePath folder,
            String systemId,
            String name,
            String createdAt,
            long sizeBytes,
            long allocatedBytes,
            boolean complete,
            boolean adopted) {}

    record Volumes(List<VolumeEntry> volumes) implements Reply {
        public Volumes {
            volumes = List.copyOf(volumes);
        }
    }

    record VolumeEntry(
            String name,
            String node,
            boolean shared,
            String path,
            List<String> aliases,
            String state,
            String reason,
            long totalBytes,
            long freeBytes) {
        public VolumeEntry {
            aliases = List.copyOf(aliases);
        }

        public String volumeKey() {
            return node.isEmpty() || shared ? name : name + "@" + node;
        }
    }
}
