package dev.ferry;

import dev.ferry.actor.hands.NodeVolumes;
import dev.ferry.actor.hands.Sweeper;
import dev.ferry.cluster.Leases;
import dev.ferry.model.Guid;
import dev.ferry.model.JobId;
import dev.ferry.model.job.Job;
import dev.ferry.view.JobRow;
import dev.ferry.view.Views;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Has this node's volumes swept, on a thread of its own: a volume can hang. */
final class Sweeps implements AutoCloseable {
    /** Not in the first seconds, which belong to the jobs; and seldom, for little is ever left. */
    private static final Duration FIRST = Duration.ofSeconds(30);

    private static final Duration EVERY = Duration.ofHours(1);

    private final Sweeper sweeper;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("ferry-sweeps").factory());

    Sweeps(NodeVolumes volumes, Leases leases, Views views, Clock clock) {
        this.sweeper = new Sweeper(volumes, leases, name -> isOver(views, name), clock);
    }

    void start() {
        var _ = thread.scheduleWithFixedDelay(sweeper::sweep, FIRST.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    /** Whether it is a job whose end the lists have. One that they do not know may be younger than the backup they come from. */
    private static boolean isOver(Views views, String name) {
        return Guid.isGuid(name)
                && views.job(new JobId(name))
                        .map(JobRow::job)
                        .filter(Job.Ended.class::isInstance)
                        .isPresent();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
