package dev.ferry.storage;

import dev.ferry.model.transfer.FileStamp;

/**
 * A staged copy that is on the disk. {@code bytesWritten} is what this attempt wrote; {@code rewrittenBytes} of it lay where
 * an earlier attempt had written already; {@code adoptedBytes} are data bytes that were not read again,
 * {@code salvagedBytes} of the file were brought over from a file whose writer may still be there.
 */
public record CopyResult(
        String path,
        long sizeBytes,
        long allocatedBytes,
        ChunkTree tree,
        FileStamp staged,
        long bytesWritten,
        long adoptedBytes,
        long rewrittenBytes,
        long salvagedBytes) {}
