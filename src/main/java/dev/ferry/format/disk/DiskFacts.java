package dev.ferry.format.disk;

import java.util.Optional;

/**
 * What a disk file is. {@code extensionAgrees} is false when the name promises another format than the content has.
 * {@code identity} is the GUID that a child names its parent by (VHDX: of the last write to the data; VHD: of the disk),
 * "" where there is none. {@code needsReplay} is true for a VHDX that was not closed: its log comes before its content.
 */
public record DiskFacts(
        DiskKind kind,
        long virtualSizeBytes,
        boolean extensionAgrees,
        String identity,
        boolean needsReplay,
        Optional<ParentClaim> parent) {}
