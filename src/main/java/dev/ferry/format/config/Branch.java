package dev.ferry.format.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A name with more names below it. Children are held as Windows writes them: sorted by name, and those of one name (which
 * is legal: a file has several {@code metric}) in the order they came in. A path is names with {@code /} between them and
 * means the first child of each name.
 */
public record Branch(String name, List<ConfigNode> children) implements ConfigNode {
    public Branch {
        Objects.requireNonNull(name, "name");
        children =
                children.stream().sorted(Comparator.comparing(ConfigNode::name)).toList();
    }

    public static Branch empty(String name) {
        return new Branch(name, List.of());
    }

    /** The first child of this name. */
    public Optional<ConfigNode> child(String childName) {
        return children.stream().filter(node -> node.name().equals(childName)).findFirst();
    }

    /** What the path leads to. */
    public Optional<ConfigNode> node(String path) {
        int slash = path.indexOf('/');
        if (slash < 0) {
            return child(path);
        }
        return child(path.substring(0, slash))
                .flatMap(first -> first instanceof Branch b ? b.node(path.substring(slash + 1)) : Optional.empty());
    }

    /** The branch that the path leads to; empty when there is none, or a leaf. */
    public Optional<Branch> branch(String path) {
        return node(path).flatMap(found -> found instanceof Branch b ? Optional.of(b) : Optional.empty());
    }

    /** The value that the path leads to; empty when there is none, or a branch. */
    public Optional<ConfigValue> value(String path) {
        return node(path).flatMap(found -> found instanceof Leaf leaf ? Optional.of(leaf.value()) : Optional.empty());
    }

    /** The text that the path leads to; empty when it leads to anything else. */
    public Optional<String> string(String path) {
        return value(path)
                .flatMap(v -> v instanceof ConfigValue.StringValue s ? Optional.of(s.text()) : Optional.empty());
    }

    /** The branches directly below, in order. */
    public Stream<Branch> branches() {
        return children.stream().filter(Branch.class::isInstance).map(Branch.class::cast);
    }

    /** The same children under another name. */
    public Branch named(String other) {
        return new Branch(other, children);
    }

    /** With this value at the path; branches on the way are made. */
    public Branch with(String path, ConfigValue value) {
        return put(path, new Leaf(lastName(path), value));
    }

    public Branch with(String path, String text) {
        return with(path, ConfigValue.of(text));
    }

    public Branch with(String path, long number) {
        return with(path, ConfigValue.of(number));
    }

    public Branch with(String path, boolean flag) {
        return with(path, ConfigValue.of(flag));
    }

    /** With these children at the path, whatever was there before. */
    public Branch withBranch(String path, Branch branch) {
        return put(path, branch.named(lastName(path)));
    }

    /** Without anything at the path, not even a second one of the same name. */
    public Branch without(String path) {
        int slash = path.indexOf('/');
        if (slash < 0) {
            return new Branch(
                    name,
                    children.stream().filter(node -> !node.name().equals(path)).toList());
        }
        Optional<Branch> first = branch(path.substring(0, slash));
        return first.isEmpty() ? this : replaceFirst(first.get().without(path.substring(slash + 1)));
    }

    private Branch put(String path, ConfigNode node) {
        int slash = path.indexOf('/');
        if (slash < 0) {
            return replaceFirst(node);
        }
        String step = path.substring(0, slash);
        Branch below = branch(step).orElseGet(() -> empty(step));
        return replaceFirst(below.put(path.substring(slash + 1), node));
    }

    private Branch replaceFirst(ConfigNode node) {
        List<ConfigNode> changed = new ArrayList<>(children);
        int index = 0;
        while (index < changed.size() && !changed.get(index).name().equals(node.name())) {
            index++;
        }
        if (index < changed.size()) {
            changed.set(index, node);
        } else {
            changed.add(node);
        }
        return new Branch(name, changed);
    }

    private static String lastName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
