package dev.ferry.cluster;

import dev.ferry.cluster.LeaseTable.Holder;

/**
 * Whether it makes sense to wait for what another holds. A holder that lives moves its time of expiry; one that died does not,
 * and then it is worth waiting for the end.
 */
final class Patience {
    private Holder first;

    /** True when the holder was seen to live. */
    boolean isInVain(Holder now) {
        if (first == null || !first.owner().equals(now.owner())) {
            first = now;
            return false;
        }
        return now.expiresAt().isAfter(first.expiresAt());
    }
}
