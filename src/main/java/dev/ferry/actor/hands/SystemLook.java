package dev.ferry.actor.hands;

import dev.ferry.actor.copy.Chore;
import dev.ferry.format.vhdx.VhdxParameters;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SnapshotId;
import dev.ferry.model.system.Drive;
import dev.ferry.model.system.DriveKind;
import dev.ferry.model.system.Snapshot;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.model.transfer.Assignment;
import dev.ferry.model.transfer.DefineInventory;
import dev.ferry.model.transfer.DefineWish;
import dev.ferry.model.transfer.EquipInventory;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.storage.FileFacts;
import dev.ferry.storage.Inventory;
import dev.ferry.storage.StorageException;
import dev.ferry.storage.Volume;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Looks before a system is defined, and before one is removed. Reads only. */
final class SystemLook {
    private static final int RUNTIME_FILES_MAX = 100;

    private final NodeVolumes volumes;
    private final FolderLook folders;
    private final String systemsDirectory;

    SystemLook(NodeVolumes volumes, FolderLook folders, String systemsDirectory) {
        this.volumes = volumes;
        this.folders = folders;
        this.systemsDirectory = systemsDirectory;
    }

    DefineInventory forDefine(Chore.LookForDefine wanted) throws StorageException {
        DefineWish wish = wanted.wish();
        DiskLook look = new DiskLook(volumes);
        List<DefineInventory.FoundDisk> disks = new ArrayList<>();
        for (String text : wish.disks()) {
            VolumePath file = folders.existing(text);
            look.take(file, wish.name())
                    .ifPresent(source -> disks.add(new DefineInventory.FoundDisk(source, look.sizeBytes(file))));
        }
        List<Refusal> problems = new ArrayList<>(look.problems());
        for (DefineWish.NewDiskWish disk : wish.newDisks()) {
            boolean sound = disk.sizeBytes() > 0
                    && disk.sizeBytes() % 512 == 0
                    && disk.sizeBytes() <= VhdxParameters.MAX_VIRTUAL_SIZE_BYTES;
            if (!sound || !FolderLook.folderName(disk.name()).equals(disk.name())) {
                problems.add(new Refusal(
                        ReturnCode.INVALID_PARAMETER,
                        "a new disk '" + disk.name() + "' of " + disk.sizeBytes() + " bytes cannot be made",
                        "give it a plain file name and a multiple of 512 bytes, up to 64 TiB"));
            }
        }
        VolumePath home = folders.resolve(systemsDirectory).child(FolderLook.longFolderName(wish.name(), wanted.id()));
        return new DefineInventory(disks, folders.target(home), problems);
    }

    EquipInventory forEquip(List<String> paths, String name, Set<String> networks) throws StorageException {
        DiskLook look = new DiskLook(volumes);
        List<EquipInventory.FoundMedium> media = new ArrayList<>();
        for (String text : paths) {
            VolumePath file = folders.existing(text);
            look.take(file, name)
                    .ifPresent(source -> media.add(new EquipInventory.FoundMedium(text, source, look.sizeBytes(file))));
        }
        return new EquipInventory(media, look.files(), networks, look.problems());
    }

    /** Every file by its name: what Ferry made for the system, and its disks when they shall go too. */
    Assignment.Remove forRemoval(Realized system, boolean deleteDisks) throws StorageException {
        VolumePath home = system.placement().home();
        List<VolumePath> state = new ArrayList<>();
        List<VolumePath> definitions = new ArrayList<>();
        Set<VolumePath> emptied = new LinkedHashSet<>();
        runtime(home.child("Virtual Machines/" + system.id()), state, emptied);
        for (Snapshot snapshot : system.snapshots()) {
            definitions.add(snapshot.definition());
            runtime(home.child("Snapshots/" + snapshot.id()), state, emptied);
        }
        definitions.add(system.placement().definition());
        Set<VolumePath> disks = new LinkedHashSet<>();
        system.settings().drives().forEach(drive -> addDisk(drive, disks));
        system.snapshots().forEach(s -> s.settings().drives().forEach(drive -> addDisk(drive, disks)));
        // The definition goes last: until then the folder still tells what is left of the system.
        List<VolumePath> files = new ArrayList<>();
        if (deleteDisks) {
            files.addAll(disks);
            disks.forEach(disk -> emptied.add(disk.parent()));
        }
        files.addAll(state);
        files.addAll(definitions);
        emptied.add(home.child("Snapshots"));
        emptied.add(system.placement().definition().parent());
        emptied.add(home);
        emptied.removeIf(folder -> folder.path().isEmpty());
        return new Assignment.Remove(files, List.copyOf(emptied), List.copyOf(disks));
    }

    /** Of the definition file and the saved state; what they hold, not what they take of the volume. */
    long sizeBytes(Realized system, SnapshotId snapshot) throws StorageException {
        VolumePath home = system.placement().home();
        List<VolumePath> files = new ArrayList<>();
        Set<VolumePath> folders = new LinkedHashSet<>();
        if (snapshot == null) {
            files.add(system.placement().definition());
            runtime(home.child("Virtual Machines/" + system.id()), files, folders);
        } else {
            system.snapshots().stream()
                    .filter(one -> one.id().equals(snapshot))
                    .forEach(one -> files.add(one.definition()));
            runtime(home.child("Snapshots/" + snapshot), files, folders);
        }
        long bytes = 0;
        for (VolumePath file : files) {
            bytes += volumes.readable(file)
                    .stat(file.path())
                    .map(FileFacts::sizeBytes)
                    .orElse(0L);
        }
        return bytes;
    }

    /** Only what a hypervisor writes; whatever else lies there is somebody's. */
    private void runtime(VolumePath folder, List<VolumePath> files, Set<VolumePath> emptied) throws StorageException {
        Volume volume = volumes.readable(folder);
        if (volume.stat(folder.path()).isPresent()) {
            Inventory.survey(volume, folder.path(), Inventory.Rules.lenient(RUNTIME_FILES_MAX)).stream()
                    .filter(found -> ImportLook.isState(found.path()))
                    .forEach(found -> files.add(folder.child(found.path())));
            emptied.add(folder);
        }
    }

    private static void addDisk(Drive drive, Set<VolumePath> disks) {
        if (drive.kind() == DriveKind.HARD_DISK && drive.file() != null) {
            disks.add(drive.file());
        }
    }
}
