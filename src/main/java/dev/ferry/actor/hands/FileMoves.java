package dev.ferry.actor.hands;

import dev.ferry.actor.copy.StorageNode;
import dev.ferry.model.transfer.Assignment.Rename;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.storage.FileFacts;
import dev.ferry.storage.Landing;
import dev.ferry.storage.Staging;
import dev.ferry.storage.StorageException;
import dev.ferry.storage.VersionedFile;
import dev.ferry.storage.Volume;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts users' files aside and back, and removes them: each by way of the job's staging folder, so that a thread that comes too
 * late finds nothing to do.
 */
final class FileMoves {
    private static final int AGAIN_MAX = 3;

    private final NodeVolumes volumes;

    FileMoves(NodeVolumes volumes) {
        this.volumes = volumes;
    }

    void putAside(StorageNode.Task task, List<Rename> renames) throws StorageException {
        for (List<Rename> onOneVolume : byVolume(renames).values()) {
            List<VolumePath> from = onOneVolume.stream().map(Rename::from).toList();
            Landing landing = landing(task, from);
            for (int i = 0; i < from.size(); i++) {
                VolumePath to = onOneVolume.get(i).to();
                if (landing.take(i).isPresent()) {
                    pass(landing, i, from.get(i), to);
                } else if (volumes.writable(to).stat(to.path()).isEmpty()) {
                    throw StorageException.invalid(
                            from.get(i) + " is not there any more", "bring it back, then start again");
                }
            }
            landing.close();
        }
    }

    void putBack(StorageNode.Task task, List<Rename> renames) throws StorageException {
        for (List<Rename> onOneVolume : byVolume(renames.reversed()).values()) {
            List<VolumePath> aside = onOneVolume.stream().map(Rename::to).toList();
            Landing landing = landing(task, aside);
            for (int i = 0; i < aside.size(); i++) {
                putBack(landing, i, onOneVolume.get(i));
            }
            landing.close();
        }
    }

    private void putBack(Landing landing, int i, Rename rename) throws StorageException {
        Volume volume = volumes.writable(rename.from());
        boolean aside = volume.stat(rename.to().path()).isPresent();
        boolean occupied = volume.stat(rename.from().path()).isPresent();
        if (aside && !occupied) {
            if (landing.take(i).isPresent()) {
                pass(landing, i, rename.to(), rename.from());
            }
        } else if (aside && rename.to().path().startsWith(".ferry/")) {
            throw StorageException.inUse(
                    rename.from() + " is occupied by something new; what was there before is kept in " + rename.to(),
                    "move one of them away by hand");
        }
    }

    private void pass(Landing landing, int i, VolumePath from, VolumePath to) throws StorageException {
        Volume volume = volumes.writable(to);
        landing.pass(i, to.path());
        volume.syncFolder(to.parent().path());
        volume.syncFolder(from.parent().path());
    }

    /** The files by explicit wish; then the folders, if nothing else is in them. */
    void remove(StorageNode.Task task, List<VolumePath> files, List<VolumePath> folders) throws StorageException {
        removeOnce(task, files, folders);
        // Somebody late may have put a definition back between its removal and its folder's.
        for (int again = 0; again < AGAIN_MAX && isAnyThere(files); again++) {
            removeOnce(task, files, folders);
        }
    }

    private boolean isAnyThere(List<VolumePath> files) throws StorageException {
        for (VolumePath file : files) {
            if (volumes.writable(file).stat(file.path()).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private void removeOnce(StorageNode.Task task, List<VolumePath> files, List<VolumePath> folders)
            throws StorageException {
        for (List<VolumePath> onOneVolume : onVolumes(files).values()) {
            Volume volume = volumes.writable(onOneVolume.getFirst());
            if (task.system() != null) {
                new VersionedFile(volume, task.system().value()).forget();
            }
            Staging staging = volumes.staging(onOneVolume.getFirst(), task.job().value());
            staging.open();
            removeThrough(staging, task.attempt().epoch(), onOneVolume);
        }
        for (VolumePath folder : folders) {
            Volume volume = volumes.writable(folder);
            if (volume.stat(folder.path()).isPresent()) {
                if (volume.removeFolderIfEmpty(folder.path())) {
                    volume.syncFolder(folder.parent().path());
                }
            }
        }
    }

    /** These jobs stage nothing else; while the folder is there, a late thread could still bring something to it. */
    private static void removeThrough(Staging staging, long epoch, List<VolumePath> files) throws StorageException {
        try {
            remove(staging, epoch, files);
        } catch (StorageException e) {
            try {
                staging.remove();
            } catch (StorageException left) {
                e.addSuppressed(left);
            }
            throw e;
        }
        staging.remove();
    }

    /** Removes files of one volume by way of a staging folder that is open. */
    static void remove(Staging staging, long epoch, List<VolumePath> files) throws StorageException {
        Landing landing = Landing.open(
                staging, epoch, files.stream().map(VolumePath::path).toList());
        for (int i = 0; i < files.size(); i++) {
            Optional<FileFacts> facts = staging.volume().stat(files.get(i).path());
            if (facts.isPresent() && facts.get().isFolder()) {
                throw StorageException.invalid(files.get(i) + " is a folder", "name a file");
            }
            if (facts.isPresent() && !landing.remove(i, facts.get())) {
                throw StorageException.inUse(
                        files.get(i) + " was replaced while it was removed, and is kept", "see what writes there");
            }
        }
        landing.close();
    }

    private Landing landing(StorageNode.Task task, List<VolumePath> places) throws StorageException {
        Staging staging = volumes.staging(places.getFirst(), task.job().value());
        return Landing.open(
                staging,
                task.attempt().epoch(),
                places.stream().map(VolumePath::path).toList());
    }

    private static Map<String, List<Rename>> byVolume(List<Rename> renames) {
        Map<String, List<Rename>> all = new LinkedHashMap<>();
        renames.forEach(rename -> all.computeIfAbsent(rename.from().volumeKey(), _ -> new ArrayList<>())
                .add(rename));
        return all;
    }

    private static Map<String, List<VolumePath>> onVolumes(List<VolumePath> places) {
        Map<String, List<VolumePath>> all = new LinkedHashMap<>();
        places.forEach(place ->
                all.computeIfAbsent(place.volumeKey(), _ -> new ArrayList<>()).add(place));
        return all;
    }
}
