package dev.ferry.actor.hands;

import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.transfer.ImportedDefinition.ImportedDrive;
import dev.ferry.model.transfer.PlannedInventory.FoundDrive;
import dev.ferry.model.transfer.PlannedInventory.Trouble;
import dev.ferry.model.transfer.PlannedInventory.Trouble.Sort;
import dev.ferry.model.transfer.SourceFile;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.storage.StorageException;
import dev.ferry.storage.Volume;
import java.util.List;
import java.util.Optional;

/** Follows the path of one drive of a planned system: its file is used where it is, so nothing else is looked at. */
final class PlannedDrives {
    private final NodeVolumes volumes;

    PlannedDrives(NodeVolumes volumes) {
        this.volumes = volumes;
    }

    FoundDrive look(ImportedDrive drive, String owner) {
        Optional<VolumePath> place = place(drive.path());
        if (place.isEmpty()) {
            return found(drive, null, 0, null);
        }
        DiskLook look = new DiskLook(volumes);
        Optional<SourceFile> file = look.take(place.get(), owner);
        List<Refusal> problems = look.problems();
        return problems.isEmpty()
                ? found(drive, file.orElse(null), look.sizeBytes(place.get()), null)
                : found(drive, null, 0, new Trouble(sort(problems.getFirst().code()), problems.getFirst()));
    }

    private static FoundDrive found(ImportedDrive drive, SourceFile file, long sizeBytes, Trouble trouble) {
        return new FoundDrive(drive.address(), drive.kind(), drive.path(), file, sizeBytes, trouble);
    }

    /** Empty when nothing is there: the path may be one of the host that wrote the definition, and mean nothing here. */
    private Optional<VolumePath> place(String path) {
        try {
            VolumePath written = volumes.table().resolve(path, false);
            Volume volume = volumes.readable(written);
            VolumePath real = volume.at(volume.targetName(written.path()));
            return volume.stat(real.path()).map(_ -> real);
        } catch (StorageException _) {
            return Optional.empty();
        }
    }

    private static Sort sort(ReturnCode code) {
        return switch (code) {
            case IN_USE, FILE_IN_USE -> Sort.IN_USE;
            case INVALID_PARAMETER -> Sort.MISSING;
            case NOT_SUPPORTED -> Sort.PARENT_MISSING;
            case COMPLETED,
                    JOB_STARTED,
                    INVALID_STATE_TRANSITION,
                    FAILED,
                    ACCESS_DENIED,
                    STATUS_UNKNOWN,
                    TIMEOUT,
                    INVALID_STATE,
                    INCORRECT_DATA_TYPE,
                    NOT_AVAILABLE,
                    OUT_OF_MEMORY -> Sort.UNREADABLE;
        };
    }
}
