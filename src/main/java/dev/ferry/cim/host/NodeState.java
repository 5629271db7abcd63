package dev.ferry.cim.host;

import dev.ferry.service.NodeStanding;

/** How a node stands, in the numbers of CIM. Nobody can tell the health of a node that does not answer. */
enum NodeState {
    ENABLED(2, "OK", 2, 5),
    QUIESCED(2, "OK", 9, 5),
    STARTING(8, "Starting", 10, 5),
    STOPPING(9, "Stopping", 4, 5),
    UNHEARD(0, "Unknown", 0, 0),
    UNREACHABLE(13, "Lost Communication", 0, 0),
    GONE(12, "No Contact", 0, 0);

    final int operationalStatus;
    final String text;
    final int enabledState;
    final int healthState;

    NodeState(int operationalStatus, String text, int enabledState, int healthState) {
        this.operationalStatus = operationalStatus;
        this.text = text;
        this.enabledState = enabledState;
        this.healthState = healthState;
    }

    /** A drained node still works, but takes only what no other can do. */
    static NodeState of(NodeStanding node) {
        return switch (node.fact().presence()) {
            case UP -> node.known().isDrained() ? QUIESCED : ENABLED;
            case JOINING -> STARTING;
            case LEAVING -> STOPPING;
            case AWAITED -> UNHEARD;
            case UNREACHABLE -> UNREACHABLE;
            case GONE -> GONE;
        };
    }
}
