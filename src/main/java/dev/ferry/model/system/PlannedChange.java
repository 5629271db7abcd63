package dev.ferry.model.system;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.ferry.model.SnapshotId;
import dev.ferry.model.transfer.ImportedDefinition.ImportedDrive;

/** One repair of a planned system. {@code of} is the snapshot that is meant, null for the system itself. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
    @JsonSubTypes.Type(value = PlannedChange.Settle.class, name = "settle"),
    @JsonSubTypes.Type(value = PlannedChange.Patch.class, name = "patch"),
    @JsonSubTypes.Type(value = PlannedChange.AddDrive.class, name = "add-drive"),
    @JsonSubTypes.Type(value = PlannedChange.ModifyDrive.class, name = "modify-drive"),
    @JsonSubTypes.Type(value = PlannedChange.RemoveDrive.class, name = "remove-drive"),
    @JsonSubTypes.Type(value = PlannedChange.AddAdapter.class, name = "add-adapter"),
    @JsonSubTypes.Type(value = PlannedChange.ModifyAdapter.class, name = "modify-adapter"),
    @JsonSubTypes.Type(value = PlannedChange.RemoveAdapter.class, name = "remove-adapter"),
    @JsonSubTypes.Type(value = PlannedChange.DiscardState.class, name = "discard-state"),
    @JsonSubTypes.Type(value = PlannedChange.RemoveSnapshot.class, name = "remove-snapshot")
})
public sealed interface PlannedChange {
    /** Where the system will live, "" for the usual place. */
    record Settle(String home) implements PlannedChange {}

    record Patch(SnapshotId of, SettingsPatch patch) implements PlannedChange {}

    record AddDrive(SnapshotId of, ImportedDrive drive) implements PlannedChange {}

    /** Another file, "" for none. */
    record ModifyDrive(SnapshotId of, DriveAddress address, String path) implements PlannedChange {}

    record RemoveDrive(SnapshotId of, DriveAddress address) implements PlannedChange {}

    record AddAdapter(SnapshotId of, NetworkAdapter adapter) implements PlannedChange {}

    /** The adapter with the same id becomes this one. */
    record ModifyAdapter(SnapshotId of, NetworkAdapter adapter) implements PlannedChange {}

    record RemoveAdapter(SnapshotId of, String adapter) implements PlannedChange {}

    record DiscardState(SnapshotId of) implements PlannedChange {}

    /** A snapshot, missing or not; those that were taken on it go too ({@code tree}), or get its parent. */
    record RemoveSnapshot(SnapshotId snapshot, boolean tree) implements PlannedChange {}
}
