package dev.ferry.model.system;

/** What a drive is to the guest. Only hard disks are written to; the media of the others are shared freely. */
public enum DriveKind {
    HARD_DISK,
    DVD,
    FLOPPY
}
