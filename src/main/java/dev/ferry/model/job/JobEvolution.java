package dev.ferry.model.job;

import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.job.Job.Active;
import dev.ferry.model.job.Job.Asked;
import dev.ferry.model.job.Job.Course;
import dev.ferry.model.job.Job.Delay;
import dev.ferry.model.job.Job.Findings;
import dev.ferry.model.transfer.Assignment;
import dev.ferry.model.transfer.Incompatibility;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How each event changes a job. Nothing is decided here. */
final class JobEvolution {
    /** A try that lasted so long before it had to wait again has moved bytes: its wait is a new one. */
    private static final Duration WORKED = Duration.ofMinutes(1);

    private JobEvolution() {}

    /** What was found before the job began is told with the job. */
    private static List<String> warnings(Assignment assignment) {
        return switch (assignment) {
            case Assignment.Import wanted -> wanted.warnings();
            case Assignment.Move move -> move.warnings();
            case Assignment.Realize wanted -> wanted.warnings();
            case Assignment.Validate wanted ->
                wanted.found().stream()
                        .filter(one -> !one.kind().blocking())
                        .map(Incompatibility::text)
                        .toList();
            case Assignment.Export _,
                    Assignment.Define _,
                    Assignment.Remove _,
                    Assignment.Verify _,
                    Assignment.Plan _,
                    Assignment.Equip _,
                    Assignment.AddSnapshots _ -> List.of();
        };
    }

    /** A validation does all that it has to do, and is told as failed when the system could not be realized as it is. */
    private static List<Refusal> errors(Assignment assignment) {
        return assignment instanceof Assignment.Validate wanted
                ? wanted.found().stream()
                        .filter(one -> one.kind().blocking())
                        .map(Incompatibility::refusal)
                        .toList()
                : List.of();
    }

    static Job begin(JobEvent event) {
        return event instanceof JobEvent.JobBegun(var order, var at)
                ? new Active(
                        order,
                        new Plan(List.of()),
                        Course.FORWARD,
                        0,
                        null,
                        null,
                        Asked.NOTHING,
                        new Findings(List.of(), errors(order.assignment()), warnings(order.assignment()), 0, 0),
                        at)
                : Job.unknown();
    }

    static Job evolve(Active job, JobEvent event) {
        return switch (event) {
            case JobEvent.JobBegun _ -> job;
            case JobEvent.JobPlanned(var plan) -> planned(job, plan);
            case JobEvent.AttemptStarted(var attempt, var _) ->
                with(
                        job,
                        job.course(),
                        job.step(),
                        attempt,
                        job.delay(),
                        job.findings().withEpoch(attempt.epoch()));
            case JobEvent.PublishBegun _ ->
                asked(job, new Asked(job.asked().control(), job.asked().by(), true));
            case JobEvent.AttemptEnded _ ->
                settle(with(
                        job,
                        job.course(),
                        job.step(),
                        null,
                        job.delay(),
                        job.findings().withLoss()));
            case JobEvent.StepSucceeded(var _, var _, var facts, var _) ->
                settle(with(
                        job,
                        job.course(),
                        job.step() + 1,
                        null,
                        null,
                        job.findings().withFacts(facts)));
            case JobEvent.StepDelayed(var _, var _, var reason, var retryAt, var at) ->
                settle(with(job, job.course(), job.step(), null, delayed(job, reason, retryAt, at), job.findings()));
            case JobEvent.StepFailed(var _, var _, var reason, var _) ->
                settle(with(
                        job,
                        Course.UNWINDING,
                        job.step(),
                        null,
                        null,
                        job.findings().withError(reason)));
            case JobEvent.StepUndone _ ->
                settle(with(job, Course.UNWINDING, job.step() - 1, null, null, job.findings()));
            case JobEvent.StepLeftBehind(var _, var _, var reason, var _) -> settle(leftBehind(job, reason));
            case JobEvent.ControlRequested(var control, var by, var _) -> settle(controlled(job, control, by));
            case JobEvent.JobEnded(var state, var at) ->
                new Job.Ended(job.order(), job.plan(), state, job.asked(), job.findings(), job.startedAt(), at);
        };
    }

