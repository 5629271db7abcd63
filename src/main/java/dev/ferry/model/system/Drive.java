package dev.ferry.model.system;

import dev.ferry.model.volume.VolumePath;

/** A drive of a system and the file in it; {@code file} is null when the drive is empty (a DVD drive without a disc). */
public record Drive(DriveAddress address, DriveKind kind, VolumePath file, long sizeBytes) {}
