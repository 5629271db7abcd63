package dev.ferry.testkit;

import dev.ferry.model.Decision;
import dev.ferry.model.job.Attempt;
import dev.ferry.model.job.Control;
import dev.ferry.model.job.Directive;
import dev.ferry.model.job.Job;
import dev.ferry.model.job.JobEvent;
import dev.ferry.model.job.JobOrder;
import dev.ferry.model.job.JobRules;
import dev.ferry.model.job.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What the actors are to a job, without actors: it persists, then does what {@link JobRules#next} says, until the job has
 * ended. It can lose the job or its node between any two events, and deliver every step twice.
 */
public final class JobDriver {
    public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private static final Duration WAIT_LIMIT = Duration.ofHours(24);
    private static final int DIRECTIVES_MAX = 50_000;

    private final FakeWorld world;
    private final JobOrder order;
    private final List<JobEvent> journal = new ArrayList<>();
    private Job job = Job.unknown();
    private Instant now = START;
    private int incarnation = 1;
    private boolean twice;

    private JobDriver(FakeWorld world, JobOrder order) {
        this.world = world;
        this.order = order;
    }

    /** The system gives itself to the job, and the job begins. */
    public static JobDriver submit(FakeWorld world, JobOrder order) {
        JobDriver driver = new JobDriver(world, order);
        if (order.system() != null && world.reserve(order) instanceof Decision.Refused<?>(var refusal)) {
            throw new AssertionError("refused: " + refusal);
        }
        driver.begin();
        return driver;
    }

    private void begin() {
        persist(JobRules.begin(job, order, now));
        if (order.system() != null) {
            world.acknowledge(order.system(), order.id());
        }
    }

    public JobDriver deliveringTwice() {
        twice = true;
        return this;
    }

    public Job job() {
        return job;
    }

    public List<JobEvent> journal() {
        return List.copyOf(journal);
    }

    public Instant now() {
        return now;
    }

    public void advanceClock(Duration time) {
        now = now.plus(time);
    }

    public Decision<JobEvent> control(Control wanted) {
        Decision<JobEvent> decision = JobRules.control(job, wanted, "anna", now);
        persist(decision);
        return decision;
    }

    public Job.Ended runToEnd() {
        runWhile(_ -> true);
        return (Job.Ended) job;
    }

    /** Goes on as long as the job is like that and not ended. */
    public void runWhile(Predicate<Job> like) {
        for (int i = 0; like.test(job) && !(job instanceof Job.Ended); i++) {
            if (i == DIRECTIVES_MAX) {
                throw new AssertionError("no end in sight: " + story());
            }
            advance();
        }
    }

    public void runUntilEvents(int count) {
        runWhile(_ -> journal.size() < count);
    }

    /** Carries out the one thing that must be under way now. */
    public void advance() {
        switch (next()) {
            case Directive.Assign _ -> persist(JobRules.startAttempt(job, "node1", "incarnation" + incarnation, now));
            case Directive.Drive(var attempt, var _) -> report(attempt, drive());
            case Directive.Halt(var attempt) -> report(attempt, new Report.Stopped());
            case Directive.Release(var system) -> {
                if (system != null) {
                    world.release(system, order.id());
                }
                persist(JobRules.released(job, now));
            }
            case Directive.Rest _ -> now = wakeUp();
            case Directive.Leave _ -> {}
        }
    }

    private Instant wakeUp() {
        return job instanceof Job.Active active && active.delay() != null
                ? active.delay().retryAt()
                : now.plusSeconds(1);
    }

    /** The last events by name, for a message. */
    public String story() {
        return journal.stream()
                .skip(Math.max(0, journal.size() - 30))
                .map(event -> event.getClass().getSimpleName())
                .toList()
                .toString();
    }

    public Directive next() {
        return JobRules.next(job, now);
    }

    /** Does what a try does and tells nobody: the world has changed, the job does not know. */
    public void driveInSilence() {
        if (next() instanceof Directive.Drive) {
            drive();
        }
    }

    private Report drive() {
        if (!(job instanceof Job.Active active) || !(next() instanceof Directive.Drive(var _, var action))) {
            throw new AssertionError("nothing to drive: " + job);
        }
        try {
            Report first = world.perform(active, action, now);
            return twice ? world.perform(active, action, now) : first;
        } catch (FakeDisk.Died _) {
            world.disk.revive();
            incarnation++;
            return new Report.Gone();
        }
    }

    public void report(Attempt attempt, Report report) {
        persist(JobRules.report(job, attempt.epoch(), report, WAIT_LIMIT, now));
    }

    /** The job's own process is lost, and what was persisted up to {@code events} is all there is; its node lives on. */
    public void loseEntity(int events) {
        journal.subList(events, journal.size()).clear();
        job = Job.unknown();
        journal.forEach(event -> job = job.on(event));
    }

    /** The job's process and its node are both lost. */
    public void loseNode(int events) {
        loseEntity(events);
        incarnation++;
        if (job instanceof Job.Active active && active.attempt() != null) {
            report(active.attempt(), new Report.Gone());
        }
    }

    private void persist(Decision<JobEvent> decision) {
        if (decision instanceof Decision.Accepted<JobEvent>(var events)) {
            for (JobEvent event : events) {
                journal.add(event);
                job = job.on(event);
            }
        }
    }
}
