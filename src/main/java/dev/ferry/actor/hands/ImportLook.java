package dev.ferry.actor.hands;

import dev.ferry.actor.copy.Chore;
import dev.ferry.format.layout.DefinitionFile;
import dev.ferry.format.layout.FolderFinding;
import dev.ferry.format.layout.FolderReader;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SystemId;
import dev.ferry.model.transfer.ImportInventory;
import dev.ferry.model.transfer.ImportInventory.Found;
import dev.ferry.model.transfer.ImportInventory.FoundDrive;
import dev.ferry.model.transfer.ImportSettings;
import dev.ferry.model.transfer.ImportWish;
import dev.ferry.model.transfer.ImportWish.DiskPlace;
import dev.ferry.model.transfer.ImportedDefinition;
import dev.ferry.model.transfer.ImportedDefinition.ImportedDrive;
import dev.ferry.model.transfer.SourceFile;
import dev.ferry.model.transfer.TargetFolder;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.storage.FileFacts;
import dev.ferry.storage.Inventory;
import dev.ferry.storage.Manifest;
import dev.ferry.storage.ManifestFile;
import dev.ferry.storage.SparseCopy;
import dev.ferry.storage.StorageException;
import dev.ferry.storage.Volume;
import dev.ferry.storage.VolumeFile;
import dev.ferry.storage.VolumeStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks at a folder that is to be imported: what it holds, which files its definitions mean, what is missing. Reads only. */
final class ImportLook {
    private final NodeVolumes volumes;
    private final FolderLook folders;
    private final Definitions definitions;
    private final int filesMax;
    private final String systemsDirectory;

    ImportLook(
            NodeVolumes volumes, FolderLook folders, Definitions definitions, int filesMax, String systemsDirectory) {
        this.volumes = volumes;
        this.folders = folders;
        this.definitions = definitions;
        this.filesMax = filesMax;
        this.systemsDirectory = systemsDirectory;
    }

    Chore.ImportFound look(Chore.LookForImport wanted) throws StorageException {
        return new Look(wanted.wish(), wanted.newId()).found();
    }

    /** Whether a file is one of a saved state, by its name. */
    static boolean isState(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        return lower.endsWith(".bin") || lower.endsWith(".vsv");
    }

    /** A folder that is registered is lived in from then on. Windows names the two ways of importing by their methods. */
    static Optional<Refusal> unregistrable(VolumeStatus status, VolumePath folder) {
        return status instanceof VolumeStatus.ReadOnly(var reason)
                ? Optional.of(new Refusal(
                        ReturnCode.INVALID_PARAMETER,
                        folder + " cannot be registered in place: its volume is read only (" + reason + ")",
                        "import a copy (--copy; ImportVirtualSystemEx with CreateCopy), or make the volume writable"))
                : Optional.empty();
    }

    /** One look, with what it has learnt so far. */
    private final class Look {
        private final ImportWish wish;
        private final SystemId newId;
        private final VolumePath folder;
        private final Volume volume;
        private final Map<String, FileFacts> files = new HashMap<>();
        private final List<String> paths = new ArrayList<>();
        private final Set<String> drivePaths = new LinkedHashSet<>();
        private final List<Refusal> problems = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();
        private final DiskLook disks = new DiskLook(volumes);
        private final FolderFinding.Export export;
        private final DrivePlaces places;

        Look(ImportWish wish, SystemId newId) throws StorageException {
            this.wish = wish;
            this.newId = newId;
            VolumePath named = folders.existing(wish.path());
            this.volume = volumes.readable(named);
            boolean isFile =
                    volume.stat(named.path()).filter(FileFacts::isRegular).isPresent();
            this.folder = isFile ? folderOf(named) : named;
            survey();
            this.export = isFile ? readOne(named) : readAll();
            this.places = new DrivePlaces(
                    volumes, folders, disks, new DrivePlaces.Source(folder, export.disks(), wish.places()));
        }

        private static VolumePath folderOf(VolumePath definition) {
            VolumePath parent = definition.parent();
            return parent.fileName().equalsIgnoreCase("Virtual Machines") ? parent.parent() : parent;
        }

        private void survey() throws StorageException {
            for (Inventory.Found found :
                    Inventory.survey(volume, folder.path(), Inventory.Rules.ofImport(4 * filesMax))) {
                files.put(found.path(), found.facts());
                paths.add(found.path());
            }
        }

        private FolderFinding.Export readOne(VolumePath definition) throws StorageException {
            String relative = definition
                    .path()
                    .substring(folder.path().isEmpty() ? 0 : folder.path().length() + 1);
            return requireReadable(FolderReader.readOne(paths, relative)
                    .orElseThrow(() -> StorageException.invalid(
                            definition + " is not a definition file", "name the folder of one export, or its .xml")));
        }

