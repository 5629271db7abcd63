package dev.ferry.storm;

import java.util.Locale;

/** What befalls a cluster. Where a job is named, it is one whose bytes move at that moment. */
enum Fault {
    /** SIGKILL of the node that runs the job's entity. */
    KILL_ENTITY_NODE,
    /** SIGKILL of the node that copies for the job. */
    KILL_COPY_NODE,
    /** SIGKILL of the oldest member: shards' coordinator and singletons. */
    KILL_COORDINATOR,
    /** SIGKILL of all nodes but one, at once. */
    KILL_ALL_BUT_ONE,
    /** SIGSTOP of the node that copies, and SIGCONT when its lease is long over. */
    FREEZE_COPY_NODE,
    /** SIGSTOP of the node that copies for a second, as a long pause of its JVM: nothing may come of it. */
    STALL_COPY_NODE,
    /** PostgreSQL ends all sessions, as at the failover of what stands before it. */
    LOSE_SESSIONS,
    /** Immediate stop of PostgreSQL, ten seconds, start. */
    LOSE_DATABASE,
    /** The same, and no node reaches another meanwhile. */
    LOSE_DATABASE_AND_NETWORK,
    /** SIGTERM of the node that copies. */
    LEAVE,
    /** Each node in turn: SIGTERM, start, ready. */
    ROLLING_RESTART,
    /** The node that copies is drained, and resumed later. */
    DRAIN,
    /** The node that copies is cut off from everything: the others, the database, its clients. */
    CUT_CLEAN,
    /** The node that copies is cut off from the other nodes; all reach the database. */
    CUT_FROM_NODES,
    /** What the node that copies sends to the others is lost; what they send arrives. */
    CUT_ASYMMETRIC,
    /** The node that copies and the others lose each other for a second, again and again. */
    CUT_FLAPPING;

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Fault of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    boolean cutsNetwork() {
        return switch (this) {
            case LOSE_DATABASE_AND_NETWORK, CUT_CLEAN, CUT_FROM_NODES, CUT_ASYMMETRIC, CUT_FLAPPING -> true;
            default -> false;
        };
    }

    boolean stopsDatabase() {
        return this == LOSE_DATABASE || this == LOSE_DATABASE_AND_NETWORK;
    }

    /** Whether the cluster has its nodes, its network and its database all the while, or at once again. */
    boolean isLight() {
        return this == STALL_COPY_NODE || this == LOSE_SESSIONS;
    }

    /** Whether what is measured begins when all is given back, and not when it is taken. */
    boolean isMeasuredFromItsEnd() {
        return stopsDatabase();
    }
}
