package dev.ferry.model.transfer;

import dev.ferry.model.Guid;
import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SnapshotId;
import dev.ferry.model.SystemId;
import dev.ferry.model.system.Drive;
import dev.ferry.model.system.DriveKind;
import dev.ferry.model.system.Firmware;
import dev.ferry.model.system.NetworkAdapter;
import dev.ferry.model.system.Placement;
import dev.ferry.model.system.Snapshot;
import dev.ferry.model.system.SystemRules;
import dev.ferry.model.system.SystemSettings;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.transfer.ImportInventory.Found;
import dev.ferry.model.transfer.ImportInventory.FoundDrive;
import dev.ferry.model.volume.VolumePath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decides what an import makes of what was found: the identity, the names of the files, the networks, the saved state. A new
 * identity is derived from {@code seed}, so a repeated submit means the same system.
 */
public final class ImportPlanner {
    private static final String DISKS = "Virtual Hard Disks";
    private static final String MACHINES = "Virtual Machines";
    private static final String SNAPSHOTS = "Snapshots";
    private static final String ADOPTED = ".adopted";

    /** What is known around the import: the identity it gets, the node it goes to, the networks there are. */
    public record Context(SystemId id, String seed, String node, Set<String> networks) {
        public Context {
            networks = Set.copyOf(networks);
        }
    }

    private final ImportInventory inventory;
    private final ImportSettings settings;
    private final Context context;
    private final VolumePath root;
    private final Map<VolumePath, VolumePath> placed = new LinkedHashMap<>();
    private final Map<String, String> snapshotIds = new HashMap<>();
    private final List<Item> items = new ArrayList<>();
    private final List<String> warnings;

    private ImportPlanner(ImportInventory inventory, ImportSettings settings, Context context) {
        this.inventory = inventory;
        this.settings = settings;
        this.context = context;
        this.root = settings.copy() ? inventory.target().folder() : inventory.folder();
        this.warnings = new ArrayList<>(inventory.warnings());
    }

    /** All that is wrong, at once; empty when the import can be ordered. */
    public static List<Refusal> problems(ImportInventory inventory, ImportSettings settings, Set<String> networks) {
        List<Refusal> problems = new ArrayList<>(inventory.problems());
        SystemSettings wanted = named(inventory.system().content().settings(), settings);
        SystemRules.checkSettings(wanted).ifPresent(problems::add);
        settings.networks().values().stream()
                .filter(name -> !name.isEmpty() && !networks.contains(name))
                .forEach(name -> problems.add(invalid(
                        "there is no network '" + name + "' here", "name one of " + networks + ", or none at all")));
        Set<VolumePath> places = new HashSet<>();
        settings.diskTargets().values().stream()
                .filter(place -> !places.add(place))
                .forEach(place ->
                        problems.add(invalid("two disks are to go to " + place, "give each disk a place of its own")));
        boolean targetsInPlace = !settings.copy()
                && (settings.target() != null
                        || settings.vhdTarget() != null
                        || !settings.diskTargets().isEmpty());
        if (targetsInPlace) {
            problems.add(invalid(
                    "files stay where they are when a folder is registered",
                    "leave the targets out, or import a copy"));
        }
        boolean stateIsMissing = inventory.system().content().saved()
                && inventory.system().runtime().isEmpty()
                && !settings.discardSavedState();
        if (stateIsMissing) {
            problems.add(invalid(
                    "the system was saved, and its state files are not in " + inventory.folder(),
                    "say where they are (--state-source), or give the saved state up (--discard-saved-state)"));
        }
        boolean cannotRename = !settings.copy()
                && settings.newId()
                && !settings.discardSavedState()
                && inventory.system().content().saved();
        if (cannotRename) {
            problems.add(new Refusal(
                    ReturnCode.NOT_SUPPORTED,
                    "a saved system cannot get a new identity in place: its state files bear the old one",
                    "import a copy, keep the identity, or give the saved state up (--discard-saved-state)"));
        }
        stateElsewhere(inventory, settings).ifPresent(problems::add);
        if (inventory.target() != null && inventory.target().occupant() != null && settings.copy()) {
            problems.add(invalid(
                    inventory.target().folder() + " is occupied by "
                            + inventory.target().occupant().text(),
                    "choose another target"));
        }
        return problems;
    }

