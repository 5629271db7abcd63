package dev.ferry.cim.object;

import dev.ferry.cim.value.CimInstance;
import java.util.List;
import java.util.Optional;

/** A part of an answer; {@code next} is where the rest begins, and empty when there was no rest. */
public record Page(List<CimInstance> instances, Optional<Cursor> next) {
    public Page {
        instances = List.copyOf(instances);
    }
}
