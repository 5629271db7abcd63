package dev.ferry.cim.mof;

import java.util.List;

/** {@code instance of X as $Alias { A = 1; };} Namespace and alias are "" where none is written. */
public record InstanceDeclaration(
        String namespace, String className, String alias, List<Assignment> assignments, Place place) {
    /** One property and the value that it is given. */
    public record Assignment(String name, MofValue value, Place place) {}

    public InstanceDeclaration {
        assignments = List.copyOf(assignments);
    }
}
