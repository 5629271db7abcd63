package dev.ferry.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The identifier of a snapshot, in its canonical form. */
public record SnapshotId(@JsonValue String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public SnapshotId {
        value = Guid.canonical(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