    private static Active planned(Active job, Plan plan) {
        return new Active(job.order(), plan, job.course(), 0, null, null, job.asked(), job.findings(), job.startedAt());
    }

    private static Active with(Active job, Course course, int step, Attempt attempt, Delay delay, Findings findings) {
        return new Active(
                job.order(), job.plan(), course, step, attempt, delay, job.asked(), findings, job.startedAt());
    }

    private static Active asked(Active job, Asked asked) {
        return new Active(
                job.order(),
                job.plan(),
                job.course(),
                job.step(),
                job.attempt(),
                job.delay(),
                asked,
                job.findings(),
                job.startedAt());
    }

    private static Delay delayed(Active job, Refusal reason, Instant retryAt, Instant at) {
        Delay before = job.delay();
        boolean workedMeanwhile =
                before != null && Duration.between(before.retryAt(), at).compareTo(WORKED) > 0;
        return before == null || workedMeanwhile
                ? new Delay(reason, at, retryAt, 1)
                : new Delay(reason, before.since(), retryAt, before.tries() + 1);
    }

    private static Active leftBehind(Active job, Refusal reason) {
        return job.course() == Course.UNWINDING
                ? with(
                        job,
                        Course.UNWINDING,
                        belowLeftBehind(job),
                        null,
                        null,
                        job.findings().withError(reason))
                : with(
                        job,
                        job.course(),
                        job.step() + 1,
                        null,
                        null,
                        job.findings().withWarning(reason.message()));
    }

    /** A user's file that could not be put back lies in staging: then staging is left, too. */
    private static int belowLeftBehind(Active job) {
        int below = job.step() - 1;
        if (job.plan().step(job.step()).undo() instanceof Action.PutBack(var renames)
                && renames.stream().anyMatch(rename -> rename.to().path().startsWith(".ferry/"))) {
            while (below >= 0 && !(job.plan().step(below).undo() instanceof Action.AbandonClaims)) {
                below--;
            }
        }
        return below;
    }

    private static Active controlled(Active job, Control control, String by) {
        Active next = asked(job, new Asked(control, by, job.asked().beyondReturn()));
        return switch (control) {
            case GO_ON, SUSPEND -> next;
            case CANCEL, KILL -> with(next, next.course(), next.step(), next.attempt(), null, next.findings());
        };
    }

    /** What follows from where the job now stands: turning back when it was cancelled, undoing past steps without an undo. */
    private static Active settle(Active job) {
        Active turned = job;
        boolean stopped = job.asked().control() == Control.CANCEL || job.asked().control() == Control.KILL;
        if (stopped && job.course() == Course.FORWARD && job.attempt() == null) {
            Refusal why = new Refusal(
                    ReturnCode.FAILED,
                    "the job was " + (job.asked().control() == Control.KILL ? "killed" : "cancelled") + " by "
                            + job.asked().by(),
                    "order it again if it is still wanted");
            turned = with(
                    job,
                    Course.UNWINDING,
                    job.step(),
                    null,
                    null,
                    job.findings().withError(why));
        }
        return switch (turned.course()) {
            case FORWARD ->
                turned.plan().size() > 0 && turned.step() >= turned.plan().size()
                        ? with(turned, Course.RELEASING, turned.step(), null, null, turned.findings())
                        : turned;
            case UNWINDING -> unwound(turned);
            case RELEASING -> turned;
        };
    }

    private static Active unwound(Active job) {
        if (job.attempt() != null) {
            return job;
        }
        int step = Math.min(job.step(), job.plan().size() - 1);
        while (step >= 0 && job.plan().step(step).undo() == null) {
            step--;
        }
        return with(job, step < 0 ? Course.RELEASING : Course.UNWINDING, step, null, job.delay(), job.findings());
    }
}
