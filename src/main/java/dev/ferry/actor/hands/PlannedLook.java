package dev.ferry.actor.hands;

import dev.ferry.actor.copy.Chore;
import dev.ferry.format.definition.SnapshotLink;
import dev.ferry.model.Guid;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SnapshotId;
import dev.ferry.model.SystemId;
import dev.ferry.model.system.PlannedSnapshot;
import dev.ferry.model.system.PlannedSystem;
import dev.ferry.model.transfer.DefinitionInventory;
import dev.ferry.model.transfer.DefinitionInventory.FoundSnapshot;
import dev.ferry.model.transfer.DefinitionInventory.Link;
import dev.ferry.model.transfer.ImportedDefinition;
import dev.ferry.model.transfer.PlannedInventory;
import dev.ferry.model.transfer.PlannedInventory.FoundDrive;
import dev.ferry.model.transfer.PlannedInventory.Part;
import dev.ferry.model.transfer.SourceFile;
import dev.ferry.model.transfer.TargetFolder;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.storage.FileFacts;
import dev.ferry.storage.SparseCopy;
import dev.ferry.storage.StorageException;
import dev.ferry.storage.Volume;
import dev.ferry.storage.VolumeFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Looks for planned systems: what a definition says, and what is there of what it names. Reads only. */
final class PlannedLook {
    private static final String SUFFIX = ".xml";
    private static final String SNAPSHOTS = "Snapshots";

    private final NodeVolumes volumes;
    private final FolderLook folders;
    private final Definitions definitions;
    private final NodeChores.Bounds bounds;

    PlannedLook(NodeVolumes volumes, FolderLook folders, Definitions definitions, NodeChores.Bounds bounds) {
        this.volumes = volumes;
        this.folders = folders;
        this.definitions = definitions;
        this.bounds = bounds;
    }

    DefinitionInventory definition(Chore.LookForDefinition wanted) throws StorageException {
        VolumePath file = folders.existing(wanted.definitionFile());
        if (volumes.readable(file)
                .stat(file.path())
                .filter(FileFacts::isRegular)
                .isEmpty()) {
            throw StorageException.invalid(file + " is not a file", "name the definition file of one system (.xml)");
        }
        if (file.fileName().toLowerCase(Locale.ROOT).endsWith(".vmcx")) {
            throw StorageException.of(
                    ReturnCode.NOT_SUPPORTED,
                    file + " is in the binary form of Windows Server 2016, which is not read yet",
                    "export from a host of version 5.0 to 2012 R2, or wait for a later version");
        }
        ImportedDefinition content = definitions.read(file);
        if (content.snapshot() != null) {
            throw StorageException.invalid(
                    file + " is the definition of a snapshot",
                    "name the definition file of the system, and the folder of the snapshot beside it");
        }
        List<Link> links =
                definitions.snapshotsOf(file).stream().map(PlannedLook::link).toList();
        return wanted.snapshotFolder().isEmpty()
                ? new DefinitionInventory(file, content, links, null, List.of())
                : new DefinitionInventory(
                        file,
                        content,
                        links,
                        folders.existing(wanted.snapshotFolder()),
                        snapshots(wanted.snapshotFolder()));
    }

    private static Link link(SnapshotLink link) {
        return new Link(link.id(), link.parent().orElse(null));
    }

    /** Definitions of snapshots in the folder, or in its folder of that name, whichever system they are of. */
    List<FoundSnapshot> snapshots(String text) throws StorageException {
        VolumePath folder = folders.existing(text);
        Volume volume = volumes.readable(folder);
        if (volume.stat(folder.path()).filter(FileFacts::isFolder).isEmpty()) {
            throw StorageException.invalid(folder + " is not a folder", "name the folder that has the snapshots");
        }
        List<FoundSnapshot> found = new ArrayList<>(snapshots(volume, folder));
        VolumePath below = real(volume, folder.child(SNAPSHOTS));
        if (volume.stat(below.path()).filter(FileFacts::isFolder).isPresent()) {
            found.addAll(snapshots(volume, below));
        }
        return found;
    }

