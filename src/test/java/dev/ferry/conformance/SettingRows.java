package dev.ferry.conformance;

import static dev.ferry.conformance.SettingRow.differs;
import static dev.ferry.conformance.SettingRow.refused;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What each setting does, as it is documented. A new setting is a new row. */
final class SettingRows {
    private static final String WHICH = "CopySnapshotConfiguration";
    private static final String DEFINITION = "Virtual Machines/SYSTEM.xml: ";
    private static final CimValue ONE = CimValue.uint8(2);
    private static final CimValue BACKUP = CimValue.uint8(3);
    private static final CimValue YES = CimValue.of(true);
    private static final CimValue NO = CimValue.of(false);
    /** Stands for the folder of a row, which is not known yet. */
    private static final String OWN = "<own>";

    private SettingRows() {}

    static List<SettingRow> exports(CimClient client, ForeignSystem system) {
        List<SettingRow> rows = new ArrayList<>(labels());
        CimValue first = snapshot(client, system.first().value());
        CimValue second = snapshot(client, system.second().value());
        rows.add(differs(
                WHICH,
                CimValue.uint8(1),
                "-Snapshots/",
                "-Virtual Hard Disks/first.vhdx",
                "-Virtual Hard Disks/second.vhdx",
                "-" + DEFINITION + "global_settings/snapshots/list/",
                "+" + DEFINITION + "global_settings/snapshots/list/size = 0"));
        rows.add(refused(WHICH, CimValue.uint8(9), 32773).amid("range", Map.of()));
        rows.add(differs(
                "CopyVmRuntimeInformation",
                NO,
                "-Virtual Machines/SYSTEM/",
                "-Snapshots/FIRST/",
                "-" + DEFINITION + "savedstate/",
                "-Snapshots/FIRST.xml: savedstate/"));
        rows.add(differs(
                "CopyVmStorage",
                NO,
                "-Virtual Hard Disks/",
                "-" + DEFINITION,
                "+" + DEFINITION,
                "-Snapshots/FIRST.xml: ",
                "+Snapshots/FIRST.xml: ",
                "-Snapshots/SECOND.xml: ",
                "+Snapshots/SECOND.xml: "));
        rows.add(differs("CreateVmExportSubdirectory", YES, "-", "+tree/"));
        rows.add(differs(
                        WHICH,
                        ONE,
                        "-Snapshots/",
                        "-Virtual Hard Disks/",
                        "-Virtual Machines/SYSTEM",
                        "+Virtual Machines/SYSTEM.xml: ")
                .amid("one", Map.of("SnapshotVirtualSystem", first)));
        rows.add(differs("SnapshotVirtualSystem", second));
        rows.add(differs(
                        "SnapshotVirtualSystem",
                        second,
                        "-Virtual Hard Disks/first.vhdx",
                        "+Virtual Hard Disks/second.vhdx",
                        "-" + DEFINITION,
                        "+" + DEFINITION)
                .amid("one", Map.of(WHICH, ONE, "SnapshotVirtualSystem", first)));
        if (client.namespace() != Namespace.V1) {
            rows.addAll(secondExports(client, first));
        }
        return rows;
    }

    private static List<SettingRow> secondExports(CimClient client, CimValue first) {
        CimValue a = CimValue.strings(List.of(disk(client, "a.vhdx")));
        CimValue b = CimValue.strings(List.of(disk(client, "b.vhdx")));
        return List.of(
                // The identity stays that of the system.
                differs(
                                WHICH,
                                BACKUP,
                                "-Snapshots/",
                                "-Virtual Hard Disks/",
                                "-Virtual Machines/SYSTEM",
                                "+Virtual Machines/SYSTEM.xml: ")
                        .amid("for-backup", Map.of("SnapshotVirtualSystem", first)),
                // At rest there is nothing to capture. ReturnCodesTest tries it with a system that runs.
                differs("CaptureLiveState", CimValue.uint8(0)),
                differs("BackupIntent", CimValue.uint8(1)),
                refused("BackupIntent", CimValue.uint8(2), 32773).amid("range", Map.of()),
                refused("ExportForLiveMigration", YES, 32770),
                differs("DisableDifferentialOfIgnoredStorage", YES),
                differs("ExcludedVirtualHardDisks", b, "-Virtual Hard Disks/b.vhdx", "-" + DEFINITION, "+" + DEFINITION)
                        .amid("alone", Map.of(WHICH, CimValue.uint8(1))),
                // The place is told by a disk of the system; it counts for the snapshot too.
                differs(
                                "ExcludedVirtualHardDisks",
                                a,
                                "-Virtual Hard Disks/first.vhdx",
                                "-" + DEFINITION,
                                "+" + DEFINITION)
                        .amid("one", Map.of(WHICH, ONE, "SnapshotVirtualSystem", first)),
                refused("ExcludedVirtualHardDisks", b, 32773),
                differs("DifferentialBackupBase", first),
                refused("DifferentialBackupBase", first, 32770)
                        .amid("backup", Map.of(WHICH, BACKUP, "SnapshotVirtualSystem", first)));
    }

