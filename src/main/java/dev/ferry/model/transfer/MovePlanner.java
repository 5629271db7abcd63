package dev.ferry.model.transfer;

import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.system.Drive;
import dev.ferry.model.system.DriveKind;
import dev.ferry.model.system.MovedFile;
import dev.ferry.model.system.Placement;
import dev.ferry.model.system.Relocation;
import dev.ferry.model.system.Snapshot;
import dev.ferry.model.system.SystemSettings;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.model.volume.VolumePath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decides what a move carries. Where the new node reaches everything, nothing is copied. Otherwise the disks that it does not
 * reach go along: into the system's home, where it reaches that; else the home, definitions and state files, goes with them.
 */
public final class MovePlanner {
    private static final String DISKS = "Virtual Hard Disks";
    private static final String MACHINES = "Virtual Machines";
    private static final String SNAPSHOTS = "Snapshots";

    /** The node to move to, the volumes that it reaches, and whether a folder was named that everything is to go to. */
    public record Wish(String node, Set<String> reachable, boolean everything) {
        public Wish {
            reachable = Set.copyOf(reachable);
        }

        boolean reaches(VolumePath place) {
            return reachable.contains(place.volumeKey());
        }
    }

    private final Realized system;
    private final Wish wish;
    private final VolumePath root;
    private final Map<VolumePath, VolumePath> placed = new LinkedHashMap<>();
    private final List<Item> items = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private MovePlanner(Realized system, Wish wish, VolumePath root) {
        this.system = system;
        this.wish = wish;
        this.root = root;
    }

    /** Whether anything has to be copied. */
    public static boolean copies(Realized system, Wish wish) {
        return movesHome(system, wish) || !disks(system, wish).isEmpty();
    }

    /** Whether definitions and state files have to be copied. */
    public static boolean movesHome(Realized system, Wish wish) {
        return wish.everything()
                || !Stream.concat(
                                Stream.of(system.placement().definition()),
                                system.snapshots().stream().map(Snapshot::definition))
                        .allMatch(wish::reaches);
    }

    /** The hard disks that have to be copied. */
    public static List<VolumePath> disks(Realized system, Wish wish) {
        return drives(system)
                .filter(drive -> drive.kind() == DriveKind.HARD_DISK && drive.file() != null)
                .map(Drive::file)
                .filter(file -> wish.everything() || !wish.reaches(file))
                .distinct()
                .toList();
    }

    /** A move that changes the node alone: every file stays where it is. */
    public static Assignment.Move stay(Realized system, Wish wish) {
        MovePlanner planner = new MovePlanner(system, wish, system.placement().home());
        return planner.assignment(new MoveInventory(List.of(), List.of(), List.of(), List.of()));
    }

    public static Outcome<Assignment.Move> copy(
            Realized system, Wish wish, MoveInventory inventory, MoveTarget target) {
        VolumePath folder = target.folder().folder();
        Optional<Refusal> problem = inventory.problems().stream()
                .findFirst()
                .or(() -> occupied(target))
                .or(() -> sharedParent(system, inventory))
                .or(() -> tooSmall(inventory, target.folder()));
        if (problem.isPresent()) {
            return Outcome.refused(problem.get());
        }
        MovePlanner planner = new MovePlanner(system, wish, folder);
        Assignment.Move move = planner.assignment(inventory);
        return planner.clash(target.takenDisks())
                .<Outcome<Assignment.Move>>map(Outcome::refused)
                .orElseGet(() -> Outcome.ok(move));
    }

    private static Optional<Refusal> occupied(MoveTarget target) {
        return target.folder().occupant() == null
                ? Optional.empty()
                : Optional.of(new Refusal(
                        ReturnCode.INVALID_PARAMETER,
                        target.folder().folder() + " is occupied by "
                                + target.folder().occupant().text(),
                        "choose another directory (--to)"));
    }

