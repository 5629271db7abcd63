package dev.ferry.actor.hands;

import dev.ferry.format.layout.DiskLocation;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.system.DriveKind;
import dev.ferry.model.transfer.ImportInventory.FoundDrive;
import dev.ferry.model.transfer.ImportWish;
import dev.ferry.model.transfer.ImportWish.DiskPlace;
import dev.ferry.model.transfer.ImportedDefinition.ImportedDrive;
import dev.ferry.model.transfer.SourceFile;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.storage.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the files that the drives of an imported definition mean: its paths are those of the host that wrote it. */
final class DrivePlaces {
    private final NodeVolumes volumes;
    private final FolderLook folders;
    private final DiskLook look;
    private final Source source;
    private final List<Refusal> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /** The folder that is imported, the disk files in it, and what the caller said of where files are. */
    record Source(VolumePath folder, List<String> disks, ImportWish.Places wished) {
        Source {
            disks = List.copyOf(disks);
        }
    }

    DrivePlaces(NodeVolumes volumes, FolderLook folders, DiskLook look, Source source) {
        this.volumes = volumes;
        this.folders = folders;
        this.look = look;
        this.source = source;
    }

    List<Refusal> problems() {
        return problems;
    }

    List<String> warnings() {
        return warnings;
    }

    /** Said explicitly, else in the folder for disks, else by name in the export, else where the definition says. */
    FoundDrive drive(ImportedDrive drive, String owner) throws StorageException {
        if (drive.path().isEmpty()) {
            return new FoundDrive(drive.address(), drive.kind(), "", null, 0);
        }
        Optional<VolumePath> place = place(drive, owner);
        Optional<SourceFile> file = place.flatMap(p -> look.take(p, owner));
        return new FoundDrive(
                drive.address(),
                drive.kind(),
                drive.path(),
                file.orElse(null),
                place.map(look::sizeBytes).orElse(0L));
    }

    private Optional<VolumePath> place(ImportedDrive drive, String owner) throws StorageException {
        for (DiskPlace told : source.wished().disks()) {
            if (!told.source().isEmpty() && told.names(drive.path())) {
                return Optional.of(folders.resolve(told.source()));
            }
        }
        String vhdSource = source.wished().vhdSource();
        if (!vhdSource.isEmpty()) {
            VolumePath there = folders.resolve(vhdSource).child(lastName(drive.path()));
            return Optional.of(there);
        }
        return switch (DiskLocation.locateDisk(drive.path(), source.disks())) {
            case DiskLocation.Located(var path) -> Optional.of(source.folder().child(path));
            case DiskLocation.Ambiguous(var name, var candidates) -> {
                problems.add(missing(
                        drive, owner, "several files are called " + name + ": " + String.join(", ", candidates)));
                yield Optional.empty();
            }
            case DiskLocation.NotFound _ -> whereItSays(drive, owner);
        };
    }

    private Optional<VolumePath> whereItSays(ImportedDrive drive, String owner) {
        try {
            VolumePath place = volumes.table().resolve(drive.path(), false);
            if (volumes.readable(place).stat(place.path()).isPresent()) {
                return Optional.of(place);
            }
        } catch (StorageException _) {
            // The path is one of the host that wrote the definition; that it means nothing here is no news.
        }
        if (drive.kind() == DriveKind.HARD_DISK) {
            problems.add(
                    missing(drive, owner, "it is neither in " + source.folder() + " nor where the definition says"));
        } else {
            warnings.add("the disc " + drive.path() + " is not here; the drive is left empty");
        }
        return Optional.empty();
    }

    private static Refusal missing(ImportedDrive drive, String owner, String why) {
        return new Refusal(
                ReturnCode.INVALID_PARAMETER,
                "the disk " + drive.path() + " of '" + owner + "' (" + drive.address() + ") was not found: " + why,
                "say where it is (--disk OLD=SOURCE or --vhd-source DIR)");
    }

    private static String lastName(String path) {
        String plain = path.replace('\\', '/');
        return plain.substring(plain.lastIndexOf('/') + 1);
    }
}
