package dev.ferry.actor.hands;

import dev.ferry.actor.copy.Chore;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SystemId;
import dev.ferry.model.system.Drive;
import dev.ferry.model.system.DriveKind;
import dev.ferry.model.system.Snapshot;
import dev.ferry.model.system.SystemSettings;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.model.transfer.ExportInventory;
import dev.ferry.model.transfer.ExportSettings;
import dev.ferry.model.transfer.SourceFile;
import dev.ferry.model.transfer.TargetFolder;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.storage.Inventory;
import dev.ferry.storage.SparseCopy;
import dev.ferry.storage.StorageException;
import dev.ferry.storage.Volume;
import dev.ferry.storage.VolumeFile;
import java.util.ArrayList;
import java.util.List;

/** Looks before an export: at the files that would go along, and at the place where they would go. Reads only. */
final class ExportLook {
    private static final int RUNTIME_FILES_MAX = 100;

    private final NodeVolumes volumes;
    private final FolderLook folders;
    private final int filesMax;

    ExportLook(NodeVolumes volumes, FolderLook folders, int filesMax) {
        this.volumes = volumes;
        this.folders = folders;
        this.filesMax = filesMax;
    }

    ExportInventory look(Chore.LookForExport wanted) throws StorageException {
        Realized system = wanted.system();
        ExportSettings settings = wanted.settings();
        VolumePath directory = folders.resolve(wanted.directory());
        String name = system.settings().name();
        SystemId id = system.id();
        boolean sub = settings.createSubdirectory();
        TargetFolder target = folders.target(sub ? directory.child(FolderLook.folderName(name)) : directory);
        TargetFolder alternative = sub ? folders.target(directory.child(FolderLook.longFolderName(name, id))) : null;
        DiskLook disks = new DiskLook(volumes);
        boolean one = settings.copySnapshots() == ExportSettings.Snapshots.ONE;
        if (settings.copyStorage() || one) {
            drives(system, settings).forEach(drive -> disks.take(drive.file(), name));
        }
        List<SourceFile> runtime = settings.copyRuntime() && !one ? runtime(system, settings) : List.of();
        List<Refusal> problems = new ArrayList<>(disks.problems());
        if (one) {
            problems.addAll(chainProblems(disks, drives(system, settings)));
        }
        problems.addAll(limits(disks.files(), runtime, target));
        return new ExportInventory(disks.files(), runtime, target, alternative, problems);
    }

    /** The drives whose files go along: hard disks and, when their file is there, discs. */
    private List<Drive> drives(Realized system, ExportSettings settings) {
        List<SystemSettings> all = new ArrayList<>();
        switch (settings.copySnapshots()) {
            case ALL -> {
                all.add(system.settings());
                system.snapshots().stream().map(Snapshot::settings).forEach(all::add);
            }
            case NONE -> all.add(system.settings());
            case ONE ->
                system.snapshots().stream()
                        .filter(s -> s.id().equals(settings.snapshot()))
                        .map(Snapshot::settings)
                        .forEach(all::add);
        }
        return all.stream()
                .flatMap(one -> one.drives().stream())
                .filter(drive -> drive.file() != null)
                .filter(drive -> !settings.excludedDisks().contains(drive.address()))
                .filter(drive -> drive.kind() == DriveKind.HARD_DISK || isThere(drive.file()))
                .toList();
    }

    private boolean isThere(VolumePath file) {
        try {
            return volumes.readable(file).stat(file.path()).isPresent();
        } catch (StorageException _) {
            return false;
        }
    }

    private static List<Refusal> chainProblems(DiskLook disks, List<Drive> drives) {
        boolean chained = disks.files().size()
                > drives.stream().map(Drive::file).distinct().count();
        return chained
                ? List.of(new Refusal(
                        ReturnCode.NOT_SUPPORTED,
                        "the snapshot's disks hold only what differs from their parents, and merging them is not there yet",
                        "export with all snapshots (--snapshots all)"))
                : List.of();
    }

    private List<SourceFile> runtime(Realized system, ExportSettings settings) throws StorageException {
        VolumePath home = system.placement().home();
        List<SourceFile> files = new ArrayList<>();
        // What the system was saved with is none of a snapshot's.
        if (system.state() == SystemState.SAVED && settings.copySnapshots() != ExportSettings.Snapshots.ONE) {
            files.addAll(files(home.child("Virtual Machines/" + system.id())));
        }
        if (settings.copySnapshots() == ExportSettings.Snapshots.ALL) {
            for (Snapshot snapshot : system.snapshots()) {
                if (snapshot.saved()) {
                    files.addAll(files(home.child("Snapshots/" + snapshot.id())));
                }
            }
        }
        return files;
    }

    private List<SourceFile> files(VolumePath folder) throws StorageException {
        Volume volume = volumes.readable(folder);
        if (volume.stat(folder.path()).isEmpty()) {
            throw StorageException.invalid(
                    folder + " is not there: the saved state of the system is missing",
                    "bring it back, or export without it (--no-runtime)");
        }
        List<SourceFile> files = new ArrayList<>();
        for (Inventory.Found found :
                Inventory.survey(volume, folder.path(), Inventory.Rules.ofImport(RUNTIME_FILES_MAX))) {
            VolumePath place = folder.child(found.path());
            try (VolumeFile open = volume.openRead(place.path())) {
                files.add(new SourceFile(place, found.facts().stamp(), SparseCopy.dataBytes(open)));
            }
        }
        return files;
    }

    private List<Refusal> limits(List<SourceFile> disks, List<SourceFile> runtime, TargetFolder target) {
        if (disks.size() + runtime.size() > filesMax) {
            return List.of(new Refusal(
                    ReturnCode.OUT_OF_MEMORY,
                    (disks.size() + runtime.size()) + " files are more than one job takes (" + filesMax + ")",
                    "export without snapshots, or raise ferry.transfer.max-files"));
        }
        long bytes = disks.stream().mapToLong(SourceFile::dataBytes).sum()
                + runtime.stream().mapToLong(SourceFile::dataBytes).sum();
        return bytes <= target.volumeTotalBytes()
                ? List.of()
                : List.of(new Refusal(
                        ReturnCode.FAILED,
                        "the volume of " + target.folder() + " has " + target.volumeTotalBytes() + " bytes in all, and "
                                + bytes + " are needed",
                        "choose a larger volume"));
    }
}
