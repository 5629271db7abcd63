package dev.ferry.simulation;

import dev.ferry.actor.copy.StorageNode;
import dev.ferry.model.Decision;
import dev.ferry.model.JobId;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SystemId;
import dev.ferry.model.job.Action;
import dev.ferry.model.job.Attempt;
import dev.ferry.model.job.Control;
import dev.ferry.model.job.Directive;
import dev.ferry.model.job.Job;
import dev.ferry.model.job.JobEvent;
import dev.ferry.model.job.JobOrder;
import dev.ferry.model.job.JobRules;
import dev.ferry.model.job.Progress;
import dev.ferry.model.job.Report;
import dev.ferry.model.job.Silence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Does what {@link dev.ferry.actor.job.JobEntity} does, message by message. */
final class JobShell extends Shell<Job, JobEvent> {
    static final String KIND = "Job|";

    private static final Duration WAIT_LIMIT = Duration.ofHours(24);

    private final JobId job;
    private boolean releaseHeard;
    private boolean releaseTold;
    private long driven;
    private Silence silence = Silence.NONE;
    private long silenceOf;

    JobShell(JobId job, SimProcess home) {
        super(KIND + job, home, Job.unknown(), Job::on);
        this.job = job;
    }

    @Override
    void begun() {
        releaseHeard = false;
        releaseTold = false;
        driven = 0;
        silence = Silence.NONE;
        silenceOf = 0;
        if (!(state() instanceof Job.New)) {
            pursue(state());
        }
    }

    @Override
    long tickNanos() {
        return 300 * Scheduler.MILLIS;
    }

    @Override
    void tick() {
        if (state() instanceof Job.New) {
            stop();
        } else {
            askWhenSilent(state());
            pursue(state());
        }
    }

    private Instant now() {
        return home.clock().instant();
    }

    void begin(JobOrder order, Consumer<Answered> replyTo) {
        hear(() -> {
            if (world().planted() == Mutation.REPLY_BEFORE_PERSIST && replyTo != null) {
                replyTo.accept(new Answered(order.id(), null));
            }
            decide(
                    JobRules.begin(state(), order, now()),
                    after -> {
                        acknowledge(order);
                        if (after instanceof Job.Ended && order.system() != null) {
                            release(order.system());
                        }
                        if (replyTo != null) {
                            replyTo.accept(new Answered(order.id(), null));
                        }
                        pursue(after);
                    },
                    refusal -> {
                        if (replyTo != null) {
                            replyTo.accept(new Answered(order.id(), refusal));
                        }
                    });
        });
    }

    /** {@code refusal} is null when it was done. */
    record Answered(JobId job, Refusal refusal) {}

    private void acknowledge(JobOrder order) {
        if (order.system() != null) {
            tell(SystemShell.KIND + order.system(), shell -> ((SystemShell) shell).acknowledge(job));
        }
    }

    void get(Consumer<Job> replyTo) {
        hear(() -> replyTo.accept(state()));
    }

    void control(Control control, Consumer<Answered> replyTo) {
        hear(() -> {
            Decision<JobEvent> decision = JobRules.control(state(), control, "anna", now());
            if (world().planted() == Mutation.CANCEL_PAST_RETURN
                    && decision instanceof Decision.Refused<JobEvent>
                    && state() instanceof Job.Active) {
                decision = Decision.accept(new JobEvent.ControlRequested(control, "anna", now()));
            }
            decide(
                    decision,
                    after -> {
                        pursue(after);
                        replyTo.accept(new Answered(job, null));
                    },
                    refusal -> replyTo.accept(new Answered(job, refusal)));
        });
    }

    void reported(long epoch, Report report) {
        hear(() -> {
            heard(epoch);
            if (presentEpoch(0) == epoch && report instanceof Report.Gone) {
                home.over().add(((Job.Active) state()).attempt().incarnation());
            }
            long told = world().planted() == Mutation.REPORT_EPOCH_NOT_CHECKED ? presentEpoch(epoch) : epoch;
            persist(JobRules.report(state(), told, report, WAIT_LIMIT, now()));
        });
    }

    private long presentEpoch(long epoch) {
        return state() instanceof Job.Active active && active.attempt() != null
                ? active.attempt().epoch()
                : epoch;
    }

    void progressed(Progress progress) {
        hear(() -> heard(progress.epoch()));
    }

    private void heard(long epoch) {
        if (epoch == silenceOf) {
            silence = silence.heard();
        }
    }

    void released() {
        hear(() -> {
            if (state() instanceof Job.Active active && active.order().system() != null && !releaseHeard) {
                releaseHeard = true;
                home.after(home.fate().between(1_000_000, 300_000_000), this::releaseShown);
            }
        });
    }

    private void releaseShown() {
        hear(() -> {
            releaseHeard = false;
            persist(JobRules.released(state(), now()));
        });
    }

