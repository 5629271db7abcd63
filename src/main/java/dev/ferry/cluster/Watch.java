package dev.ferry.cluster;

import dev.ferry.cluster.LeaseTable.Holder;
import java.time.Duration;
import java.time.OffsetDateTime;

/**
 * Whether what ran out may be taken. A holder that only lost the database takes up its own again as soon as that is back, so it
 * counts as dead when its row has not moved for a while, on a database that answered all the while.
 */
final class Watch {
    /** A holder asks again within half a second, and a question that hangs is given up after two. */
    static final Duration QUIET = Duration.ofSeconds(4);

    /** Who looks less often than this does not know whether the database answered meanwhile. */
    private static final Duration GAP = Duration.ofSeconds(3);

    private Holder seen;
    private long since;
    private long last;

    /** The row as it was at that time of this machine's monotonic clock. */
    void see(Holder now, long nanos) {
        if (seen == null
                || nanos - last > GAP.toNanos()
                || !seen.owner().equals(now.owner())
                || !seen.expiresAt().isEqual(now.expiresAt())) {
            seen = now;
            since = nanos;
        }
        last = nanos;
    }

    /** The database did not answer, so the holder may not have reached it either. */
    void isBlind() {
        seen = null;
    }

    /** What ended then or before may be taken: the row that was watched for long enough, or only what was given back. */
    OffsetDateTime deadUntil() {
        return seen != null && last - since >= QUIET.toNanos() ? seen.expiresAt() : OffsetDateTime.MIN;
    }
}
