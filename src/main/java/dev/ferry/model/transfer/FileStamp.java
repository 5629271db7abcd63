package dev.ferry.model.transfer;

/** What tells that a file is still the same and untouched: who it is (inode), how long, and when it was last changed. */
public record FileStamp(long inode, long sizeBytes, long modifiedNanos, long changedNanos) {}
