package dev.ferry.model.node;

/**
 * Until when a node may rely on its lease. Times are readings of its own monotonic clock, in nanoseconds, never of a calendar:
 * setting the clock of the machine changes nothing. A reading means something only beside another.
 */
public record LeaseTerm(boolean granted, long deadlineNanos) {
    public static final LeaseTerm NONE = new LeaseTerm(false, 0);

    /**
     * The database has granted it anew. What counts is when it was asked: it can't have begun to count before that, however
     * late its answer came.
     */
    public LeaseTerm renewed(long askedAtNanos, LeaseRules rules) {
        long until = askedAtNanos + rules.ttl().minus(rules.margin()).toNanos();
        return granted && deadlineNanos - until > 0 ? this : new LeaseTerm(true, until);
    }

    public boolean held(long nowNanos) {
        return granted && deadlineNanos - nowNanos > 0;
    }
}
