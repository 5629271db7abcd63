package dev.ferry.model.system;

import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.system.DriveAddress.ControllerKind;
import dev.ferry.model.system.SystemSettings.Controller;
import dev.ferry.model.volume.VolumePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What changes of hardware make of settings: all of them, in their order, or the reason why one of them cannot be. */
public final class HardwareEdits {
    private final Map<String, Medium> media;
    private SystemSettings settings;

    /** A file as a node found it by the text that a caller gave. */
    public record Medium(VolumePath file, long sizeBytes) {}

    private HardwareEdits(SystemSettings settings, Map<String, Medium> media) {
        this.settings = settings;
        this.media = media;
    }

    /** {@code media} are the files of all that is inserted. */
    public static Outcome<SystemSettings> apply(
            SystemSettings settings, List<HardwareChange> changes, Map<String, Medium> media) {
        HardwareEdits edits = new HardwareEdits(settings, media);
        for (HardwareChange change : changes) {
            Optional<Refusal> bad = edits.edit(change);
            if (bad.isPresent()) {
                return Outcome.refused(bad.get());
            }
        }
        return SystemRules.checkSettings(edits.settings)
                .<Outcome<SystemSettings>>map(Outcome::refused)
                .orElseGet(() -> Outcome.ok(edits.settings));
    }

    /** Every controller that is listed or has a drive. */
    public static boolean hasController(SystemSettings settings, ControllerKind kind, int number) {
        return settings.controllers().stream().anyMatch(one -> one.kind() == kind && one.number() == number)
                || settings.drives().stream()
                        .map(Drive::address)
                        .anyMatch(address -> address.controller() == kind && address.number() == number);
    }

    private Optional<Refusal> edit(HardwareChange change) {
        return switch (change) {
            case HardwareChange.SetMemory(var memory) -> memory(memory);
            case HardwareChange.SetProcessors(var count) -> to(settings.withProcessors(count));
            case HardwareChange.AddController(var controller) -> add(controller);
            case HardwareChange.RemoveController(var kind, var number) -> removeController(kind, number);
            case HardwareChange.AddDrive(var address, var kind) -> add(address, kind);
            case HardwareChange.RemoveDrive(var address) -> removeDrive(address);
            case HardwareChange.Insert(var address, var path) -> insert(address, path);
            case HardwareChange.AddAdapter(var adapter) -> add(adapter);
            case HardwareChange.ModifyAdapter(var adapter) -> replace(adapter.id(), List.of(adapter));
            case HardwareChange.RemoveAdapter(var id) -> replace(id, List.of());
        };
    }

    private Optional<Refusal> to(SystemSettings other) {
        settings = other;
        return Optional.empty();
    }

    private Optional<Refusal> memory(Memory memory) {
        boolean ordered = memory.minimumBytes() <= memory.startupBytes()
                && memory.startupBytes() <= memory.maximumBytes()
                && memory.minimumBytes() > 0;
        if (memory.dynamic() && !ordered) {
            return invalid(
                    "dynamic memory cannot be " + memory.minimumBytes() + " to " + memory.maximumBytes()
                            + " bytes with " + memory.startupBytes() + " at the start",
                    "give at least as much at the start as the minimum, and no more than the maximum");
        }
        return to(settings.withMemory(memory));
    }

    private Optional<Refusal> add(Controller controller) {
        if (controller.kind() != ControllerKind.SCSI) {
            return Optional.of(new Refusal(
                    ReturnCode.NOT_SUPPORTED,
                    "a system has the " + controller.kind() + " controllers of its generation, and no others",
                    "add a SCSI controller"));
        }
        if (hasController(settings, controller.kind(), controller.number())) {
            return invalid(
                    "'" + settings.name() + "' has a controller " + text(controller.kind(), controller.number())
                            + " already",
                    "leave the number out, or choose a free one");
        }
        boolean leavesGap =
                controller.number() > 0 && !hasController(settings, controller.kind(), controller.number() - 1);
        if (leavesGap || controller.number() >= ControllerKind.SCSI.controllers()) {
            return invalid(
                    "'" + settings.name() + "' cannot have a controller "
                            + text(controller.kind(), controller.number()),
                    "SCSI controllers are numbered from 0 to 3, without a gap");
        }
        List<Controller> all = new ArrayList<>(settings.controllers());
        all.add(controller);
        return to(settings.withControllers(all));
    }

