package dev.ferry.simulation;

import dev.ferry.model.JobId;
import dev.ferry.model.job.Job;
import java.util.ArrayList;
import java.util.List;

/** One run, from its seed to its verdict. */
final class Simulation {
    private static final long LIMIT = 30 * 60 * Scheduler.SECONDS;
    private static final long PATIENCE = 5 * 60 * Scheduler.SECONDS;
    private static final long STEPS_MAX = 2_000_000;

    private final World world;
    private final Story story;

    /** {@code violations} is empty when all held; {@code digest} is the same whenever the seed is. */
    record Verdict(long seed, List<String> violations, long digest, long jobs, List<String> trace) {}

    Simulation(World world, Story story) {
        this.world = world;
        this.story = story;
        world.tell(story);
    }

    static Verdict run(long seed, Mutation planted, boolean tracing) {
        World world = new World(seed, planted, tracing);
        Story story = new Story(world);
        Simulation simulation = new Simulation(world, story);
        story.prepare();
        story.begin();
        new Nemesis(world).plan(story);
        simulation.run();
        if (world.checks().violations().isEmpty()) {
            new Aftermath(world, story).check();
        }
        return new Verdict(
                seed,
                List.copyOf(world.checks().violations()),
                world.scheduler().digest(),
                world.checks().jobs().size(),
                world.scheduler().trace());
    }

    /** Goes on until all that was promised has ended, and some time more. */
    void run() {
        Scheduler scheduler = world.scheduler();
        world.machines().forEach(world::start);
        wake();
        long rest = 0;
        try {
            while (scheduler.now() < LIMIT && world.checks().violations().isEmpty()) {
                if (!scheduler.step(LIMIT)) {
                    break;
                }
                boolean over = scheduler.now() > story.quietFrom() && isOver();
                if (!over) {
                    rest = 0;
                } else if (rest == 0) {
                    rest = scheduler.now() + story.restNanos();
                } else if (scheduler.now() > rest) {
                    break;
                }
                if (scheduler.steps() > STEPS_MAX) {
                    world.checks().violated("no end in sight");
                }
            }
        } finally {
            world.machines().forEach(machine -> machine.process.kill());
        }
    }

    private boolean isOver() {
        for (Client client : story.clients()) {
            JobId job = client.acknowledged();
            if (!client.isAnswered()
                    || (job != null && !(world.checks().jobs().get(JobShell.KIND + job) instanceof Job.Ended))) {
                return false;
            }
        }
        boolean free = world.checks().systems().values().stream()
                .allMatch(system -> system.held().isEmpty());
        return (free || world.scheduler().now() > PATIENCE)
                && world.checks().jobs().values().stream().allMatch(Job.Ended.class::isInstance);
    }

    /** One in the cluster wakes systems whose job has not begun, has ended, or may sleep, as the lists show it. */
    private void wake() {
        List<String> due = new ArrayList<>();
        world.checks().systems().forEach((id, system) -> {
            boolean asleep = system.held()
                    .filter(held ->
                            world.checks().isQuiet(JobShell.KIND + held.order().id()))
                    .isPresent();
            if (asleep) {
                due.add(id);
            }
        });
        List<SimProcess> members = world.cluster().members();
        if (!members.isEmpty() && !world.database().away) {
            SimProcess waker = members.getFirst();
            due.forEach(id -> world.cluster().tell(waker, id, shell -> ((SystemShell) shell).wake()));
        }
        world.scheduler().after(5 * Scheduler.SECONDS, this::wake);
    }
}
