package dev.ferry.journey;

import dev.ferry.format.FormatException;
import dev.ferry.format.config.ConfigXmlWriter;
import dev.ferry.format.definition.DefinitionSource;
import dev.ferry.format.definition.DefinitionWriter;
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
import dev.ferry.model.system.SystemSettings;
import dev.ferry.model.volume.VolumePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** A folder as a Windows host would leave it: a system with a snapshot, and a snapshot on that. */
final class SnapshotTree {
    private static final SystemId SYSTEM = new SystemId(Guid.derived("tree"));
    private static final SnapshotId FIRST = new SnapshotId(Guid.derived("first"));
    private static final SnapshotId SECOND = new SnapshotId(Guid.derived("second"));

    private SnapshotTree() {}

    static Path make(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("Virtual Machines"));
        Files.createDirectories(folder.resolve("Snapshots"));
        Path disks = Files.createDirectories(folder.resolve("Virtual Hard Disks"));
        for (String name : List.of("base.vhdx", "first.avhdx", "now.avhdx")) {
            byte[] bytes = new byte[1 << 20];
            new SplittableRandom(name.hashCode()).nextBytes(bytes);
            Files.write(disks.resolve(name), bytes);
        }
        List<SnapshotLink> links =
                List.of(new SnapshotLink(FIRST, Optional.empty()), new SnapshotLink(SECOND, Optional.of(FIRST)));
        write(folder.resolve("Virtual Machines/" + SYSTEM + ".xml"), "now.avhdx", Optional.empty(), links);
        write(folder.resolve("Snapshots/" + FIRST + ".xml"), "base.vhdx", part(FIRST, null), List.of());
        write(folder.resolve("Snapshots/" + SECOND + ".xml"), "first.avhdx", part(SECOND, FIRST), List.of());
        return folder;
    }

    private static Optional<DefinitionSource.SnapshotPart> part(SnapshotId id, SnapshotId parent) {
        return Optional.of(new DefinitionSource.SnapshotPart(
                id, Optional.ofNullable(parent), Instant.parse("2026-01-02T03:04:05Z")));
    }

    private static void write(
            Path file, String disk, Optional<DefinitionSource.SnapshotPart> snapshot, List<SnapshotLink> links)
            throws IOException {
        Drive drive = new Drive(
                new DriveAddress(ControllerKind.SCSI, 0, 0),
                DriveKind.HARD_DISK,
                new VolumePath("elsewhere", "", disk),
                1 << 20);
        SystemSettings settings = new SystemSettings(
                "tree",
                2,
                Memory.fixed(64L << 20),
                1,
                new Firmware(Guid.derived("bios"), "serial", "0".repeat(32), true, List.of("HardDrive")),
                List.of(new SystemSettings.Controller(ControllerKind.SCSI, 0, Guid.derived("scsi"))),
                List.of(drive),
                List.of(),
                "");
        DefinitionSource source = new DefinitionSource(SYSTEM, snapshot, settings, "5.0", Optional.empty(), links);
        try {
            Files.write(
                    file,
                    ConfigXmlWriter.write(
                            file.toString(),
                            DefinitionWriter.write(
                                    Optional.empty(), source, place -> "C:\\VMs\\tree\\" + place.fileName())));
        } catch (FormatException e) {
            throw new IOException(e);
        }
    }
}
