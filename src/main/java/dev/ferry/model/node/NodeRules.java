package dev.ferry.model.node;

import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether a node may be drained or forgotten. */
public final class NodeRules {
    /** Systems that a refusal names; the rest are counted. */
    public static final int NAMED_MAX = 10;

    private NodeRules() {}

    /** A system whose files only one node has. */
    public record Resident(String id, String name) {}

    /** Some of them, and how many there are. */
    public record Residents(List<Resident> first, long total) {
        public Residents {
            first = List.copyOf(first);
        }

        String text() {
            String names = first.stream()
                    .limit(NAMED_MAX)
                    .map(one -> "'" + one.name() + "' (" + one.id() + ")")
                    .collect(Collectors.joining(", "));
            long more = total - Math.min(NAMED_MAX, first.size());
            return more > 0 ? names + " and " + more + " more" : names;
        }
    }

    /**
     * The last node that takes work on a shared volume keeps taking it. {@code drained} are the nodes that are drained by the
     * registry, which is ahead of the facts; the node's own local volumes do not count: nobody could take them over.
     */
    public static Optional<Refusal> drain(String node, Set<String> drained, ClusterFacts facts) {
        Set<String> only = new TreeSet<>(facts.of(node).filter(fact -> fact.presence() == Presence.UP).stream()
                .flatMap(fact -> fact.volumeKeys().stream())
                .filter(key -> !key.contains("@"))
                .toList());
        facts.nodes().stream()
                .filter(other -> other.presence() == Presence.UP
                        && !other.name().equals(node)
                        && !drained.contains(other.name()))
                .forEach(other -> only.removeAll(other.volumeKeys()));
        return only.isEmpty() || drained.contains(node)
                ? Optional.empty()
                : invalid(
                        "the node " + node + " is the last that takes work on the volume " + String.join(" and ", only),
                        "bring back or resume another node that has it, then drain this one");
    }

    private static Optional<Refusal> invalid(String message, String remedy) {
        return Optional.of(new Refusal(ReturnCode.INVALID_STATE, message, remedy));
    }

    /** Only what is not there and keeps nothing that is needed can be forgotten. */
    public static Optional<Refusal> remove(String node, Presence presence, Residents residents) {
        Optional<Refusal> there =
                switch (presence) {
                    case UP, JOINING, LEAVING ->
                        invalid("the node " + node + " is there", "drain it, stop it, and remove it then");
                    case AWAITED ->
                        invalid("whether the node " + node + " is there is not known yet", "try again in a moment");
                    case UNREACHABLE, GONE -> Optional.empty();
                };
        if (there.isPresent()) {
            return there;
        }
        if (residents.total() > 0) {
            return Optional.of(new Refusal(
                    ReturnCode.IN_USE,
                    "on the local volumes of the node " + node + " live " + residents.total()
                            + (residents.total() == 1 ? " system: " : " systems: ") + residents.text(),
                    "bring the node back and move or remove them first"));
        }
        return Optional.empty();
    }
}
