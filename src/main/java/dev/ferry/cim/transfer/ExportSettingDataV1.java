package dev.ferry.cim.transfer;

import dev.ferry.cim.schema.Schema;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.model.Outcome;
import dev.ferry.model.SnapshotId;
import dev.ferry.model.system.DriveAddress;
import dev.ferry.model.transfer.ExportSettings;
import dev.ferry.model.transfer.ExportSettings.Snapshots;
import java.util.List;

/** Msvm_VirtualSystemExportSettingData of {@code root/virtualization}, and what it means. */
public final class ExportSettingDataV1 {
    static final String CLASS = "Msvm_VirtualSystemExportSettingData";

    private ExportSettingDataV1() {}

    /** A text that is null or blank means the defaults. */
    public static Outcome<ExportSettings> read(String text, Schema schema) {
        return Sent.read(text, schema, CLASS).then(ExportSettingDataV1::of);
    }

    public static Outcome<ExportSettings> read(CimInstance sent, Schema schema) {
        return Sent.typed(sent, schema, CLASS).then(ExportSettingDataV1::of);
    }

    private static Outcome<ExportSettings> of(CimInstance sent) {
        long which = Sent.number(sent, "CopySnapshotConfiguration");
        if (which == 0 || which == 1) {
            return Outcome.ok(settings(sent, which == 0 ? Snapshots.ALL : Snapshots.NONE, null, List.of()));
        }
        return which == 2
                ? SnapshotPaths.snapshot(Sent.text(sent, "SnapshotVirtualSystem"))
                        .map(id -> settings(sent, Snapshots.ONE, id, List.of()))
                : Outcome.refused(Sent.outOfRange("CopySnapshotConfiguration", which, "0, 1 or 2"));
    }

    /** With one snapshot, disks and saved state always go along, whatever was said of them. */
    static ExportSettings settings(
            CimInstance sent, Snapshots snapshots, SnapshotId snapshot, List<DriveAddress> excluded) {
        boolean isOne = snapshots == Snapshots.ONE;
        return new ExportSettings(
                snapshots,
                snapshot,
                isOne || Sent.flag(sent, "CopyVmStorage", true),
                isOne || isRuntimeWanted(sent),
                Sent.flag(sent, "CreateVmExportSubdirectory", false),
                excluded,
                false,
                "",
                false);
    }

    static boolean isRuntimeWanted(CimInstance sent) {
        return Sent.flag(sent, "CopyVmRuntimeInformation", true);
    }
}
