package dev.ferry.simulation;

/** A computer: it has a power switch, a wall clock that may be wrong, and at most one process of ours. */
final class SimMachine {
    final String name;
    long clockErrorNanos;
    SimProcess process;
    /** Cut off from the other machines; the database may still be reached. */
    boolean cutOff;

    boolean withoutDatabase;
    boolean paused;

    SimMachine(String name) {
        this.name = name;
    }

    /** Whether a process here has ever stood still. */
    boolean hasPaused() {
        return paused;
    }

    @Override
    public String toString() {
        return name;
    }
}
