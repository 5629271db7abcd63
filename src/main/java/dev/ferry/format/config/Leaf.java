package dev.ferry.format.config;

import java.util.Objects;

/** A name with a value. */
public record Leaf(String name, ConfigValue value) implements ConfigNode {
    public Leaf {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
    }
}
