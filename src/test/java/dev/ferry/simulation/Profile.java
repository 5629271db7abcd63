package dev.ferry.simulation;

/** How rough a run is, drawn from its seed: quiet in many ways in each run, so that what is left shows. */
record Profile(
        int machines,
        double loss,
        double doubling,
        double lateness,
        long latenessNanos,
        int callsPerTurn,
        long callNanos,
        int disturbances,
        boolean diskFaults,
        boolean meddling) {

    private static final long SLOW_NANOS = 10_000_000;

    static final Profile CALM = new Profile(2, 0, 0, 0, 0, 1_000, 2_000, 0, false, false);

    /** Calls are so slow that copies are flushed on the way, and steps outlast leases. */
    boolean isSlow() {
        return callNanos >= SLOW_NANOS;
    }

    static Profile of(Fate fate) {
        boolean rough = fate.chance(0.6);
        return new Profile(
                (int) fate.between(2, 3),
                rough ? fate.below(30) / 100.0 : 0,
                rough ? fate.below(30) / 100.0 : 0,
                rough ? fate.below(30) / 100.0 : 0,
                fate.skewed(10, 6_000) * Scheduler.MILLIS,
                (int) fate.skewed(20, 2_000),
                fate.chance(0.3) ? fate.between(SLOW_NANOS, 60_000_000) : fate.skewed(2_000, 3_000_000),
                fate.chance(0.15) ? 0 : (int) fate.between(1, 4),
                fate.chance(0.25),
                fate.chance(0.3));
    }
}
