package dev.ferry.simulation;

import java.util.List;
import java.util.Map;

/** What goes wrong from outside, when the seed says so; and the end of it. */
final class Nemesis {
    /** From here on nothing goes wrong any more. */
    static final long HEALED = 25 * Scheduler.SECONDS;

    private enum Blow {
        KILL,
        POWER_OFF,
        POWER_OFF_ALL,
        PAUSE,
        CUT_OFF,
        ISOLATE,
        DATABASE_AWAY,
        DATABASE_TROUBLED,
        DATABASE_OUT_OF_REACH,
        CLOCK,
        REBALANCE
    }

    private final World world;
    private final Fate fate;
    private final Scheduler scheduler;

    Nemesis(World world) {
        this.world = world;
        this.fate = world.fate().branch();
        this.scheduler = world.scheduler();
    }

    void plan(Story story) {
        for (int i = 0; i < world.profile().disturbances(); i++) {
            scheduler.after(when(), this::strike);
        }
        if (world.profile().diskFaults()) {
            for (int i = (int) fate.between(1, 2); i > 0; i--) {
                scheduler.after(when(), this::harmDisk);
            }
        }
        if (world.profile().meddling()) {
            for (int i = (int) fate.between(0, 2); i > 0; i--) {
                scheduler.after(when(), () -> meddle(story));
            }
        }
        scheduler.after(HEALED, this::heal);
    }

    private long when() {
        return fate.skewed(500, 18_000) * Scheduler.MILLIS;
    }

    private void strike() {
        SimMachine machine = fate.pick(world.machines());
        Blow blow = fate.pick(List.of(Blow.values()));
        scheduler.note("nemesis", blow + " " + machine);
        long back = fate.skewed(500, 15_000) * Scheduler.MILLIS;
        switch (blow) {
            case KILL -> world.kill(machine, back);
            case POWER_OFF -> world.powerOff(machine, back);
            case POWER_OFF_ALL -> world.machines().forEach(each -> world.powerOff(each, back));
            case PAUSE -> pause(machine, fate.between(1, 18) * Scheduler.SECONDS);
            case CUT_OFF -> cutOff(machine, fate.between(1, 20) * Scheduler.SECONDS);
            case ISOLATE -> {
                machine.withoutDatabase = true;
                long until = fate.between(3, 15) * Scheduler.SECONDS;
                cutOff(machine, until);
                scheduler.after(until, () -> machine.withoutDatabase = false);
            }
            case DATABASE_AWAY -> {
                world.database().away = true;
                scheduler.after(back, () -> world.database().away = false);
            }
            case DATABASE_TROUBLED -> {
                world.database().troubled = true;
                scheduler.after(back, () -> world.database().troubled = false);
            }
            case DATABASE_OUT_OF_REACH -> {
                machine.withoutDatabase = true;
                scheduler.after(back, () -> machine.withoutDatabase = false);
            }
            case CLOCK -> machine.clockErrorNanos = fate.between(-3_600, 3_600) * Scheduler.SECONDS;
            case REBALANCE -> {
                for (int i = 0; i < 6; i++) {
                    scheduler.after(i * fate.between(1, 700) * Scheduler.MILLIS, world.cluster()::rebalance);
                }
            }
        }
    }

    /** Stands still as with SIGSTOP. Removed meanwhile, it finds out some time after it goes on. */
    private void pause(SimMachine machine, long nanos) {
        SimProcess process = machine.process;
        process.pause();
        scheduler.after(fate.between(6, 12) * Scheduler.SECONDS, () -> {
            if (process.isPaused()) {
                world.cluster().remove(process);
            }
        });
        scheduler.after(nanos, () -> {
            process.note("goes on");
            process.goOn();
            downItself(process, fate.skewed(1, 4_000) * Scheduler.MILLIS);
        });
    }

    private void cutOff(SimMachine machine, long nanos) {
        SimProcess process = machine.process;
        machine.cutOff = true;
        scheduler.after(fate.between(6, 12) * Scheduler.SECONDS, () -> {
            if (machine.cutOff
                    && machine.process == process
                    && world.cluster().members().size() > 1) {
                world.cluster().remove(process);
                downItself(process, fate.skewed(1, 8_000) * Scheduler.MILLIS);
            }
        });
        scheduler.after(nanos, () -> machine.cutOff = false);
    }

    private void downItself(SimProcess process, long in) {
        scheduler.after(in, () -> {
            if (process.isAlive() && !process.isPaused() && !world.cluster().isMember(process) && process.hasJoined()) {
                world.kill(process.machine(), Scheduler.SECONDS);
            }
        });
    }

    private void harmDisk() {
        SimDisk disk = world.disk();
        int kind = fate.below(4);
        scheduler.note(
                "nemesis",
                "disk " + List.of("full", "reads", "writes", "flushes").get(kind));
        switch (kind) {
            case 0 -> {
                disk.full = true;
                scheduler.after(fate.between(1, 8) * Scheduler.SECONDS, () -> disk.full = false);
            }
            case 1 -> disk.failingReads += 1;
            case 2 -> disk.failingWrites += 1;
            default -> disk.failingFlushes += (int) fate.between(1, 3);
        }
    }

    private void meddle(Story story) {
        int kind = fate.below(3);
        scheduler.note(
                "nemesis",
                "meddles: " + List.of("foreign file", "rot", "foreign holder").get(kind));
        switch (kind) {
            case 0 -> story.putForeignFile(fate);
            case 1 -> rot();
            default -> story.hold(fate, true);
        }
    }

    /** A byte of something staged changes on the disk, before it has been read back. */
    private void rot() {
        for (String volume : List.of("csv1", "csv2")) {
            for (Map.Entry<String, Inode> file :
                    world.disk().files(volume + "/.ferry/staging").entrySet()) {
                String job = file.getKey().substring(0, file.getKey().indexOf('/'));
                boolean staged = file.getKey().matches(".*/[0-9]+[.][0-9]+")
                        && file.getValue().size() > 0;
                if (staged && !world.checks().isBeingVerified(job)) {
                    file.getValue().rot(fate.between(0, file.getValue().size() - 1));
                }
            }
        }
    }

    private void heal() {
        scheduler.note("nemesis", "all is well again");
        world.calmDown();
        SimDatabase database = world.database();
        database.away = false;
        database.troubled = false;
        SimDisk disk = world.disk();
        disk.full = false;
        disk.failingFlushes = 0;
        disk.failingReads = 0;
        disk.failingWrites = 0;
        for (SimMachine machine : world.machines()) {
            machine.cutOff = false;
            machine.withoutDatabase = false;
            if (machine.process.isPaused()) {
                machine.process.goOn();
            }
            scheduler.after(Scheduler.SECONDS, () -> downItself(machine.process, Scheduler.SECONDS));
            world.start(machine);
        }
    }
}
