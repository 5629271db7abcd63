package dev.ferry.storage;

import java.time.Instant;
import java.util.List;

/**
 * What an export consists of. {@code notes} are free text; {@code notIncluded} names what the system refers to and the
 * export does not bring.
 */
public record Manifest(
        SystemName system,
        String job,
        Instant createdAt,
        String notes,
        boolean configurationOnly,
        List<Entry> files,
        List<UnincludedFile> notIncluded) {
    /** The system's id and its true name, before it was made fit for a folder. */
    public record SystemName(String id, String name) {}

    /** A file: where, how long, its Merkle root, and the side file that has the hashes of its chunks. */
    public record Entry(String path, long sizeBytes, long allocatedBytes, String root, String tree) {}

    public record UnincludedFile(String path, String reason) {}

    public Manifest {
        notes = notes == null ? "" : notes;
        files = files == null ? List.of() : List.copyOf(files);
        notIncluded = notIncluded == null ? List.of() : List.copyOf(notIncluded);
    }
}
