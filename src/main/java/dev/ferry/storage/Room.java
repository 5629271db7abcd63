package dev.ferry.storage;

/** The room of a file system: in all, what an ordinary user may still take, and whether it is mounted read only. */
public record Room(long totalBytes, long freeBytes, boolean readOnly) {}