    /** A parent that no drive names may carry other systems' disks too: it is not the system's to take away. */
    private static Optional<Refusal> sharedParent(Realized system, MoveInventory inventory) {
        Set<VolumePath> attached = new HashSet<>();
        drives(system).forEach(drive -> attached.add(drive.file()));
        return inventory.disks().stream()
                .map(SourceFile::path)
                .filter(disk -> !attached.contains(disk))
                .findFirst()
                .map(disk -> new Refusal(
                        ReturnCode.NOT_SUPPORTED,
                        "the disk " + disk + " is the parent of a disk of '"
                                + system.settings().name() + "', but no drive and no snapshot has it: "
                                + "others may rest on it",
                        "merge the disks first"));
    }

    private static Optional<Refusal> tooSmall(MoveInventory inventory, TargetFolder target) {
        long bytes = Stream.concat(inventory.disks().stream(), inventory.state().stream())
                .mapToLong(SourceFile::dataBytes)
                .sum();
        return bytes <= target.volumeTotalBytes()
                ? Optional.empty()
                : Optional.of(new Refusal(
                        ReturnCode.FAILED,
                        "the volume of " + target.folder() + " has " + target.volumeTotalBytes() + " bytes in all, and "
                                + bytes + " are needed",
                        "choose a larger volume"));
    }

    private Optional<Refusal> clash(Set<String> taken) {
        Set<String> there = new HashSet<>();
        taken.forEach(name -> there.add(name.toLowerCase(Locale.ROOT)));
        return placed.values().stream()
                .filter(target -> target.parent().equals(root.child(DISKS)))
                .filter(target -> there.contains(target.fileName().toLowerCase(Locale.ROOT)))
                .findFirst()
                .map(target -> new Refusal(
                        ReturnCode.INVALID_PARAMETER,
                        target + " is there already, and nothing is overwritten",
                        "choose another directory (--to), or move what is there away"));
    }

    private Assignment.Move assignment(MoveInventory inventory) {
        boolean withHome = movesHome(system, wish);
        Placement to = new Placement(
                wish.node(),
                withHome
                        ? root.child(MACHINES + "/" + system.id() + ".xml")
                        : system.placement().definition());
        placeDisks(inventory);
        if (withHome) {
            inventory.state().forEach(this::copyState);
            define(to);
        }
        List<MovedFile> moved = new ArrayList<>();
        placed.forEach((from, target) -> moved.add(new MovedFile(from, target)));
        moved.addAll(lostDiscs());
        List<SourceFile> sources = new ArrayList<>(inventory.disks());
        if (withHome) {
            sources.addAll(inventory.state());
            sources.addAll(inventory.definitions());
        }
        return new Assignment.Move(
                new Delivery(root, null, items, sources),
                new Relocation(system.placement(), to, moved),
                system.state(),
                staying(moved),
                withHome ? emptied(inventory) : List.of(),
                warnings);
    }

    private void placeDisks(MoveInventory inventory) {
        DistinctNames names = new DistinctNames();
        for (SourceFile disk : inventory.disks()) {
            VolumePath target = root.child(DISKS + "/" + names.take(disk.path().fileName()));
            placed.put(disk.path(), target);
            items.add(new Item.CopyOf(disk, target));
        }
    }

    /** State files keep their place below the home. */
    private void copyState(SourceFile file) {
        String home = system.placement().home().path();
        items.add(new Item.CopyOf(
                file, root.child(file.path().path().substring(home.isEmpty() ? 0 : home.length() + 1))));
    }

    private void define(Placement to) {
        for (Snapshot snapshot : system.snapshots()) {
            VolumePath target = root.child(SNAPSHOTS + "/" + snapshot.id() + ".xml");
            placed.put(snapshot.definition(), target);
            items.add(new Item.Definition(
                    target,
                    snapshot.definition(),
                    system.id(),
                    link(snapshot),
                    adapted(snapshot.settings()),
                    snapshot.saved(),
                    List.of()));
        }
        placed.put(system.placement().definition(), to.definition());
        items.add(new Item.Definition(
                to.definition(),
                system.placement().definition(),
                system.id(),
                null,
                adapted(system.settings()),
                system.state() == SystemState.SAVED,
                system.snapshots().stream().map(MovePlanner::link).toList()));
    }

