package dev.ferry.cim.transfer;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.schema.Schema;
import dev.ferry.cim.system.InstanceIds;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.Names;
import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.SnapshotId;
import dev.ferry.model.system.Drive;
import dev.ferry.model.system.DriveAddress;
import dev.ferry.model.system.DriveKind;
import dev.ferry.model.system.SystemSettings;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.model.transfer.ExportSettings;
import dev.ferry.model.transfer.ExportSettings.Snapshots;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Msvm_VirtualSystemExportSettingData of {@code root/virtualization/v2} and of the cluster's namespace, and what it means for one
 * system. BackupIntent and DisableDifferentialOfIgnoredStorage change nothing: a chain of disks is refused when the files are looked
 * at, and a system at rest gets no differencing disks.
 */
public final class ExportSettingDataV2 {
    private static final long ALL = 0;
    private static final long NONE = 1;
    private static final long ONE_FOR_BACKUP = 3;
    private static final String WHICH = "CopySnapshotConfiguration";

    private ExportSettingDataV2() {}

    /** A text that is null or blank means the defaults. */
    public static Outcome<ExportSettings> read(String text, Schema schema, Realized system) {
        return Sent.read(text, schema, ExportSettingDataV1.CLASS).then(sent -> of(sent, system));
    }

    public static Outcome<ExportSettings> read(CimInstance sent, Schema schema, Realized system) {
        return Sent.typed(sent, schema, ExportSettingDataV1.CLASS).then(typed -> of(typed, system));
    }

    private static Outcome<ExportSettings> of(CimInstance sent, Realized system) {
        Optional<Refusal> refusal = range(sent, WHICH, ONE_FOR_BACKUP)
                .or(() -> range(sent, "CaptureLiveState", 2))
                .or(() -> range(sent, "BackupIntent", 1))
                .or(() -> unsupported(sent, system));
        return refusal.<Outcome<ExportSettings>>map(Outcome::refused)
                .orElseGet(() -> excluded(sent, system).then(excluded -> settings(sent, excluded)));
    }

    private static Outcome<ExportSettings> settings(CimInstance sent, List<DriveAddress> excluded) {
        long which = Sent.number(sent, WHICH);
        if (which == ALL || which == NONE) {
            Snapshots snapshots = which == ALL ? Snapshots.ALL : Snapshots.NONE;
            return Outcome.ok(ExportSettingDataV1.settings(sent, snapshots, null, excluded));
        }
        Outcome<SnapshotId> snapshot = SnapshotPaths.snapshot(Sent.text(sent, "SnapshotVirtualSystem"));
        return snapshot.map(id -> ExportSettingDataV1.settings(sent, Snapshots.ONE, id, excluded))
                .map(one ->
                        which == ONE_FOR_BACKUP ? withRuntime(one, ExportSettingDataV1.isRuntimeWanted(sent)) : one);
    }

    /** A backup takes only the saved state that was asked for. */
    private static ExportSettings withRuntime(ExportSettings one, boolean isWanted) {
        return new ExportSettings(
                one.copySnapshots(),
                one.snapshot(),
                one.copyStorage(),
                isWanted,
                one.createSubdirectory(),
                one.excludedDisks(),
                one.replace(),
                one.notes(),
                one.wholeFileHashes());
    }

    private static Optional<Refusal> range(CimInstance sent, String property, long max) {
        long number = Sent.number(sent, property);
        return number <= max
                ? Optional.empty()
                : Optional.of(Sent.outOfRange(property, number, "a number from 0 to " + max));
    }

    /** What is understood, would matter, and is not done yet. */
    private static Optional<Refusal> unsupported(CimInstance sent, Realized system) {
        boolean isBackup = Sent.number(sent, WHICH) == ONE_FOR_BACKUP;
        if (sent.number("CaptureLiveState").isPresent() && !system.state().isQuiet()) {
            return Optional.of(Sent.unsupported(
                    "the system '" + system.settings().name() + "' is "
                            + system.state().word() + ", and the state of a live system cannot be captured",
                    "turn it off or save it first"));
        }
        if (isBackup && !Sent.text(sent, "DifferentialBackupBase").isEmpty()) {
            return Optional.of(Sent.unsupported(
                    "an export against DifferentialBackupBase is not made yet",
                    "leave it out, and export the whole snapshot"));
        }
        if (isBackup && !Sent.flag(sent, "CopyVmStorage", true)) {
            return Optional.of(Sent.unsupported(
                    "an export of one snapshot always has its disks, and CopyVmStorage is false",
                    "let CopyVmStorage be true"));
        }
        return Sent.flag(sent, "ExportForLiveMigration", false)
                ? Optional.of(Sent.unsupported(
                        "ExportForLiveMigration is true, and exports cannot be migrated live", "let it be false"))
                : Optional.empty();
    }

    /** An id tells a place: what hangs there is left out wherever it is attached. One that tells none fails the whole export. */
    private static Outcome<List<DriveAddress>> excluded(CimInstance sent, Realized system) {
        Set<DriveAddress> places = new LinkedHashSet<>();
        List<String> ids = sent.texts("ExcludedVirtualHardDisks");
        if (!ids.isEmpty() && Sent.number(sent, WHICH) == ALL) {
            return Outcome.refused(Sent.invalid(
                    "ExcludedVirtualHardDisks cannot be used in an export with all snapshots",
                    "set " + WHICH + " to 1 or 2, or leave the disks in"));
        }
        for (String id : ids) {
            Optional<DriveAddress> place =
                    owners(system).flatMap(owner -> addresses(owner, id)).findFirst();
            if (place.isEmpty()) {
                return Outcome.refused(Sent.invalid(
                        CimFailure.quoted(id) + " in ExcludedVirtualHardDisks is no virtual disk of '"
                                + system.settings().name() + "'",
                        "use the InstanceID of an attached disk's Msvm_StorageAllocationSettingData"));
            }
            places.add(place.get());
        }
        return Outcome.ok(List.copyOf(places));
    }

    private record Owner(String id, SystemSettings settings) {}

    private static Stream<Owner> owners(Realized system) {
        List<Owner> owners = new ArrayList<>();
        owners.add(new Owner(system.id().value(), system.settings()));
        system.snapshots().forEach(one -> owners.add(new Owner(one.id().value(), one.settings())));
        return owners.stream();
    }

    private static Stream<DriveAddress> addresses(Owner owner, String id) {
        return owner.settings().drives().stream()
                .filter(drive -> drive.kind() == DriveKind.HARD_DISK && drive.file() != null)
                .filter(drive -> isDisk(owner, drive, id))
                .map(Drive::address);
    }

    private static boolean isDisk(Owner owner, Drive drive, String id) {
        return owner.settings().controllers().stream()
                .filter(controller -> controller.kind() == drive.address().controller()
                        && controller.number() == drive.address().number())
                .anyMatch(controller -> Names.same(InstanceIds.disk(owner.id(), controller, drive), id.strip()));
    }
}
