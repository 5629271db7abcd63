package dev.ferry.simulation;

import dev.ferry.model.SystemId;

/** What a client wants; paths are text, as a client writes them. */
sealed interface Wish {
    record Export(SystemId system, String directory, boolean replace) implements Wish {}

    record Import(String folder, boolean copy, boolean newId) implements Wish {}

    record Remove(SystemId system, boolean deleteDisks) implements Wish {}

    record Verify(String folder) implements Wish {}
}
