package dev.ferry.model.job;

import dev.ferry.model.Decision;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.job.Job.Active;
import dev.ferry.model.job.Job.Course;
import dev.ferry.model.job.Job.Ended;
import dev.ferry.model.job.Job.New;
import dev.ferry.model.node.ClusterFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a job does next, and what may be asked of it. A failure before the point of no return turns it back, one after it is
 * tried again and at last named as left behind; a cause that may pass makes it wait.
 */
public final class JobRules {
    /** How often an undo, or a step after the point of no return, is tried before it is named as left behind. */
    static final int TRIES_MAX = 6;

    private static final Duration BACK_OFF_MIN = Duration.ofSeconds(1);
    private static final Duration BACK_OFF_MAX = Duration.ofSeconds(10);

    /** Each try is two events: what lasts longer than some minutes is looked at once a minute. */
    private static final int PATIENT_AFTER = 30;

    private static final Duration BACK_OFF_PATIENT = Duration.ofMinutes(1);

    private JobRules() {}

    public static Decision<JobEvent> begin(Job job, JobOrder order, Instant now) {
        return switch (job) {
            case New _ ->
                Decision.accept(
                        List.of(new JobEvent.JobBegun(order, now), new JobEvent.JobPlanned(JobPlanner.plan(order))));
            case Active _, Ended _ -> Decision.accept(List.of());
        };
    }

    public static Decision<JobEvent> startAttempt(Job job, String node, String incarnation, Instant now) {
        if (!(job instanceof Active active) || !(next(active, now) instanceof Directive.Assign)) {
            return Decision.accept(List.of());
        }
        boolean undo = active.course() == Course.UNWINDING;
        List<JobEvent> events = new ArrayList<>();
        if (!undo
                && active.plan().step(active.step()).point()
                && !active.asked().beyondReturn()) {
            events.add(new JobEvent.PublishBegun(active.step(), now));
        }
        long epoch = active.findings().epochs() + 1;
        events.add(new JobEvent.AttemptStarted(new Attempt(active.step(), undo, epoch, node, incarnation), now));
        return Decision.accept(events);
    }

    /** A node has said how a try went. What it says of another try than the present one is old news. */
    public static Decision<JobEvent> report(Job job, long epoch, Report report, Duration waitLimit, Instant now) {
        if (!(job instanceof Active active)
                || active.attempt() == null
                || active.attempt().epoch() != epoch) {
            return Decision.accept(List.of());
        }
        int step = active.step();
        return switch (report) {
            case Report.Done(var facts) ->
                Decision.accept(
                        active.attempt().undo()
                                ? new JobEvent.StepUndone(step, epoch, now)
                                : new JobEvent.StepSucceeded(step, epoch, facts, now));
            case Report.Failed(var reason, var passing) ->
                Decision.accept(failed(active, epoch, reason, passing, waitLimit, now));
            case Report.Stopped _ -> Decision.accept(new JobEvent.AttemptEnded(epoch, "stopped", now));
            case Report.Gone _ -> Decision.accept(new JobEvent.AttemptEnded(epoch, "its process is gone", now));
        };
    }

    /** No node can take the step now. */
    public static Decision<JobEvent> unassignable(Job job, Refusal reason, Duration waitLimit, Instant now) {
        if (!(job instanceof Active active) || !(next(active, now) instanceof Directive.Assign)) {
            return Decision.accept(List.of());
        }
        return Decision.accept(failed(active, active.findings().epochs(), reason, true, waitLimit, now));
    }

    private static JobEvent failed(
            Active job, long epoch, Refusal reason, boolean passing, Duration waitLimit, Instant now) {
        int tries = job.delay() == null ? 0 : job.delay().tries();
        boolean tooLate =
                job.course() == Course.UNWINDING || job.step() > job.plan().pointOfNoReturn();
        boolean waitedEnough = job.delay() != null
                && Duration.between(job.delay().since(), now).compareTo(waitLimit) > 0;
        if (tooLate) {
            return (tries + 1 >= TRIES_MAX && !passing) || waitedEnough
                    ? new JobEvent.StepLeftBehind(job.step(), epoch, leftBehind(reason), now)
                    : delayed(job, epoch, reason, tries, now);
        }
        // What may have taken effect is asked again until the answer is known: turning back could undo what is real.
        boolean mayHaveHappened =
                job.step() == job.plan().pointOfNoReturn() && job.asked().beyondReturn();
        return passing && (mayHaveHappened || !waitedEnough)
                ? delayed(job, epoch, reason, tries, now)
                : new JobEvent.StepFailed(job.step(), epoch, reason, now);
    }

    private static JobEvent delayed(Active job, long epoch, Refusal reason, int tries, Instant now) {
        Duration longest = tries < PATIENT_AFTER ? BACK_OFF_MAX : BACK_OFF_PATIENT;
        Duration pause = BACK_OFF_MIN.multipliedBy(1L << Math.min(tries, 6));
        Instant retryAt = now.plus(pause.compareTo(longest) > 0 ? longest : pause);
        return new JobEvent.StepDelayed(job.step(), epoch, reason, retryAt, now);
    }

