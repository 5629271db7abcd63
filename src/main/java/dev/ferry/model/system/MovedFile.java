package dev.ferry.model.system;

import dev.ferry.model.volume.VolumePath;

/** A file of a system that has another place now; {@code to} is null for a disc that the system cannot reach any more. */
public record MovedFile(VolumePath from, VolumePath to) {}
