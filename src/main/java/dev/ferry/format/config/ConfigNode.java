package dev.ferry.format.config;

/** One name in a configuration: a branch with more names below it, or a leaf with a value. */
public sealed interface ConfigNode permits Branch, Leaf {
    String name();
}
