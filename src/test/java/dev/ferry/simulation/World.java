package dev.ferry.simulation;

import dev.ferry.actor.copy.StepHands;
import dev.ferry.model.node.LeaseRules;
import dev.ferry.storage.VolumeSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Everything that there is in a run, and the dice. */
final class World {
    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    static final String CLUSTER = "cluster-1";
    static final LeaseRules LEASE = new LeaseRules(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(1));
    static final List<VolumeSettings> VOLUMES = List.of(
            new VolumeSettings("csv1", "", true, true, Path.of("/csv1"), List.of()),
            new VolumeSettings("csv2", "", true, true, Path.of("/csv2"), List.of()));

    private final long seed;
    private final Mutation planted;
    private final Fate fate;
    private final Profile profile;
    private final Scheduler scheduler;
    private final SimDisk disk;
    private final SimDatabase database;
    private final SimNetwork network;
    private final Cluster cluster;
    private final Checks checks;
    private final List<SimMachine> machines = new ArrayList<>();
    private boolean disturbed = true;
    private int lives;
    private Story story;

    World(long seed, Mutation planted, boolean tracing) {
        this(seed, planted, tracing, null);
    }

    /** {@code given} is the profile, when it is not for the seed to say. */
    World(long seed, Mutation planted, boolean tracing, Profile given) {
        this.seed = seed;
        this.planted = planted;
        this.fate = new Fate(seed);
        Profile drawn = Profile.of(fate.branch());
        this.profile = given == null ? drawn : given;
        this.scheduler = new Scheduler(tracing);
        this.disk = new SimDisk(fate.branch(), this::diskNanos);
        this.checks = new Checks(this);
        this.database = new SimDatabase(this, fate.branch(), checks);
        this.network = new SimNetwork(this, fate.branch());
        this.cluster = new Cluster(this, fate.branch());
        Fate disks = fate.branch();
        disk.journal = disks.pick(List.of(SimDisk.Journal.values()));
        disk.survival = disks.below(11) / 10.0;
        disk.canClone = disks.chance(0.5);
        for (int i = 1; i <= profile.machines(); i++) {
            machines.add(new SimMachine("node" + i));
        }
    }

    private long diskNanos() {
        return START.getEpochSecond() * Scheduler.SECONDS + scheduler.now();
    }

    long seed() {
        return seed;
    }

    Mutation planted() {
        return planted;
    }

    Fate fate() {
        return fate;
    }

    Profile profile() {
        return profile;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    SimDisk disk() {
        return disk;
    }

    SimDatabase database() {
        return database;
    }

    SimNetwork network() {
        return network;
    }

    Cluster cluster() {
        return cluster;
    }

    Checks checks() {
        return checks;
    }

    List<SimMachine> machines() {
        return machines;
    }

    void tell(Story told) {
        story = told;
    }

    Story story() {
        return story;
    }

    long callCost() {
        return fate.between(profile.callNanos() / 2, profile.callNanos());
    }

    boolean isDisturbed() {
        return disturbed;
    }

    void calmDown() {
        disturbed = false;
    }

    StepHands plant(SimProcess process, StepHands steps) {
        return new PlantedHands(process, steps);
    }

    void start(SimMachine machine) {
        if (machine.process == null || !machine.process.isAlive()) {
            machine.process = new SimProcess(this, machine, machine.name + "#" + ++lives);
        }
    }

    /** The process ends at once; its machine goes on, and with it what was written. */
    void kill(SimMachine machine, long restartAfter) {
        SimProcess process = machine.process;
        if (!process.isAlive()) {
            return;
        }
        process.note("is killed");
        process.kill();
        scheduler.after(fate.between(1, 12) * Scheduler.SECONDS, () -> cluster.remove(process));
        scheduler.after(restartAfter, () -> start(machine));
    }

    void powerOff(SimMachine machine, long restartAfter) {
        kill(machine, restartAfter);
        scheduler.note(machine.name, "loses its power");
        disk.crash(machine);
    }
}