    private SystemSettings adapted(SystemSettings settings) {
        return settings.withDrives(settings.drives().stream()
                .map(drive -> new Drive(
                        drive.address(),
                        drive.kind(),
                        isLost(drive) ? null : placed.getOrDefault(drive.file(), drive.file()),
                        drive.sizeBytes()))
                .toList());
    }

    /** A disc belongs to whoever put it there, and stays; a drive whose disc is out of reach is left empty. */
    private boolean isLost(Drive drive) {
        return drive.kind() != DriveKind.HARD_DISK && drive.file() != null && !wish.reaches(drive.file());
    }

    private List<MovedFile> lostDiscs() {
        List<MovedFile> lost = drives(system)
                .filter(this::isLost)
                .map(drive -> new MovedFile(drive.file(), null))
                .distinct()
                .toList();
        lost.forEach(disc ->
                warnings.add("the disc " + disc.from() + " is not at " + wish.node() + "; the drive is left empty"));
        return lost;
    }

    private List<VolumePath> staying(List<MovedFile> moved) {
        Set<VolumePath> places = new LinkedHashSet<>(places(system));
        moved.forEach(file -> places.remove(file.from()));
        return List.copyOf(places);
    }

    /** Folders of the old home, the innermost first; what is still in one keeps it. */
    private List<VolumePath> emptied(MoveInventory inventory) {
        VolumePath home = system.placement().home();
        Set<VolumePath> folders = new LinkedHashSet<>();
        folders.add(home.child(MACHINES + "/" + system.id()));
        system.snapshots().forEach(snapshot -> folders.add(home.child(SNAPSHOTS + "/" + snapshot.id())));
        Stream.concat(inventory.disks().stream(), inventory.definitions().stream())
                .map(file -> file.path().parent())
                .filter(folder -> folder.isBelow(home))
                .forEach(folders::add);
        folders.add(home);
        folders.removeIf(folder -> folder.path().isEmpty());
        return List.copyOf(folders);
    }

    /**
     * Whether the system is still the one that a move was planned for; asked when it is reserved. What was attached or saved
     * since would otherwise be left behind.
     */
    public static Optional<Refusal> changed(Realized system, Assignment.Move move) {
        Set<VolumePath> known = new HashSet<>(move.staying());
        move.relocation().files().forEach(file -> known.add(file.from()));
        boolean same = system.placement().equals(move.relocation().from())
                && system.state() == move.state()
                && known.containsAll(places(system));
        return same
                ? Optional.empty()
                : Optional.of(new Refusal(
                        ReturnCode.IN_USE,
                        "the system '" + system.settings().name() + "' has changed since the move was planned",
                        "order the move again"));
    }

    /** Every file that the system's settings name. */
    private static List<VolumePath> places(Realized system) {
        return Stream.concat(
                        drives(system).map(Drive::file).filter(file -> file != null),
                        Stream.concat(
                                system.snapshots().stream().map(Snapshot::definition),
                                Stream.of(system.placement().definition())))
                .distinct()
                .toList();
    }

    private static Stream<Drive> drives(Realized system) {
        return Stream.concat(
                        Stream.of(system.settings()),
                        system.snapshots().stream().map(Snapshot::settings))
                .flatMap(settings -> settings.drives().stream());
    }

    private static ImportedDefinition.SnapshotOf link(Snapshot snapshot) {
        return new ImportedDefinition.SnapshotOf(
                snapshot.id().value(),
                snapshot.parent() == null ? "" : snapshot.parent().value(),
                snapshot.createdAt());
    }
}
