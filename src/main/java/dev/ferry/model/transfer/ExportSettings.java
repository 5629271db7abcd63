package dev.ferry.model.transfer;

import dev.ferry.model.SnapshotId;
import dev.ferry.model.system.DriveAddress;
import java.util.List;

/** What a caller wants of an export: Msvm_VirtualSystemExportSettingData, and a few things of our own. */
public record ExportSettings(
        Snapshots copySnapshots,
        SnapshotId snapshot,
        boolean copyStorage,
        boolean copyRuntime,
        boolean createSubdirectory,
        List<DriveAddress> excludedDisks,
        boolean replace,
        String notes,
        boolean wholeFileHashes) {

    /** CopySnapshotConfiguration 0, 1 and 2. */
    public enum Snapshots {
        ALL,
        NONE,
        ONE
    }

    public ExportSettings {
        excludedDisks = List.copyOf(excludedDisks);
        notes = notes == null ? "" : notes;
    }
}
