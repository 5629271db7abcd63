package dev.ferry.conformance;

import dev.ferry.format.FormatException;
import dev.ferry.format.config.ConfigXmlWriter;
import dev.ferry.format.definition.DefinitionSource;
import dev.ferry.format.definition.DefinitionWriter;
import dev.ferry.format.definition.SavedFiles;
import dev.ferry.format.definition.SnapshotLink;
import dev.ferry.model.Guid;
import dev.ferry.model.SnapshotId;
import dev.ferry.model.SystemId;
import dev.ferry.model.system.Drive;
import dev.ferry.model.system.DriveAddress;
import dev.ferry.model.system.DriveAddress.ControllerKind;
import dev.ferry.model.system.DriveKind;
import dev.ferry.model.system.Firmware;
import dev.ferry.model.system.Memory;
import dev.ferry.model.system.NetworkAdapter;
import dev.ferry.model.system.SystemSettings;
import dev.ferry.model.volume.VolumePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A folder as a host would leave it: a saved system with two disks and a network adapter, a snapshot with a saved state of its own, and
 * a snapshot on that. All have the same name, and those of one seed the same identities.
 */
record ForeignSystem(SystemId id, SnapshotId first, SnapshotId second) {
    static final String NAME = "tree";
    private static final String MACHINES = "Virtual Machines/";
    private static final String SNAPSHOTS = "Snapshots/";

    static ForeignSystem of(String seed) {
        return new ForeignSystem(
                new SystemId(Guid.derived("system " + seed)),
                new SnapshotId(Guid.derived("first " + seed)),
                new SnapshotId(Guid.derived("second " + seed)));
    }

    /** Its identities as placeholders, so that what is made of two can be compared. */
    Map<String, String> placeholders() {
        return Map.of(id.value(), "SYSTEM", first.value(), "FIRST", second.value(), "SECOND");
    }

    /** The same {@code content} means the same bytes in all files. */
    void makeAt(Path folder, String content) throws IOException {
        for (String disk : List.of("first.vhdx", "second.vhdx", "a.vhdx", "b.vhdx")) {
            bytes(folder.resolve("Virtual Hard Disks/" + disk), 1 << 18, content + disk);
        }
        for (String end : List.of(".bin", ".vsv")) {
            bytes(folder.resolve(MACHINES + id + "/" + id + end), 1 << 12, content + end);
            bytes(folder.resolve(SNAPSHOTS + first + "/" + first + end), 1 << 12, content + "first" + end);
        }
        List<SnapshotLink> links =
                List.of(new SnapshotLink(first, Optional.empty()), new SnapshotLink(second, Optional.of(first)));
        write(
                folder.resolve(MACHINES + id + ".xml"),
                new DefinitionSource(
                        id, Optional.empty(), settings("a.vhdx", "b.vhdx"), "5.0", saved(id.value()), links));
        write(
                folder.resolve(SNAPSHOTS + first + ".xml"),
                new DefinitionSource(
                        id, part(first, null), settings("first.vhdx"), "5.0", saved(first.value()), List.of()));
        write(
                folder.resolve(SNAPSHOTS + second + ".xml"),
                new DefinitionSource(
                        id, part(second, first), settings("second.vhdx"), "5.0", Optional.empty(), List.of()));
    }

    private static void bytes(Path file, int length, String content) throws IOException {
        Files.createDirectories(file.getParent());
        byte[] bytes = new byte[length];
        new SplittableRandom(content.hashCode()).nextBytes(bytes);
        Files.write(file, bytes);
    }

    private static Optional<SavedFiles> saved(String owner) {
        return Optional.of(new SavedFiles("C:\\VMs\\" + owner + ".bin", "C:\\VMs\\" + owner + ".vsv"));
    }

    private static Optional<DefinitionSource.SnapshotPart> part(SnapshotId id, SnapshotId parent) {
        return Optional.of(new DefinitionSource.SnapshotPart(
                id, Optional.ofNullable(parent), Instant.parse("2026-01-02T03:04:05Z")));
    }

    private static void write(Path file, DefinitionSource source) throws IOException {
        try {
            Files.write(
                    file,
                    ConfigXmlWriter.write(
                            file.toString(),
                            DefinitionWriter.write(
                                    Optional.empty(), source, place -> "C:\\VMs\\disks\\" + place.fileName())));
        } catch (FormatException e) {
            throw new IOException(e);
        }
    }

    private static SystemSettings settings(String... disks) {
        List<Drive> drives = new ArrayList<>();
        for (String disk : disks) {
            drives.add(new Drive(
                    new DriveAddress(ControllerKind.SCSI, 0, drives.size()),
                    DriveKind.HARD_DISK,
                    new VolumePath("elsewhere", "", disk),
                    1 << 18));
        }
        return new SystemSettings(
                NAME,
                2,
                Memory.fixed(32L << 20),
                1,
                new Firmware(Guid.derived("bios"), "serial", "0".repeat(32), true, List.of("HardDrive")),
                List.of(new SystemSettings.Controller(ControllerKind.SCSI, 0, Guid.derived("scsi"))),
                drives,
                List.of(new NetworkAdapter(Guid.derived("nic"), "Network Adapter", "00155D010203", true, "lan")),
                "");
    }
}
