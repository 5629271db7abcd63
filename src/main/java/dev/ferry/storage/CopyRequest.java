package dev.ferry.storage;

import dev.ferry.model.transfer.FileStamp;
import java.util.Optional;

/**
 * One file to copy: from where, what it was when it was looked at, to where, what it must be (when a manifest tells), and
 * the mode and owner that it is to be published with. The source stays the caller's to close.
 */
public record CopyRequest(
        CopySource source, FileStamp expected, StagedName target, Optional<ChunkTree> mustMatch, Ownership ownership) {}
