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
    private static final int DISKS_MAX = 10_000;

    private final NodeVolumes volumes;
    private final FolderLook folders;
    private final NodeChores.Bounds bounds;

    MoveLook(NodeVolumes volumes, FolderLook folders, NodeChores.Bounds bounds) {
        this.volumes = volumes;
        this.folders = folders;
        this.bounds = bounds;
    }

    MoveInventory source(Chore.LookForMove wanted) throws StorageException {
        Realized system = wanted.system();
        DiskLook disks = new DiskLook(volumes);
        wanted.disks().forEach(disk -> disks.take(disk, system.settings().name()));
        List<SourceFile> state = new ArrayList<>();
        List<SourceFile> definitions = new ArrayList<>();
        if (wanted.withHome()) {
            home(system, state, definitions);
        }
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

    private void home(Realized system, List<SourceFile> state, List<SourceFile> definitions) throws StorageException {
        VolumePath home = system.placement().home();
        state.addAll(files(home.child("Virtual Machines/" + system.id()), system.state() == SystemState.SAVED));
        for (Snapshot snapshot : system.snapshots()) {
            state.addAll(files(home.child("Snapshots/" + snapshot.id()), snapshot.saved()));
            definitions.add(file(snapshot.definition()));
        }
        definitions.add(file(system.placement().definition()));
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

    MoveTarget target(Chore.LookForMoveTarget wanted) throws StorageException {
        TargetFolder there = home(wanted);
        Volume volume = volumes.writable(there.folder());
        Set<String> disks = new HashSet<>();
        VolumePath folder = there.folder().child("Virtual Hard Disks");
        if (volume.stat(folder.path()).filter(FileFacts::isFolder).isPresent()) {
            disks.addAll(volume.list(folder.path(), DISKS_MAX));
        }
        return new MoveTarget(there, disks);
    }

    /** A named folder is the new home itself, as with imports; others' files in it, or in the old home, are not in the way. */
    private TargetFolder home(Chore.LookForMoveTarget wanted) throws StorageException {
        if (wanted.home() == null && wanted.directory().isEmpty()) {
            return folders.target(folders.resolve(bounds.systemsDirectory())
                    .child(FolderLook.longFolderName(wanted.name(), wanted.system())));
        }
        VolumePath named = wanted.home() == null ? folders.resolve(wanted.directory()) : wanted.home();
        TargetFolder there = folders.target(named);
        Volume volume = volumes.writable(named);
        String definition =
                named.child("Virtual Machines/" + wanted.system() + ".xml").path();
        boolean isFolder = volume.stat(named.path()).map(FileFacts::isFolder).orElse(true);
        boolean taken = wanted.home() == null && volume.stat(definition).isPresent();
        return isFolder && !taken ? new TargetFolder(there.folder(), null, there.volumeTotalBytes()) : there;
    }
}
