package dev.ferry.simulation;

/** Brings messages from process to process: late, twice, in another order, or not at all. */
final class SimNetwork {
    private final World world;
    private final Fate fate;

    SimNetwork(World world, Fate fate) {
        this.world = world;
        this.fate = fate;
    }

    void send(SimProcess from, SimProcess to, Runnable message) {
        if (from == to) {
            to.after(fate.between(1_000, 50_000), message);
            return;
        }
        Profile profile = world.profile();
        boolean disturbed = world.isDisturbed();
        if (from.machine().cutOff || to.machine().cutOff || (disturbed && fate.chance(profile.loss()))) {
            return;
        }
        to.after(delay(disturbed), message);
        if (disturbed && fate.chance(profile.doubling())) {
            to.after(delay(true), message);
        }
    }

    private long delay(boolean disturbed) {
        return disturbed && fate.chance(world.profile().lateness())
                ? fate.between(1_000_000L, world.profile().latenessNanos())
                : fate.between(100_000, 2_000_000);
    }
}
