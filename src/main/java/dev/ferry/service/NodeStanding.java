package dev.ferry.service;

import dev.ferry.model.node.KnownNode;
import dev.ferry.model.node.NodeFact;
import dev.ferry.model.node.Presence;
import java.time.Instant;

/**
 * A node as clients see it. {@code hypervisor} is null while nobody has heard; {@code jobs} have a step in hand there, and
 * {@code systems} are its own now, or {@link #NOT_COUNTED}.
 */
public record NodeStanding(KnownNode known, NodeFact fact, String hypervisor, long jobs, long systems) {
    /** Counting looks at every system there is: it is done for those only who show the number. */
    static final long NOT_COUNTED = -1;

    public String name() {
        return known.name();
    }

    public String status() {
        return switch (fact.presence()) {
            case UP -> !known.isDrained() ? "Up" : jobs > 0 ? "Draining" : "Drained";
            case JOINING, AWAITED -> "Joining";
            case LEAVING -> "Leaving";
            case UNREACHABLE -> "Unreachable";
            case GONE -> "Down";
        };
    }

    /** Since when it is what it is, as well as that is known. */
    public Instant since() {
        if (fact.presence() == Presence.GONE || fact.presence() == Presence.UNREACHABLE) {
            return known.seenAt();
        }
        return known.isDrained() ? known.drainedAt() : known.startedAt();
    }
}
