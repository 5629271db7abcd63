package dev.ferry.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The identifier of a virtual system, in its canonical form. */
public record SystemId(@JsonValue String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public SystemId {
        value = Guid.canonical(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