    static List<SettingRow> imports() {
        List<SettingRow> rows = new ArrayList<>(labels());
        rows.add(differs(
                "GenerateNewId",
                YES,
                "-to/Virtual Machines/SYSTEM",
                "+to/Virtual Machines/",
                "-to/Snapshots/",
                "+to/Snapshots/"));
        rows.add(differs("CreateCopy", NO, "-to/", "-in/", "+in/"));
        rows.add(differs(
                "Name",
                CimValue.of("other"),
                "-to/" + DEFINITION + "properties/name = tree",
                "+to/" + DEFINITION + "properties/name = other"));
        rows.add(differs(
                "SourceVmDataRoot",
                own("other\\Virtual Machines"),
                "-to/Virtual Machines/SYSTEM/",
                "+to/Virtual Machines/SYSTEM/"));
        rows.add(differs(
                "SourceSnapshotDataRoot", own("other\\Snapshots"), "-to/Snapshots/FIRST/", "+to/Snapshots/FIRST/"));
        rows.add(differs(
                "SourceVhdDataRoot",
                own("other\\Virtual Hard Disks"),
                "-to/Virtual Hard Disks/",
                "+to/Virtual Hard Disks/"));
        rows.add(differs("TargetVmDataRoot", own("to2"), "-to/", "+to2/"));
        rows.add(differs("TargetSnapshotDataRoot", own("to")));
        rows.add(refused("TargetSnapshotDataRoot", own("apart"), 32770).amid("apart", Map.of()));
        rows.add(differs("TargetVhdDataRoot", own("disks"), "-to/", "+to/", "+disks/"));
        rows.add(differs(
                "SecurityScope", CimValue.of("scope"), "+to/" + DEFINITION + "ferry/scope_of_residence = scope"));
        rows.add(refused("CurrentResourcePaths", CimValue.strings(List.of("C:\\VMs\\disks\\a.vhdx")), 32773));
        rows.add(differs(
                "SourceResourcePaths",
                owns("other\\Virtual Hard Disks\\a.vhdx", "", "", ""),
                "-to/Virtual Hard Disks/a.vhdx",
                "+to/Virtual Hard Disks/a.vhdx"));
        rows.add(differs(
                "TargetResourcePaths",
                owns("disks\\a.vhdx", "", "", ""),
                "-to/Virtual Hard Disks/a.vhdx",
                "+disks/a.vhdx",
                "-to/" + DEFINITION,
                "+to/" + DEFINITION));
        rows.add(differs("SourceNetworkConnections", CimValue.strings(List.of("somewhere"))));
        rows.add(differs("TargetNetworkConnections", CimValue.strings(List.of("wan")), "-to/", "+to/"));
        return rows;
    }

    /** They say what the instance is, and mean nothing. */
    private static List<SettingRow> labels() {
        return List.of(
                differs("InstanceID", CimValue.of("Microsoft:00000000-0000-0000-0000-000000000001")),
                differs("Caption", CimValue.of("other")),
                differs("Description", CimValue.of("other")),
                differs("ElementName", CimValue.of("other")));
    }

    private static CimValue own(String path) {
        return CimValue.of(OWN + "\\" + path);
    }

    private static CimValue owns(String... paths) {
        return CimValue.strings(Stream.of(paths)
                .map(path -> path.isEmpty() ? path : OWN + "\\" + path)
                .toList());
    }

    /** With the folder of the row where a value stands for it. */
    static CimValue at(String folder, CimValue value) {
        return switch (value) {
            case CimValue.Text(String text) -> CimValue.of(text.replace(OWN, Ground.path(folder)));
            case CimValue.Array(var type, var elements) ->
                CimValue.array(
                        type,
                        elements.stream().map(element -> at(folder, element)).toList());
            case CimValue.Null _,
                    CimValue.Bool _,
                    CimValue.Whole _,
                    CimValue.Real _,
                    CimValue.Char16 _,
                    CimValue.Time _,
                    CimValue.Reference _ -> value;
        };
    }

    private static CimValue snapshot(CimClient client, String id) {
        return CimValue.of(
                all(client, "SELECT * FROM Msvm_VirtualSystemSettingData WHERE InstanceID = 'Microsoft:" + id + "'")
                        .getFirst()
                        .path()
                        .orElseThrow()
                        .toString());
    }

    private static String disk(CimClient client, String name) {
        return all(client, "SELECT * FROM Msvm_StorageAllocationSettingData").stream()
                .filter(disk -> disk.texts("HostResource").stream().anyMatch(path -> path.endsWith(name)))
                .findFirst()
                .orElseThrow()
                .text("InstanceID")
                .orElseThrow();
    }

    private static List<CimInstance> all(CimClient client, String query) {
        try {
            return client.all(query);
        } catch (CimFailure e) {
            throw new IllegalStateException(e);
        }
    }
}