    private void persist(Decision<JobEvent> decision) {
        decide(
                decision,
                after -> {
                    if (decision instanceof Decision.Accepted<JobEvent>(var events) && !events.isEmpty()) {
                        pursue(after);
                    }
                },
                _ -> {});
    }

    /** Sees to it that what must be under way is. */
    private void pursue(Job now) {
        switch (JobRules.next(now, now())) {
            case Directive.Assign(var volumeKeys, var _) -> assign(volumeKeys);
            case Directive.Drive(var attempt, var action) -> drive(now, attempt, action);
            case Directive.Halt(var attempt) -> halt(now, attempt);
            case Directive.Release(var system) -> release(system);
            case Directive.Rest _ -> {}
            case Directive.Leave _ -> stop();
        }
    }

    private void assign(Set<String> volumeKeys) {
        Optional<Cluster.Member> member = world().cluster().having(home, volumeKeys);
        home.after(
                home.fate().between(1_000, 100_000),
                () -> hear(() -> {
                    if (member.isPresent()) {
                        startAttempt(member.get());
                    } else {
                        Refusal reason =
                                new Refusal(ReturnCode.NOT_AVAILABLE, "no node has it online", "bring it back");
                        persist(JobRules.unassignable(state(), reason, WAIT_LIMIT, now()));
                    }
                }));
    }

    private void startAttempt(Cluster.Member member) {
        Decision<JobEvent> decision =
                JobRules.startAttempt(state(), member.process().machine().name, member.incarnation(), now());
        if (decision instanceof Decision.Accepted<JobEvent>(var events)) {
            List<JobEvent> mutated =
                    events.stream().map(this::mutated).filter(e -> e != null).toList();
            if (world().planted() == Mutation.ACT_BEFORE_PERSIST && !events.isEmpty()) {
                Job ahead = state();
                for (JobEvent event : mutated) {
                    ahead = ahead.on(event);
                }
                pursue(ahead);
            }
            persist(Decision.accept(mutated));
        }
    }

    private JobEvent mutated(JobEvent event) {
        return switch (event) {
            case JobEvent.PublishBegun _ when world().planted() == Mutation.PUBLISH_NOT_RECORDED -> null;
            case JobEvent.AttemptStarted(var a, var at)
            when world().planted() == Mutation.EPOCH_USED_TWICE ->
                new JobEvent.AttemptStarted(
                        new Attempt(a.step(), a.undo(), Math.max(1, a.epoch() / 2), a.node(), a.incarnation()), at);
            default -> event;
        };
    }

    private StorageNode.Task task(Job.Active active, Attempt attempt, Action action) {
        return new StorageNode.Task(
                job,
                attempt,
                action,
                active.findings().facts(),
                active.order().system(),
                active.order().systemName());
    }

    private void drive(Job now, Attempt attempt, Action action) {
        if (!(now instanceof Job.Active active)) {
            return;
        }
        if (world().planted() == Mutation.RUN_NOT_REPEATED && driven == attempt.epoch()) {
            return;
        }
        driven = attempt.epoch();
        StorageNode.Task task = task(active, attempt, action);
        SimProcess there = world().cluster().running(home, attempt);
        if (there != null) {
            world().network().send(home, there, () -> there.run(task, this));
        }
    }

    private void halt(Job now, Attempt attempt) {
        SimProcess there = world().cluster().running(home, attempt);
        if (there != null && now instanceof Job.Active active) {
            StorageNode.Task task = task(active, attempt, null);
            world().network().send(home, there, () -> there.stop(task, this));
        }
    }

    /** A try is lost when its incarnation's lease is over, and not before; asked for as {@code StepDriver} does. */
    private void askWhenSilent(Job job) {
        if (!(job instanceof Job.Active active) || active.attempt() == null) {
            return;
        }
        Attempt attempt = active.attempt();
        if (attempt.epoch() != silenceOf) {
            silenceOf = attempt.epoch();
            silence = silence.heard();
        }
        silence = silence.tick();
        if (silence.wantsToAsk(world().cluster().running(home, attempt) != null)) {
            silence = silence.asked();
            SimDatabase database = world().database();
            database.call(
                    home,
                    () -> database.fenceLease(attempt.incarnation()),
                    result -> hear(() -> {
                        silence = silence.answered();
                        if (result.answered() && result.value()) {
                            home.after(1_000, () -> reported(attempt.epoch(), new Report.Gone()));
                        }
                    }));
        }
    }

    private void release(SystemId system) {
        if (system == null || world().planted() == Mutation.END_BEFORE_RELEASE) {
            home.after(1_000, this::releaseShown);
        }
        if (system != null && (world().planted() != Mutation.RELEASE_NOT_REPEATED || !releaseTold)) {
            releaseTold = true;
            tell(SystemShell.KIND + system, shell -> ((SystemShell) shell).release(job, this));
        }
    }
}
