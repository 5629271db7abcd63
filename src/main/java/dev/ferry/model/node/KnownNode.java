package dev.ferry.model.node;

import java.time.Instant;

/** A node as the cluster remembers it, whether it is there or not. {@code drainedAt} is null unless it is drained. */
public record KnownNode(
        String name,
        String address,
        String version,
        Instant startedAt,
        Instant seenAt,
        Instant drainedAt,
        String drainedBy) {
    public boolean isDrained() {
        return drainedAt != null;
    }
}
