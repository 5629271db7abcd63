package dev.ferry.format.definition;

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
import dev.ferry.model.system.SystemSettings.Controller;
import dev.ferry.model.volume.VolumePath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/** Settings that nobody thought of, the same ones for the same seed. */
final class RandomSettings {
    private static final long MIB = 1024 * 1024;

    private final Random random;

    RandomSettings(long seed) {
        random = new Random(seed);
    }

    DefinitionSource source() {
        boolean snapshot = random.nextInt(3) == 0;
        return new DefinitionSource(
                new SystemId(guid()),
                snapshot ? Optional.of(snapshotPart()) : Optional.empty(),
                settings(1 + random.nextInt(2)),
                (4 + random.nextInt(8)) + "." + random.nextInt(3),
                random.nextBoolean()
                        ? Optional.of(new SavedFiles("C:\\x\\" + text() + ".bin", text() + ".vsv"))
                        : Optional.empty(),
                snapshot ? List.of() : snapshots());
    }

    SystemSettings settings(int generation) {
        List<Controller> controllers = controllers(generation);
        return new SystemSettings(
                text(),
                generation,
                new Memory(
                        MIB * (1 + random.nextInt(1 << 20)),
                        random.nextBoolean(),
                        MIB * random.nextInt(1 << 20),
                        MIB * random.nextInt(1 << 20),
                        random.nextInt(2000)),
                1 + random.nextInt(64),
                new Firmware(guid(), text(), guid().replace("-", ""), random.nextBoolean(), texts(5)),
                controllers,
                drives(controllers),
                adapters(),
                text());
    }

    private DefinitionSource.SnapshotPart snapshotPart() {
        Instant time = Instant.ofEpochSecond(random.nextInt(), random.nextInt(10_000_000) * 100L);
        return new DefinitionSource.SnapshotPart(
                new SnapshotId(guid()),
                random.nextBoolean() ? Optional.of(new SnapshotId(guid())) : Optional.empty(),
                time);
    }

    private List<SnapshotLink> snapshots() {
        List<SnapshotLink> links = new ArrayList<>();
        for (int i = random.nextInt(14); i > 0; i--) {
            boolean first = links.isEmpty() || random.nextInt(4) == 0;
            links.add(new SnapshotLink(
                    new SnapshotId(guid()),
                    first
                            ? Optional.empty()
                            : Optional.of(
                                    links.get(random.nextInt(links.size())).id())));
        }
        return links;
    }

    private List<Controller> controllers(int generation) {
        List<Controller> controllers = new ArrayList<>();
        if (generation == 1) {
            for (int i = random.nextInt(3); i > 0; i--) {
                controllers.add(new Controller(ControllerKind.IDE, controllers.size(), ""));
            }
        }
        int scsi = random.nextInt(5);
        for (int i = 0; i < scsi; i++) {
            controllers.add(new Controller(ControllerKind.SCSI, i, guid()));
        }
        if (generation == 1 && random.nextBoolean()) {
            controllers.add(new Controller(ControllerKind.FLOPPY, 0, ""));
        }
        return controllers;
    }

    private List<Drive> drives(List<Controller> controllers) {
        List<Drive> drives = new ArrayList<>();
        for (Controller controller : controllers) {
            for (int slot = 0; slot < controller.kind().slots(); slot++) {
                if (random.nextInt(controller.kind().slots()) < 2) {
                    drives.add(drive(new DriveAddress(controller.kind(), controller.number(), slot)));
                }
            }
        }
        return drives;
    }

    private Drive drive(DriveAddress address) {
        DriveKind kind = address.controller() == ControllerKind.FLOPPY
                ? DriveKind.FLOPPY
                : random.nextBoolean() ? DriveKind.HARD_DISK : DriveKind.DVD;
        VolumePath file =
                random.nextInt(4) == 0 ? null : new VolumePath("csv1", "", "disks/d" + random.nextInt(1000) + ".vhdx");
        return new Drive(address, kind, file, 0);
    }

    private List<NetworkAdapter> adapters() {
        List<NetworkAdapter> adapters = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            String mac =
                    random.nextInt(3) == 0 ? "" : String.format(Locale.ROOT, "00155D%06X", random.nextInt(1 << 24));
            adapters.add(new NetworkAdapter(
                    guid(), text(), mac, random.nextBoolean(), random.nextBoolean() ? "" : "net " + text()));
        }
        return adapters;
    }

    private List<String> texts(int most) {
        return random.ints(random.nextInt(most), 0, 9)
                .mapToObj(n -> "device " + n)
                .toList();
    }

    private String guid() {
        return new UUID(random.nextLong(), random.nextLong()).toString().toUpperCase(Locale.ROOT);
    }

    private String text() {
        String letters = "abcÄ漢 <>&\"'\\/\r\n\t";
        StringBuilder text = new StringBuilder();
        random.ints(random.nextInt(12), 0, letters.length()).forEach(i -> text.append(letters.charAt(i)));
        return text.toString();
    }
}
