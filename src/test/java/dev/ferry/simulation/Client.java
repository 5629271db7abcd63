package dev.ferry.simulation;

import dev.ferry.model.CommandId;
import dev.ferry.model.JobId;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.job.Control;
import java.util.List;

/** Wants one thing, asks for it under one command until it is answered, sometimes once more, and sometimes regrets it. */
final class Client {
    private static final long PATIENCE = 9 * Scheduler.SECONDS;

    final Wish wish;
    private final World world;
    private final Fate fate;
    private final String key;
    private CommandId command;
    private final int patience;
    private int attempts;
    private JobShell.Answered answer;
    private boolean regretted;
    private boolean over;

    Client(World world, String key, Wish wish) {
        this.world = world;
        this.fate = world.fate().branch();
        this.key = key;
        this.wish = wish;
        this.command = new CommandId(key);
        this.patience = fate.chance(0.3) ? 1 : 40;
    }

    String key() {
        return key;
    }

    /** The job that it was promised; null while it was not. */
    JobId acknowledged() {
        return answer != null && answer.refusal() == null ? answer.job() : null;
    }

    boolean isAnswered() {
        return answer != null || over;
    }

    boolean hasRegretted() {
        return regretted;
    }

    void start(long at) {
        world.scheduler().after(at, this::submit);
        if (world.profile().meddling() && fate.chance(0.4)) {
            regretted = true;
            Control control = fate.pick(List.of(Control.CANCEL, Control.KILL, Control.SUSPEND));
            long when = at + fate.skewed(0, 20_000) * Scheduler.MILLIS;
            world.scheduler().after(when, () -> control(control));
            if (control == Control.SUSPEND) {
                world.scheduler().after(when + fate.between(1, 5) * Scheduler.SECONDS, this::goOn);
            }
        }
    }

    private void submit() {
        if (answer != null) {
            return;
        }
        if (++attempts > patience) {
            over = true;
            return;
        }
        List<SimProcess> doors = world.cluster().members();
        int attempt = attempts;
        if (world.planted() == Mutation.RETRY_AS_NEW_COMMAND) {
            command = new CommandId(key + "." + attempt);
        }
        CommandId asked = command;
        world.scheduler().after(PATIENCE, () -> {
            if (attempts == attempt) {
                submit();
            }
        });
        if (!doors.isEmpty()) {
            SimProcess door = fate.pick(doors);
            world.scheduler().note(key, "asks " + door.name() + " for " + wish);
            door.after(fate.between(100_000, 1_000_000), () -> Door.submit(door, asked, wish, attempt > 1, this::hear));
            // A client that hears nothing of its connection asks twice at once.
            if (world.isDisturbed() && fate.chance(0.1)) {
                world.scheduler().after(fate.between(1, 2_000) * Scheduler.MILLIS, this::submit);
            }
        }
    }

    private void hear(JobShell.Answered said) {
        boolean lost = world.isDisturbed() && fate.chance(world.profile().loss());
        world.scheduler().after(fate.between(100_000, 1_000_000), () -> {
            if (!lost && answer == null && (said.refusal() == null || isFinal(said.refusal()))) {
                world.scheduler().note(key, "hears " + said);
                answer = said;
            }
        });
    }

    private static boolean isFinal(Refusal refusal) {
        return refusal.code() != ReturnCode.STATUS_UNKNOWN
                && refusal.code() != ReturnCode.TIMEOUT
                && refusal.code() != ReturnCode.NOT_AVAILABLE
                && refusal.code() != ReturnCode.OUT_OF_MEMORY;
    }

    private void goOn() {
        control(Control.GO_ON);
        if (world.isDisturbed()) {
            world.scheduler().after(2 * Scheduler.SECONDS, this::goOn);
        }
    }

    private void control(Control control) {
        List<SimProcess> doors = world.cluster().members();
        if (!doors.isEmpty()) {
            SimProcess door = fate.pick(doors);
            world.scheduler().note(key, "wants " + control);
            world.cluster()
                    .tell(door, JobShell.KIND + command.jobId(), shell -> ((JobShell) shell).control(control, _ -> {}));
        }
    }
}
