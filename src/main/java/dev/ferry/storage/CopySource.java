package dev.ferry.storage;

import dev.ferry.model.transfer.FileStamp;
import java.nio.ByteBuffer;

/** Where bytes are copied from: a file on a volume of this node, or one that another node serves. */
public interface CopySource extends AutoCloseable {
    /** How the file is called in messages. */
    String place();

    FileStamp stamp() throws StorageException;

    /** Where data begins at or after a position, or -1 when only a hole is left. */
    long nextData(long from) throws StorageException;

    /** Fills a direct buffer from a position in the file; fewer bytes only at the end of the file. */
    void read(ByteBuffer into, long at) throws StorageException;

    @Override
    void close() throws StorageException;
}