    private static Refusal leftBehind(Refusal reason) {
        return new Refusal(reason.code(), "left behind: " + reason.message(), reason.remedy());
    }

    /** Cancel and kill turn a job back, up to its point of no return; suspend and resume hold it and let it go. */
    public static Decision<JobEvent> control(Job job, Control wanted, String by, Instant now) {
        return switch (job) {
            case New _ ->
                Decision.refuse(
                        ReturnCode.INVALID_PARAMETER, "there is no such job", "list the jobs to see what there is");
            case Ended ended ->
                Decision.refuse(
                        ReturnCode.INVALID_STATE_TRANSITION,
                        "job " + ended.order().id() + " has already ended: "
                                + ended.state().word(),
                        "nothing is left to do");
            case Active active when active.asked().control() == wanted -> Decision.accept(List.of());
            case Active active
            when isTooLate(active, wanted) ->
                Decision.refuse(
                        ReturnCode.INVALID_STATE_TRANSITION,
                        "job " + active.order().id() + " is past the point where it can be stopped: it is "
                                + active.course().name().toLowerCase(Locale.ROOT),
                        "wait for its end, and remove the result if it is not wanted");
            case Active _ -> Decision.accept(new JobEvent.ControlRequested(wanted, by, now));
        };
    }

    /** Whether a cancel would turn the job back now. */
    public static boolean canBeStopped(Job job) {
        return job instanceof Active active
                && !isTooLate(active, Control.CANCEL)
                && active.asked().control() != Control.CANCEL
                && active.asked().control() != Control.KILL;
    }

    private static boolean isTooLate(Active job, Control wanted) {
        boolean stopping =
                job.asked().control() == Control.CANCEL || job.asked().control() == Control.KILL;
        return job.course() != Course.FORWARD
                || job.asked().beyondReturn()
                || (stopping && (wanted == Control.SUSPEND || wanted == Control.GO_ON));
    }

    /** The system has heard that the job is over. */
    public static Decision<JobEvent> released(Job job, Instant now) {
        return job instanceof Active active && active.course() == Course.RELEASING
                ? Decision.accept(new JobEvent.JobEnded(outcome(active), now))
                : Decision.accept(List.of());
    }

    private static JobState outcome(Active job) {
        if (job.findings().errors().isEmpty()) {
            return job.findings().warnings().isEmpty() ? JobState.COMPLETED : JobState.COMPLETED_WITH_WARNINGS;
        }
        return switch (job.asked().control()) {
            case CANCEL -> JobState.TERMINATED;
            case KILL -> JobState.KILLED;
            case GO_ON, SUSPEND -> JobState.EXCEPTION;
        };
    }

    /** What must be under way now. */
    public static Directive next(Job job, Instant now) {
        return switch (job) {
            case New _ -> new Directive.Rest();
            case Ended _ -> new Directive.Leave();
            case Active active
            when active.course() == Course.RELEASING ->
                new Directive.Release(active.order().system());
            case Active active when active.attempt() != null -> drive(active);
            case Active active when isHeld(active, now) -> new Directive.Rest();
            case Active active ->
                new Directive.Assign(ActionVolumes.of(action(active)), ActionVolumes.wished(action(active)));
        };
    }

    private static Directive drive(Active job) {
        boolean stop =
                switch (job.asked().control()) {
                    case GO_ON -> false;
                    case SUSPEND, CANCEL, KILL -> mayStop(job);
                };
        return stop ? new Directive.Halt(job.attempt()) : new Directive.Drive(job.attempt(), action(job));
    }

    private static boolean mayStop(Active job) {
        return !job.attempt().undo() && !job.asked().beyondReturn();
    }

    /** Whether the try should be stopped and go on at another node: its own takes no more work, and another can do it. */
    public static boolean shouldMove(Job job, ClusterFacts facts) {
        return job instanceof Active active
                && active.attempt() != null
                && mayStop(active)
                && facts.shouldLeave(active.attempt().node(), ActionVolumes.of(action(active)));
    }

    /** The volumes that the present step needs, for those who have to say why it stays where it is. */
    public static Set<String> volumesOf(Active job) {
        return ActionVolumes.of(action(job));
    }

    private static boolean isHeld(Active job, Instant now) {
        boolean suspended = job.asked().control() == Control.SUSPEND
                && job.course() == Course.FORWARD
                && !job.asked().beyondReturn();
        return suspended || (job.delay() != null && isAhead(job.delay().retryAt(), now));
    }

    /** No pause is longer than the longest: a time further ahead was set by a clock that was wrong, or is read by one. */
    private static boolean isAhead(Instant retryAt, Instant now) {
        return now.isBefore(retryAt) && Duration.between(now, retryAt).compareTo(BACK_OFF_PATIENT) <= 0;
    }

    static Action action(Active job) {
        Step step = job.plan().step(job.step());
        return job.course() == Course.UNWINDING ? step.undo() : step.action();
    }
}
