package dev.ferry.actor.hands;

import dev.ferry.actor.copy.Chore;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.system.Snapshot;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.model.transfer.MoveInventory;
import dev.ferry.model.transfer.MoveTarget;
import dev.ferry.model.transfer.SourceFile;
import dev.ferry.model.transfer.TargetFolder;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.storage.FileFacts;
import dev.ferry.storage.Inventory;
import dev.ferry.storage.SparseCopy;
import dev.ferry.storage.StorageException;
import dev.ferry.storage.Volume;
import dev.ferry.storage.VolumeFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Looks before a move, at the old place and at the new one: mostly on two nodes. Reads only. */
final class MoveLook {
    private static final int STATE_FILES_MAX = 100;

    private final NodeVolumes volumes;
    private final FolderLook folders;
    private final NodeChores.Bounds bounds;

    MoveLook(NodeVolumes volumes, FolderLook folders, NodeChores.Bounds bounds) {
        this.volumes = volumes;
        this.folders = folders;
        this.bounds = bounds;
    }

    MoveInventory source(Realized system, List<VolumePath> wanted) throws StorageException {
        DiskLook disks = new DiskLook(volumes);
        wanted.forEach(disk -> disks.take(disk, system.settings().name()));
        VolumePath home = system.placement().home();
        List<SourceFile> state = new ArrayList<>(
                files(home.child("Virtual Machines/" + system.id()), system.state() == SystemState.SAVED));
        List<SourceFile> definitions = new ArrayList<>();
        for (Snapshot snapshot : system.snapshots()) {
            state.addAll(files(home.child("Snapshots/" + snapshot.id()), snapshot.saved()));
            definitions.add(file(snapshot.definition()));
        }
        definitions.add(file(system.placement().definition()));
        List<Refusal> problems = new ArrayList<>(disks.problems());
        int count = disks.files().size() + state.size() + definitions.size();
        if (count > bounds.filesMax()) {
            problems.add(new Refusal(
                    ReturnCode.OUT_OF_MEMORY,
                    count + " files are more than one job takes (" + bounds.filesMax() + ")",
                    "remove snapshots, or raise ferry.transfer.max-files"));
        }
        return new MoveInventory(disks.files(), state, definitions, problems);
    }

    private SourceFile file(VolumePath place) throws StorageException {
        Volume volume = volumes.readable(place);
        if (volume.stat(place.path()).filter(FileFacts::isRegular).isEmpty()) {
            throw StorageException.invalid(
                    "the definition file " + place + " is not there",
                    "change any setting of the system: that writes it again; then start again");
        }
        try (VolumeFile open = volume.openRead(place.path())) {
            return new SourceFile(place, open.stamp(), SparseCopy.dataBytes(open));
        }
    }

    private List<SourceFile> files(VolumePath folder, boolean needed) throws StorageException {
        Volume volume = volumes.readable(folder);
        if (volume.stat(folder.path()).isEmpty()) {
            if (needed) {
                throw StorageException.invalid(
                        folder + " is not there: the saved state of the system is missing", "bring it back");
            }
            return List.of();
        }
        List<SourceFile> files = new ArrayList<>();
        for (Inventory.Found found :
                Inventory.survey(volume, folder.path(), Inventory.Rules.ofImport(STATE_FILES_MAX))) {
            files.add(file(folder.child(found.path())));
        }
        return files;
    }

    /** The named folder is the new home itself, as with imports; others' files in it are not in the way. */
    MoveTarget target(Chore.LookForMoveTarget wanted) throws StorageException {
        boolean named = !wanted.directory().isEmpty();
        TargetFolder there = folders.target(
                named
                        ? folders.resolve(wanted.directory())
                        : folders.resolve(bounds.systemsDirectory())
                                .child(FolderLook.longFolderName(wanted.name(), wanted.system())));
        Volume volume = volumes.writable(there.folder());
        VolumePath definition = there.folder().child("Virtual Machines/" + wanted.system() + ".xml");
        boolean free = named
                && volume.stat(there.folder().path()).map(FileFacts::isFolder).orElse(true)
                && volume.stat(definition.path()).isEmpty();
        Set<String> disks = new HashSet<>();
        VolumePath folder = there.folder().child("Virtual Hard Disks");
        if (volume.stat(folder.path()).filter(FileFacts::isFolder).isPresent()) {
            disks.addAll(volume.list(folder.path(), 10_000));
        }
        return new MoveTarget(free ? new TargetFolder(there.folder(), null, there.volumeTotalBytes()) : there, disks);
    }
}