    /** A system is looked for in its own folder, with its state; in place, nobody would bring the state there. */
    private static Optional<Refusal> stateElsewhere(ImportInventory inventory, ImportSettings settings) {
        if (settings.copy() || settings.discardSavedState()) {
            return Optional.empty();
        }
        return Stream.concat(Stream.of(inventory.system()), inventory.snapshots().stream())
                .flatMap(found -> found.runtime().stream())
                .filter(file -> !file.path().isBelow(inventory.folder()))
                .findFirst()
                .map(file -> new Refusal(
                        ReturnCode.NOT_SUPPORTED,
                        file.path() + " is outside " + inventory.folder()
                                + ", where a system that is registered in place must have its state",
                        "import a copy, or bring the state files into the folder"));
    }

    public static Outcome<Assignment.Import> assign(
            ImportInventory inventory, ImportSettings settings, Context context) {
        List<Refusal> problems = problems(inventory, settings, context.networks());
        return problems.isEmpty()
                ? Outcome.ok(new ImportPlanner(inventory, settings, context).assignment())
                : Outcome.refused(problems.getFirst());
    }

    private Assignment.Import assignment() {
        placeDisks();
        inventory.snapshots().forEach(found -> {
            String old = found.content().snapshot().id();
            snapshotIds.put(old, settings.newId() ? Guid.derived(context.seed() + old) : old);
        });
        Found main = inventory.system();
        boolean saved = main.content().saved() && !main.runtime().isEmpty() && !settings.discardSavedState();
        SystemSettings realized = adapted(main, true);
        List<Snapshot> snapshots =
                inventory.snapshots().stream().map(this::snapshot).toList();
        VolumePath definition = root.child(MACHINES + "/" + context.id() + ".xml");
        if (settings.copy()) {
            copies(main, saved);
        }
        define(main, definition, null, realized, saved, snapshots);
        for (int i = 0; i < snapshots.size(); i++) {
            Snapshot snapshot = snapshots.get(i);
            define(
                    inventory.snapshots().get(i),
                    snapshot.definition(),
                    link(snapshot),
                    snapshot.settings(),
                    snapshot.saved(),
                    List.of());
        }
        NewSystem system = new NewSystem(
                realized,
                saved ? SystemState.SAVED : SystemState.OFF,
                new Placement(context.node(), definition),
                snapshots);
        return new Assignment.Import(
                new Delivery(root, null, items, watched()),
                system,
                inventory.folder(),
                inventory.adopted() ? null : inventory.manifest(),
                renames(),
                settings.copy(),
                warnings);
    }

    private void placeDisks() {
        DistinctNames names = new DistinctNames();
        VolumePath folder = settings.vhdTarget() == null ? root.child(DISKS) : settings.vhdTarget();
        for (FoundDrive drive : drives()) {
            VolumePath source = drive.file().path();
            if (!placed.containsKey(source)) {
                VolumePath wanted = settings.diskTargets().get(drive.current());
                VolumePath target = wanted != null ? wanted : folder.child(names.take(source.fileName()));
                placed.put(source, settings.copy() ? target : source);
            }
        }
    }

    private List<FoundDrive> drives() {
        List<FoundDrive> all = new ArrayList<>(inventory.system().drives());
        inventory.snapshots().forEach(found -> all.addAll(found.drives()));
        return all.stream().filter(drive -> drive.file() != null).toList();
    }

    private void copies(Found main, boolean saved) {
        Set<VolumePath> done = new HashSet<>();
        drives().stream()
                .map(FoundDrive::file)
                .filter(file -> done.add(file.path()))
                .forEach(file -> items.add(new Item.CopyOf(file, placed.get(file.path()))));
        if (saved) {
            runtime(main, MACHINES, context.id().value());
        }
        if (!settings.discardSavedState()) {
            inventory
                    .snapshots()
                    .forEach(found -> runtime(
                            found,
                            SNAPSHOTS,
                            snapshotIds.get(found.content().snapshot().id())));
        }
    }

    /** {@code old.bin} becomes {@code new.bin}, in the folder that bears the identity too. */
    private void runtime(Found found, String folder, String id) {
        for (SourceFile file : found.runtime()) {
            String name = file.path().fileName();
            String extension = name.substring(Math.max(0, name.lastIndexOf('.')));
            items.add(new Item.CopyOf(file, root.child(folder + "/" + id + "/" + id + extension)));
        }
    }

    private Snapshot snapshot(Found found) {
        ImportedDefinition.SnapshotOf of = found.content().snapshot();
        String id = snapshotIds.get(of.id());
        String parent = snapshotIds.getOrDefault(of.parentId(), "");
        boolean saved = found.content().saved() && !found.runtime().isEmpty() && !settings.discardSavedState();
        return new Snapshot(
                new SnapshotId(id),
                parent.isEmpty() ? null : new SnapshotId(parent),
                of.createdAt(),
                saved,
                root.child(SNAPSHOTS + "/" + id + ".xml"),
                adapted(found, false));
    }