    /** A file counts controllers by their order, so that only the last one can go without another becoming it. */
    private Optional<Refusal> removeController(ControllerKind kind, int number) {
        if (!hasController(settings, kind, number)) {
            return invalid("'" + settings.name() + "' has no controller " + text(kind, number), "name one that it has");
        }
        boolean isUsed = settings.drives().stream()
                .anyMatch(drive ->
                        drive.address().controller() == kind && drive.address().number() == number);
        if (isUsed) {
            return invalid(
                    "the controller " + text(kind, number) + " of '" + settings.name() + "' has drives",
                    "remove its drives first");
        }
        if (kind != ControllerKind.SCSI || hasController(settings, kind, number + 1)) {
            return Optional.of(new Refusal(
                    ReturnCode.NOT_SUPPORTED,
                    "the controller " + text(kind, number) + " of '" + settings.name() + "' cannot be removed",
                    "only the last SCSI controller can go; an empty one does no harm"));
        }
        return to(settings.withControllers(settings.controllers().stream()
                .filter(one -> one.kind() != kind || one.number() != number)
                .toList()));
    }

    private Optional<Refusal> add(DriveAddress address, DriveKind kind) {
        if (!hasController(settings, address.controller(), address.number())) {
            return invalid(
                    "'" + settings.name() + "' has no controller " + text(address.controller(), address.number()),
                    "hang the drive on a controller that is there");
        }
        if ((kind == DriveKind.FLOPPY) != (address.controller() == ControllerKind.FLOPPY)) {
            return invalid(
                    "a " + kind + " drive does not fit a " + address.controller() + " controller",
                    "hang it on a controller of its kind");
        }
        if (at(address).isPresent()) {
            return invalid("'" + settings.name() + "' has a drive at " + address + " already", "choose a free slot");
        }
        List<Drive> drives = new ArrayList<>(settings.drives());
        drives.add(new Drive(address, kind, null, 0));
        return to(settings.withDrives(drives));
    }

    private Optional<Refusal> removeDrive(DriveAddress address) {
        return at(address).isEmpty() ? noDrive(address) : replace(address, List.of());
    }

    private Optional<Refusal> insert(DriveAddress address, String path) {
        Optional<Drive> drive = at(address);
        if (drive.isEmpty()) {
            return noDrive(address);
        }
        DriveKind kind = drive.get().kind();
        if (path.isBlank()) {
            return replace(address, List.of(new Drive(address, kind, null, 0)));
        }
        Medium medium = media.get(path);
        if (medium == null) {
            return invalid("'" + path + "' is not there", "give the path of a file on a volume");
        }
        boolean isDisc = medium.file().fileName().toLowerCase(Locale.ROOT).endsWith(".iso");
        if (isDisc != (kind == DriveKind.DVD)) {
            return invalid(medium.file() + " does not fit the " + kind + " drive at " + address, "use another drive");
        }
        Optional<Drive> other = settings.drives().stream()
                .filter(one -> kind == DriveKind.HARD_DISK
                        && medium.file().equals(one.file())
                        && !one.address().equals(address))
                .findFirst();
        if (other.isPresent()) {
            return Optional.of(new Refusal(
                    ReturnCode.IN_USE,
                    medium.file() + " is attached to '" + settings.name() + "' at "
                            + other.get().address() + " already",
                    "take it out there first"));
        }
        return replace(address, List.of(new Drive(address, kind, medium.file(), medium.sizeBytes())));
    }

    private Optional<Refusal> replace(DriveAddress address, List<Drive> by) {
        List<Drive> drives = new ArrayList<>(settings.drives());
        drives.removeIf(drive -> drive.address().equals(address));
        drives.addAll(by);
        return to(settings.withDrives(drives));
    }

    private Optional<Refusal> add(NetworkAdapter adapter) {
        if (settings.networkAdapters().stream().anyMatch(one -> one.id().equals(adapter.id()))) {
            return invalid(
                    "'" + settings.name() + "' has a network adapter " + adapter.id() + " already",
                    "modify that one, or give the new one another id");
        }
        List<NetworkAdapter> adapters = new ArrayList<>(settings.networkAdapters());
        adapters.add(adapter);
        return to(settings.withNetworkAdapters(adapters));
    }

    private Optional<Refusal> replace(String adapter, List<NetworkAdapter> by) {
        List<NetworkAdapter> adapters = new ArrayList<>();
        for (NetworkAdapter one : settings.networkAdapters()) {
            adapters.addAll(one.id().equals(adapter) ? by : List.of(one));
        }
        boolean isThere =
                settings.networkAdapters().stream().anyMatch(one -> one.id().equals(adapter));
        return isThere
                ? to(settings.withNetworkAdapters(adapters))
                : invalid(
                        "'" + settings.name() + "' has no network adapter " + adapter,
                        "look at the system to see what it has");
    }

    private Optional<Drive> at(DriveAddress address) {
        return settings.drives().stream()
                .filter(drive -> drive.address().equals(address))
                .findFirst();
    }

    private Optional<Refusal> noDrive(DriveAddress address) {
        return invalid("'" + settings.name() + "' has no drive at " + address, "look at the system to see what it has");
    }

    private static String text(ControllerKind kind, int number) {
        return kind + " " + number;
    }

    private static Optional<Refusal> invalid(String message, String remedy) {
        return Optional.of(new Refusal(ReturnCode.INVALID_PARAMETER, message, remedy));
    }
}