        private FolderFinding.Export readAll() throws StorageException {
            return switch (FolderReader.read(paths)) {
                case FolderFinding.Export one -> requireReadable(one);
                case FolderFinding.Ambiguous(var all) ->
                    throw StorageException.invalid(
                            folder + " has the definitions of several systems: "
                                    + all.stream().map(DefinitionFile::path).collect(Collectors.joining(", ")),
                            "name one of them instead of the folder");
                case FolderFinding.ParentOfExports(var below) ->
                    throw StorageException.invalid(
                            folder + " is a folder of exports, not one export; it has: " + String.join(", ", below),
                            "name one of them");
                case FolderFinding.Nothing _ ->
                    throw StorageException.invalid(
                            folder + " has no definition of a virtual system",
                            "name the folder that has 'Virtual Machines' in it");
            };
        }

        private FolderFinding.Export requireReadable(FolderFinding.Export found) throws StorageException {
            if (found.definition().kind() == DefinitionFile.Kind.VMCX) {
                throw StorageException.of(
                        ReturnCode.NOT_SUPPORTED,
                        folder.child(found.definition().path()) + " is in the binary form of Windows Server 2016, "
                                + "which is not read yet",
                        "export from a host of version 5.0 to 2012 R2, or wait for a later version");
            }
            return found;
        }

        Chore.ImportFound found() throws StorageException {
            if (!wish.copy()) {
                unregistrable(volume.status(), folder).ifPresent(problems::add);
            }
            SourceFile manifest = manifest();
            boolean adopted = manifest == null && files.containsKey(ManifestFile.ADOPTED_NAME);
            Found system = read(export.definition(), wish.places().stateSource());
            List<Found> snapshots = snapshots(system);
            problems.addAll(places.problems());
            warnings.addAll(places.warnings());
            problems.addAll(disks.problems());
            requireCompleteChains(system, snapshots);
            if (manifest == null) {
                warnings.add(
                        adopted
                                ? "the folder was registered before; its contents are not checked"
                                : "there is no manifest; the contents are not checked");
            } else {
                warnUnchecked(system, snapshots);
            }
            SystemId id = wish.newId() ? newId : system.content().system();
            TargetFolder target = wish.copy() ? target(system, id) : null;
            if (wish.copy()) {
                limits(target);
            }
            ImportInventory inventory =
                    new ImportInventory(folder, system, snapshots, manifest, adopted, target, problems, warnings);
            return new Chore.ImportFound(inventory, settings());
        }

        /** An export of ours is only taken when its manifest can be read and lists nothing that is missing or short. */
        private SourceFile manifest() throws StorageException {
            if (!files.containsKey(ManifestFile.NAME)) {
                return null;
            }
            Manifest manifest = ManifestFile.read(volume, folder.path());
            for (Manifest.Entry entry : manifest.files()) {
                FileFacts facts = files.get(entry.path());
                if (facts == null) {
                    problems.add(damaged(entry.path() + " is missing"));
                } else if (facts.sizeBytes() != entry.sizeBytes()) {
                    problems.add(damaged(
                            entry.path() + " has " + facts.sizeBytes() + " bytes instead of " + entry.sizeBytes()));
                }
            }
            return source(ManifestFile.NAME);
        }

        private Refusal damaged(String what) {
            return new Refusal(
                    ReturnCode.INVALID_PARAMETER,
                    "the export in " + folder + " is damaged: " + what,
                    "use another copy of the export; ferry verify tells more");
        }

        private SourceFile source(String relative) throws StorageException {
            VolumePath place = folder.child(relative);
            try (VolumeFile open = volume.openRead(place.path())) {
                return new SourceFile(place, files.get(relative).stamp(), SparseCopy.dataBytes(open));
            }
        }

        private Found read(DefinitionFile file, String stateSource) throws StorageException {
            SourceFile definition = source(file.path());
            ImportedDefinition content = definitions.read(definition.path());
            String owner = content.snapshot() == null
                    ? content.system().value()
                    : content.snapshot().id();
            List<SourceFile> runtime = new ArrayList<>();
            if (stateSource.isEmpty()) {
                for (String path : export.runtimeFiles().getOrDefault(owner, List.of())) {
                    if (isState(path)) {
                        runtime.add(source(path));
                    }
                }
            } else {
                runtime.addAll(stateFiles(stateSource, owner));
            }
            List<FoundDrive> drives = new ArrayList<>();
            for (ImportedDrive drive : content.drives()) {
                drivePaths.add(drive.path());
                drives.add(places.drive(drive, content.settings().name()));
            }
            return new Found(definition, content, drives, runtime);
        }

        private List<SourceFile> stateFiles(String text, String owner) throws StorageException {
            VolumePath place = folders.existing(text);
            Volume there = volumes.readable(place);
            List<SourceFile> found = new ArrayList<>();
            for (Inventory.Found file : Inventory.survey(there, place.path(), Inventory.Rules.ofImport(filesMax))) {
                String name = file.path().substring(file.path().lastIndexOf('/') + 1);
                if (name.toUpperCase(Locale.ROOT).startsWith(owner) && isState(name)) {
                    VolumePath path = place.child(file.path());
                    try (VolumeFile open = there.openRead(path.path())) {
                        found.add(new SourceFile(path, file.facts().stamp(), SparseCopy.dataBytes(open)));
                    }
                }
            }
            return found;
        }

