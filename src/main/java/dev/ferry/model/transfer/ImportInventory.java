package dev.ferry.model.transfer;

import dev.ferry.model.Refusal;
import dev.ferry.model.system.DriveAddress;
import dev.ferry.model.system.DriveKind;
import dev.ferry.model.volume.VolumePath;
import java.util.List;

/**
 * What a node found in a folder that is to be imported. {@code problems} name what is missing, unreadable or not allowed;
 * {@code warnings} what is worth knowing.
 */
public record ImportInventory(
        VolumePath folder,
        Found system,
        List<Found> snapshots,
        SourceFile manifest,
        boolean adopted,
        TargetFolder target,
        List<Refusal> problems,
        List<String> warnings) {

    /** A definition with the files that it needs. */
    public record Found(
            SourceFile definition, ImportedDefinition content, List<FoundDrive> drives, List<SourceFile> runtime) {
        public Found {
            drives = List.copyOf(drives);
            runtime = List.copyOf(runtime);
        }
    }

    /**
     * A drive of the definition. {@code current} is the path that the definition gives; {@code file} is null when the drive
     * is empty or its file was not found; {@code sizeBytes} is the size that the guest sees.
     */
    public record FoundDrive(DriveAddress address, DriveKind kind, String current, SourceFile file, long sizeBytes) {}

    public ImportInventory {
        snapshots = List.copyOf(snapshots);
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }
}