    private SystemSettings adapted(Found found, boolean named) {
        SystemSettings original = found.content().settings();
        List<Drive> drives = found.drives().stream()
                .map(drive -> new Drive(
                        drive.address(),
                        drive.kind(),
                        drive.file() == null ? null : placed.get(drive.file().path()),
                        drive.sizeBytes()))
                .filter(drive -> drive.file() != null || drive.kind() != DriveKind.HARD_DISK)
                .toList();
        SystemSettings adapted = (named ? named(original, settings) : original)
                .withDrives(drives)
                .withNetworkAdapters(original.networkAdapters().stream()
                        .map(adapter -> adapted(adapter, named))
                        .toList());
        return adapted.withFirmware(adapted(original.firmware()));
    }

    private Firmware adapted(Firmware old) {
        boolean copied = settings.copy() || settings.newId();
        return new Firmware(
                settings.newId() ? Guid.derived(context.seed() + "bios") : old.biosGuid(),
                old.serialNumber(),
                copied ? Guid.derived(context.seed() + "generation").replace("-", "") : old.generationId(),
                old.secureBoot(),
                old.bootOrder());
    }

    private NetworkAdapter adapted(NetworkAdapter adapter, boolean told) {
        String wanted = settings.networks().getOrDefault(adapter.network(), adapter.network());
        boolean known = wanted.isEmpty() || context.networks().contains(wanted);
        if (!known && told) {
            warnings.add("the network '" + wanted + "' of '" + adapter.name()
                    + "' is not here; the adapter is left disconnected (33012)");
        }
        NetworkAdapter connected = adapter.withNetwork(known ? wanted : "");
        boolean fresh =
                switch (settings.macs()) {
                    case WITH_IDENTITY -> settings.newId();
                    case KEEP -> false;
                    case NEW -> true;
                };
        return fresh && !adapter.mac().isEmpty()
                ? connected.withMac(
                        "00155D" + Guid.derived(context.seed() + adapter.id()).substring(0, 6))
                : connected;
    }

    private void define(
            Found found,
            VolumePath target,
            ImportedDefinition.SnapshotOf of,
            SystemSettings adapted,
            boolean saved,
            List<Snapshot> snapshots) {
        items.add(new Item.Definition(
                target,
                found.definition().path(),
                context.id(),
                of,
                adapted,
                saved,
                snapshots.stream().map(ImportPlanner::link).toList()));
    }

    private List<SourceFile> watched() {
        Map<VolumePath, SourceFile> all = new LinkedHashMap<>();
        drives().forEach(drive -> all.put(drive.file().path(), drive.file()));
        List<Found> found = new ArrayList<>(List.of(inventory.system()));
        found.addAll(inventory.snapshots());
        for (Found one : found) {
            all.put(one.definition().path(), one.definition());
            one.runtime().forEach(file -> all.put(file.path(), file));
        }
        Optional.ofNullable(inventory.manifest()).ifPresent(file -> all.put(file.path(), file));
        return List.copyOf(all.values());
    }

    /** In place, the files that told of the export make room for ours; the originals stay beside, under another name. */
    private List<Assignment.Rename> renames() {
        if (settings.copy()) {
            return List.of();
        }
        List<Assignment.Rename> renames = new ArrayList<>();
        if (inventory.manifest() != null && !inventory.adopted()) {
            renames.add(new Assignment.Rename(
                    inventory.manifest().path(), inventory.folder().child("ferry.manifest.adopted.json")));
        }
        List<Found> found = new ArrayList<>(List.of(inventory.system()));
        found.addAll(inventory.snapshots());
        found.forEach(one -> {
            VolumePath old = one.definition().path();
            renames.add(new Assignment.Rename(old, old.parent().child(old.fileName() + ADOPTED)));
        });
        return renames;
    }

    private static SystemSettings named(SystemSettings original, ImportSettings settings) {
        SystemSettings scoped = settings.scope().isEmpty()
                ? original
                : original.withHost(original.hostData().withScope(settings.scope()));
        return settings.name().isEmpty() ? scoped : scoped.withName(settings.name());
    }

    private static ImportedDefinition.SnapshotOf link(Snapshot snapshot) {
        return new ImportedDefinition.SnapshotOf(
                snapshot.id().value(),
                snapshot.parent() == null ? "" : snapshot.parent().value(),
                snapshot.createdAt());
    }

    private static Refusal invalid(String message, String remedy) {
        return new Refusal(ReturnCode.INVALID_PARAMETER, message, remedy);
    }
}
