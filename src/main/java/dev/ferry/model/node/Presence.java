package dev.ferry.model.node;

/** How a node stands in the cluster, as one of its members sees it. */
public enum Presence {
    /** A reachable member that is up: it can be given work. */
    UP,
    /** On its way in. */
    JOINING,
    /** On its way out, in order. */
    LEAVING,
    /** A member that does not answer; whether it lives is not known. */
    UNREACHABLE,
    /** Not a member. */
    GONE,
    /** Not heard of yet by a node that has only just begun to listen: neither here nor lost. */
    AWAITED;

    /** What a sentence says of a node that its systems cannot be reached on. */
    String clause() {
        return switch (this) {
            case JOINING -> "which is still coming up";
            case LEAVING -> "which is leaving";
            case UNREACHABLE, GONE -> "which is lost";
            case UP, AWAITED -> "which is there";
        };
    }

    /** Gone, or as good as gone: what only this node has cannot be reached. */
    public boolean isLost() {
        return switch (this) {
            case UP, AWAITED -> false;
            case JOINING, LEAVING, UNREACHABLE, GONE -> true;
        };
    }
}