    /** Their files are named by their identities; what has another name is somebody else's. */
    private List<FoundSnapshot> snapshots(Volume volume, VolumePath folder) throws StorageException {
        List<FoundSnapshot> found = new ArrayList<>();
        for (String name : volume.list(folder.path(), bounds.filesMax())) {
            String base = name.substring(0, Math.max(0, name.length() - SUFFIX.length()));
            if (name.toLowerCase(Locale.ROOT).endsWith(SUFFIX) && Guid.isGuid(base)) {
                VolumePath file = folder.child(name);
                ImportedDefinition content = definitions.read(file);
                if (content.snapshot() != null) {
                    found.add(new FoundSnapshot(file, content));
                }
            }
        }
        return found;
    }

    /** What bears the same name is not known here: systems are told by the lists. */
    PlannedInventory planned(SystemId id, PlannedSystem planned) throws StorageException {
        Part system = part(
                null, planned.origin().definition(), planned.origin().system().value(), planned.definition());
        List<Part> snapshots = new ArrayList<>();
        for (PlannedSnapshot.Found found : planned.foundSnapshots()) {
            snapshots.add(part(found.id(), found.file(), found.original().value(), found.definition()));
        }
        TargetFolder home = null;
        Refusal trouble = null;
        try {
            home = home(id, planned);
        } catch (StorageException e) {
            trouble = e.refusal();
        }
        return new PlannedInventory(system, snapshots, home, trouble, Set.copyOf(bounds.networks()), List.of());
    }

    private Part part(SnapshotId of, VolumePath file, String original, ImportedDefinition content)
            throws StorageException {
        String owner = content.settings().name();
        List<FoundDrive> drives = content.drives().stream()
                .filter(drive -> !drive.path().isEmpty())
                .map(drive -> new PlannedDrives(volumes).look(drive, owner))
                .toList();
        if (file == null) {
            return new Part(of, null, drives, List.of());
        }
        Volume volume = volumes.readable(file);
        List<SourceFile> state = content.saved() ? state(volume, file, original) : List.of();
        return new Part(of, source(volume, file).orElse(null), drives, state);
    }

    /** In the folder that bears the identity in the files, else beside the definition. */
    private List<SourceFile> state(Volume volume, VolumePath definition, String original) throws StorageException {
        VolumePath folder = real(volume, definition.parent().child(original));
        boolean own = volume.stat(folder.path()).filter(FileFacts::isFolder).isPresent();
        List<SourceFile> found = own ? stateIn(volume, folder, original) : List.of();
        return found.isEmpty() ? stateIn(volume, definition.parent(), original) : found;
    }

    private List<SourceFile> stateIn(Volume volume, VolumePath folder, String original) throws StorageException {
        List<SourceFile> found = new ArrayList<>();
        if (volume.stat(folder.path()).isEmpty()) {
            return found;
        }
        for (String name : volume.list(folder.path(), bounds.filesMax())) {
            if (name.toUpperCase(Locale.ROOT).startsWith(original) && ImportLook.isState(name)) {
                source(volume, folder.child(name)).ifPresent(found::add);
            }
        }
        return found;
    }

    private static Optional<SourceFile> source(Volume volume, VolumePath file) throws StorageException {
        Optional<FileFacts> facts = volume.stat(file.path()).filter(FileFacts::isRegular);
        if (facts.isEmpty()) {
            return Optional.empty();
        }
        try (VolumeFile open = volume.openRead(file.path())) {
            return Optional.of(new SourceFile(file, facts.get().stamp(), SparseCopy.dataBytes(open)));
        }
    }

    /** Where somebody chose to put it others may live too, as long as none has its identity. */
    private TargetFolder home(SystemId id, PlannedSystem planned) throws StorageException {
        if (planned.home().isEmpty()) {
            return folders.target(
                    folders.resolve(bounds.systemsDirectory()).child(FolderLook.longFolderName(planned.name(), id)));
        }
        VolumePath named = folders.resolve(planned.home());
        TargetFolder there = folders.target(named);
        boolean taken = volumes.writable(named)
                .stat(named.child("Virtual Machines/" + id + SUFFIX).path())
                .isPresent();
        return taken ? there : new TargetFolder(there.folder(), null, there.volumeTotalBytes());
    }

    private static VolumePath real(Volume volume, VolumePath place) throws StorageException {
        return volume.at(volume.targetName(place.path()));
    }
}
