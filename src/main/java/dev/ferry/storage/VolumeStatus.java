package dev.ferry.storage;

/** Whether a volume can be used; what is not online says why. */
public sealed interface VolumeStatus {
    record Online() implements VolumeStatus {}

    /** It can be read: another cluster's, or a file system that takes no writes. */
    record ReadOnly(String reason) implements VolumeStatus {}

    /** Not here now. That is not the same as empty. */
    record Offline(String reason) implements VolumeStatus {}
}
