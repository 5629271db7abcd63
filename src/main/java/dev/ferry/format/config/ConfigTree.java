package dev.ferry.format.config;

import java.util.Optional;
import java.util.function.UnaryOperator;

/** A whole configuration. Paths start below the root: {@code properties/name}. */
public record ConfigTree(Branch root) {
    /** What the root of every configuration is called. */
    public static final String ROOT = "configuration";

    public static ConfigTree empty() {
        return new ConfigTree(Branch.empty(ROOT));
    }

    public Optional<ConfigNode> node(String path) {
        return root.node(path);
    }

    public Optional<Branch> branch(String path) {
        return root.branch(path);
    }

    public Optional<ConfigValue> value(String path) {
        return root.value(path);
    }

    public Optional<String> string(String path) {
        return root.string(path);
    }

    public ConfigTree with(String path, ConfigValue value) {
        return new ConfigTree(root.with(path, value));
    }

    public ConfigTree with(String path, String text) {
        return new ConfigTree(root.with(path, text));
    }

    public ConfigTree with(String path, long number) {
        return new ConfigTree(root.with(path, number));
    }

    public ConfigTree with(String path, boolean flag) {
        return new ConfigTree(root.with(path, flag));
    }

    public ConfigTree without(String path) {
        return new ConfigTree(root.without(path));
    }

    /** With the branch at the path as {@code change} makes it; it is made first when it is not there. */
    public ConfigTree editing(String path, UnaryOperator<Branch> change) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return new ConfigTree(root.withBranch(path, change.apply(branch(path).orElseGet(() -> Branch.empty(name)))));
    }
}
