package dev.ferry.model.node;

import java.util.Set;

/** What is known of one node now. {@code volumeKeys} are those that it had online when it was last heard. */
public record NodeFact(String name, Presence presence, boolean drained, Set<String> volumeKeys, Endpoint endpoint) {
    /** Where the cluster reaches the node, and what it does there. */
    public record Endpoint(String address, Set<String> roles) {
        public static final Endpoint NONE = new Endpoint("", Set.of());

        public Endpoint {
            roles = Set.copyOf(roles);
        }
    }

    public NodeFact {
        volumeKeys = Set.copyOf(volumeKeys);
    }

    boolean has(Set<String> wanted) {
        return presence == Presence.UP && volumeKeys.containsAll(wanted);
    }
}
