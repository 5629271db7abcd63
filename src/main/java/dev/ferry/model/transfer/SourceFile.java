package dev.ferry.model.transfer;

import dev.ferry.model.volume.VolumePath;

/** A file as an inventory found it. {@code dataBytes} is what it really holds: its holes are not counted. */
public record SourceFile(VolumePath path, FileStamp stamp, long dataBytes) {}
