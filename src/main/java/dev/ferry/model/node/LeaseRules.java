package dev.ferry.model.node;

import java.time.Duration;

/**
 * How long a lease lasts when nobody renews it, how often it is renewed, and how much earlier than the database its holder
 * takes it for over.
 */
public record LeaseRules(Duration ttl, Duration renewEvery, Duration margin) {
    public LeaseRules {
        if (renewEvery.compareTo(ttl.minus(margin)) >= 0) {
            throw new IllegalArgumentException(
                    "a lease of " + ttl + " less " + margin + " would run out before it is renewed each " + renewEvery);
        }
    }
}
