package dev.ferry.model.transfer;

import dev.ferry.model.Refusal;
import dev.ferry.model.SnapshotId;
import dev.ferry.model.system.DriveAddress;
import dev.ferry.model.system.DriveKind;
import java.util.List;
import java.util.Set;

/**
 * What a node found of a planned system: its files as they are now, part by part, the folder where it is to live (null when
 * {@code homeTrouble} tells why it cannot live where somebody wants it), the networks of the node, and the ids of other systems
 * that bear its name.
 */
public record PlannedInventory(
        Part system,
        List<Part> snapshots,
        TargetFolder home,
        Refusal homeTrouble,
        Set<String> networks,
        List<String> sameName) {

    /** The system itself ({@code of} is null) or a snapshot that was found. {@code definition} is null when it is gone. */
    public record Part(SnapshotId of, SourceFile definition, List<FoundDrive> drives, List<SourceFile> runtime) {
        public Part {
            drives = List.copyOf(drives);
            runtime = List.copyOf(runtime);
        }
    }

    /** A drive whose path was followed. {@code file} is null when it is empty, or when {@code trouble} tells why. */
    public record FoundDrive(
            DriveAddress address, DriveKind kind, String path, SourceFile file, long sizeBytes, Trouble trouble) {}

    /** What is the matter with a drive's file. */
    public record Trouble(Sort sort, Refusal why) {
        public enum Sort {
            MISSING,
            PARENT_MISSING,
            IN_USE,
            UNREADABLE
        }
    }

    public PlannedInventory {
        snapshots = List.copyOf(snapshots);
        networks = Set.copyOf(networks);
        sameName = List.copyOf(sameName);
    }
}
