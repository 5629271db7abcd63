package dev.ferry.model.node;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one node knows of all. {@code settling}: it has only just begun to listen, so that a node that it has not heard of may
 * be there all the same.
 */
public record ClusterFacts(List<NodeFact> nodes, boolean settling) {
    public static final ClusterFacts NOTHING_YET = new ClusterFacts(List.of(), true);

    public ClusterFacts {
        nodes = nodes.stream().sorted(Comparator.comparing(NodeFact::name)).toList();
    }

    public Optional<NodeFact> of(String node) {
        return nodes.stream().filter(fact -> fact.name().equals(node)).findFirst();
    }

    public Presence presence(String node) {
        return of(node).map(NodeFact::presence).orElse(settling ? Presence.AWAITED : Presence.GONE);
    }

    public boolean isDrained(String node) {
        return of(node).filter(NodeFact::drained).isPresent();
    }

    /** The nodes that have all these volumes: those that take work, or those that were drained. */
    public List<String> having(Set<String> volumeKeys, boolean drained) {
        return nodes.stream()
                .filter(fact -> fact.drained() == drained && fact.has(volumeKeys))
                .map(NodeFact::name)
                .toList();
    }

    /** Whether a step that runs on a node should go on elsewhere: the node is drained or leaving, and another can do it. */
    public boolean shouldLeave(String node, Set<String> volumeKeys) {
        boolean goes = isDrained(node) || presence(node) == Presence.LEAVING;
        return goes && !having(volumeKeys, false).isEmpty();
    }
}
