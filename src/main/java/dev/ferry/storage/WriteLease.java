package dev.ferry.storage;

/**
 * Whether this node may still change what another may have been let to change. Asked immediately before each single change
 * outside Ferry's own folder, never once for several.
 */
public interface WriteLease {
    /** Nothing happens while it is held; else a failure that passes, so that the job waits and tries again. */
    void require() throws StorageException;

    /** For what only looks: a change is a defect, and is refused as one. */
    WriteLease READ_ONLY = () -> {
        throw new IllegalStateException("files were to be changed by a piece of Ferry that was given no lease");
    };

    /** For what happens before there is a cluster to agree with: an operator makes a volume. */
    WriteLease UNSHARED = () -> {};
}
