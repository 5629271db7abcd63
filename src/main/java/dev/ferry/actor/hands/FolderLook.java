package dev.ferry.actor.hands;

import dev.ferry.actor.copy.Chore;
import dev.ferry.model.SystemId;
import dev.ferry.model.transfer.TargetFolder;
import dev.ferry.model.transfer.TargetFolder.Occupant;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.storage.FileFacts;
import dev.ferry.storage.FileNames;
import dev.ferry.storage.Manifest;
import dev.ferry.storage.ManifestFile;
import dev.ferry.storage.SparseCopy;
import dev.ferry.storage.StorageException;
import dev.ferry.storage.Volume;
import dev.ferry.storage.VolumeFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at folders: what is in the way at a target, what exports there are, how much there is to verify. */
final class FolderLook {
    private static final int ENTRIES_MAX = 10_000;

    private final NodeVolumes volumes;

    FolderLook(NodeVolumes volumes) {
        this.volumes = volumes;
    }

    /** A place that somebody wrote, in the real spelling of whatever part of it exists. */
    VolumePath resolve(String text) throws StorageException {
        VolumePath written = volumes.table().resolve(text, true);
        Volume volume = volumes.readable(written);
        return volume.at(volume.targetName(written.path()));
    }

    /** The same, for a place that must be there. */
    VolumePath existing(String text) throws StorageException {
        VolumePath place = resolve(text);
        if (volumes.readable(place).stat(place.path()).isEmpty()) {
            throw StorageException.invalid(
                    place + " does not exist", "check the path; ferry volumes lists where to look");
        }
        return place;
    }

    static String folderName(String systemName) {
        return FileNames.escape(systemName);
    }

    static String longFolderName(String systemName, SystemId id) {
        return FileNames.escape(systemName + " (" + id.value().substring(0, 8) + ")");
    }

    TargetFolder target(VolumePath folder) throws StorageException {
        Volume volume = volumes.writable(folder);
        VolumePath real = volume.at(volume.targetName(folder.path()));
        long total = volume.room().totalBytes();
        Optional<FileFacts> facts = volume.stat(real.path());
        if (facts.isEmpty()) {
            return new TargetFolder(real, null, total);
        }
        if (!facts.get().isFolder()) {
            return new TargetFolder(real, new Occupant("", "", "", ""), total);
        }
        boolean empty = volume.list(real.path(), ENTRIES_MAX).isEmpty();
        return new TargetFolder(real, empty ? null : occupant(volume, real), total);
    }

    private static Occupant occupant(Volume volume, VolumePath folder) {
        try {
            Manifest manifest = ManifestFile.read(volume, folder.path());
            return new Occupant(
                    manifest.system().id(),
                    manifest.system().name(),
                    manifest.job(),
                    manifest.createdAt().toString());
        } catch (StorageException _) {
            return new Occupant("", "", "", "");
        }
    }

    Chore.FolderFound forVerify(String text) throws StorageException {
        VolumePath folder = existing(text);
        Volume volume = volumes.readable(folder);
        if (volume.stat(folder.child(ManifestFile.NAME).path()).isEmpty()) {
            boolean adopted =
                    volume.stat(folder.child(ManifestFile.ADOPTED_NAME).path()).isPresent();
            throw StorageException.invalid(
                    adopted
                            ? folder + " is not an export any more: a system was registered in it"
                            : folder + " has no " + ManifestFile.NAME
                                    + ": it is no export of Ferry's, or not a whole one",
                    "name the folder of one export; ferry exports lists them");
        }
        Manifest manifest;
        try {
            manifest = ManifestFile.read(volume, folder.path());
        } catch (StorageException _) {
            // The job that verifies will say so: an unusable manifest is damage, not a wrong path.
            return new Chore.FolderFound(folder, 0, "");
        }
        long bytes = 0;
        for (Manifest.Entry entry : manifest.files()) {
            String path = folder.child(entry.path()).path();
            if (volume.stat(path).filter(FileFacts::isRegular).isPresent()) {
                try (VolumeFile file = volume.openRead(path)) {
                    bytes += SparseCopy.dataBytes(file);
                }
            }
        }
        return new Chore.FolderFound(folder, bytes, manifest.system().name());
    }

    /** The exports in a folder, one folder further down, and the one that it is itself. */
    List<Chore.ExportEntry> exports(String text) throws StorageException {
        VolumePath folder = existing(text.isEmpty() ? "." : text);
        List<Chore.ExportEntry> all = new ArrayList<>();
        collect(volumes.readable(folder), folder, 2, all);
        return all;
    }

    private static void collect(Volume volume, VolumePath folder, int depth, List<Chore.ExportEntry> all)
            throws StorageException {
        Optional<Chore.ExportEntry> here = entry(volume, folder);
        here.ifPresent(all::add);
        if (here.isPresent() || depth == 0) {
            return;
        }
        for (String name : volume.list(folder.path(), ENTRIES_MAX)) {
            VolumePath child = folder.child(name);
            if (!name.startsWith(".")
                    && volume.stat(child.path()).filter(FileFacts::isFolder).isPresent()) {
                collect(volume, child, depth - 1, all);
            }
        }
    }

    private static Optional<Chore.ExportEntry> entry(Volume volume, VolumePath folder) throws StorageException {
        boolean complete = volume.stat(folder.child(ManifestFile.NAME).path()).isPresent();
        String adopted = folder.child(ManifestFile.ADOPTED_NAME).path();
        if (!complete && volume.stat(adopted).isEmpty()) {
            return Optional.empty();
        }
        try {
            Manifest manifest =
                    complete ? ManifestFile.read(volume, folder.path()) : ManifestFile.readFile(volume, adopted);
            return Optional.of(new Chore.ExportEntry(
                    folder,
                    manifest.system().id(),
                    manifest.system().name(),
                    manifest.createdAt().toString(),
                    manifest.files().stream()
                            .mapToLong(Manifest.Entry::sizeBytes)
                            .sum(),
                    manifest.files().stream()
                            .mapToLong(Manifest.Entry::allocatedBytes)
                            .sum(),
                    complete,
                    !complete));
        } catch (StorageException _) {
            return Optional.of(new Chore.ExportEntry(folder, "", folder.fileName(), "", 0, 0, false, !complete));
        }
    }

    /** What belongs to an export, the manifest first: without it the rest is no export any more. */
    List<VolumePath> filesOf(VolumePath folder) throws StorageException {
        Volume volume = volumes.readable(folder);
        List<VolumePath> files = new ArrayList<>();
        files.add(folder.child(ManifestFile.NAME));
        for (Manifest.Entry entry : ManifestFile.read(volume, folder.path()).files()) {
            files.add(folder.child(entry.path()));
            files.add(folder.child(entry.tree()));
        }
        return files;
    }
}