        private List<Found> snapshots(Found system) throws StorageException {
            List<Found> found = new ArrayList<>();
            for (DefinitionFile file : export.snapshots()) {
                if (file.kind() == DefinitionFile.Kind.VMCX) {
                    continue;
                }
                Found one = read(file, wish.places().snapshotSource());
                if (one.content().snapshot() != null
                        && one.content().system().equals(system.content().system())) {
                    found.add(one);
                }
            }
            Set<String> here =
                    found.stream().map(one -> one.content().snapshot().id()).collect(Collectors.toSet());
            definitions.snapshotsOf(system.definition().path()).stream()
                    .map(link -> link.id().value())
                    .filter(id -> !here.contains(id))
                    .forEach(id -> problems.add(new Refusal(
                            ReturnCode.INVALID_PARAMETER,
                            "the snapshot " + id + " of '"
                                    + system.content().settings().name() + "' is not in " + folder,
                            "bring its definition into 'Snapshots', or export the system anew")));
            return found;
        }

        /** A parent that only the chain knows, and no drive, would be left behind by a copy. */
        private void requireCompleteChains(Found system, List<Found> snapshots) {
            Set<VolumePath> attached = new HashSet<>();
            List<Found> all = new ArrayList<>(List.of(system));
            all.addAll(snapshots);
            all.stream()
                    .flatMap(one -> one.drives().stream())
                    .filter(drive -> drive.file() != null)
                    .forEach(drive -> attached.add(drive.file().path()));
            disks.files().stream()
                    .filter(file -> wish.copy() && !attached.contains(file.path()))
                    .forEach(file -> problems.add(new Refusal(
                            ReturnCode.NOT_SUPPORTED,
                            "the disk " + file.path()
                                    + " is the parent of another, but no drive and no snapshot has it; "
                                    + "a copy would leave it behind",
                            "register the folder in place, or merge the disks first")));
        }

        private void warnUnchecked(Found system, List<Found> snapshots) {
            List<Found> all = new ArrayList<>(List.of(system));
            all.addAll(snapshots);
            all.stream()
                    .flatMap(one -> one.drives().stream())
                    .filter(drive ->
                            drive.file() != null && !drive.file().path().isBelow(folder))
                    .forEach(drive ->
                            warnings.add(drive.file().path() + " is outside the export; its content is not checked"));
        }

        private TargetFolder target(Found system, SystemId id) throws StorageException {
            if (!wish.places().target().isEmpty()) {
                VolumePath named = folders.resolve(wish.places().target());
                TargetFolder there = folders.target(named);
                Volume target = volumes.writable(named);
                boolean taken = target.stat(
                                named.child("Virtual Machines/" + id + ".xml").path())
                        .isPresent();
                return taken ? there : new TargetFolder(there.folder(), null, there.volumeTotalBytes());
            }
            String name = wish.name().isEmpty() ? system.content().settings().name() : wish.name();
            VolumePath home = folders.resolve(systemsDirectory).child(FolderLook.longFolderName(name, id));
            return folders.target(home);
        }

        private void limits(TargetFolder target) {
            if (disks.files().size() > filesMax) {
                problems.add(new Refusal(
                        ReturnCode.OUT_OF_MEMORY,
                        disks.files().size() + " files are more than one job takes (" + filesMax + ")",
                        "raise ferry.transfer.max-files"));
            }
            long bytes = disks.files().stream().mapToLong(SourceFile::dataBytes).sum();
            if (bytes > target.volumeTotalBytes()) {
                problems.add(new Refusal(
                        ReturnCode.FAILED,
                        "the volume of " + target.folder() + " has " + target.volumeTotalBytes() + " bytes in all, and "
                                + bytes + " are needed",
                        "choose a larger volume"));
            }
        }

        private ImportSettings settings() throws StorageException {
            ImportWish.Places places = wish.places();
            Map<String, VolumePath> targets = new HashMap<>();
            for (DiskPlace disk : places.disks()) {
                List<String> named = drivePaths.stream().filter(disk::names).toList();
                if (named.isEmpty()) {
                    problems.add(new Refusal(
                            ReturnCode.INVALID_PARAMETER,
                            "the definition has no disk '" + disk.current() + "'",
                            "name one of: " + String.join(", ", drivePaths)));
                }
                if (!disk.target().isEmpty()) {
                    VolumePath target = folders.resolve(disk.target());
                    named.forEach(path -> targets.put(path, target));
                }
            }
            return new ImportSettings(
                    wish.copy(),
                    wish.newId(),
                    wish.name(),
                    places.target().isEmpty() ? null : folders.resolve(places.target()),
                    places.vhdTarget().isEmpty() ? null : folders.resolve(places.vhdTarget()),
                    targets,
                    wish.networks(),
                    wish.macs(),
                    wish.discardSavedState(),
                    wish.scope());
        }
    }
}
