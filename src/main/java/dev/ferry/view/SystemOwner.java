package dev.ferry.view;

import dev.ferry.model.SystemId;

/** A system that uses a file: as a drive of its own or of a snapshot, or as a definition. */
public record SystemOwner(SystemId system, String systemName, String path) {}
