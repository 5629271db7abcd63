package dev.ferry.actor.copy;

import dev.ferry.actor.copy.StorageNode.Task;
import dev.ferry.model.JobId;
import dev.ferry.model.job.Action;
import dev.ferry.model.job.Attempt;
import dev.ferry.model.job.Progress;
import dev.ferry.model.job.Report;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which tries run on a node, which wait, and what came of those that ended: all that a node's hands decide. It acts on nothing;
 * each call answers what is to be done, in order. {@code R} is whom to answer. One board is for one incarnation of a node: what
 * another one had is gone.
 */
public final class StepBoard<R> {
    /** Results that are kept to be told again, should the first telling get lost. */
    static final int RESULTS_MAX = 1_000;

    /** What is to be done now. */
    public sealed interface Effect<R> {
        /** Begin with the try, on a thread of its own. */
        record Start<R>(Task task) implements Effect<R> {}

        /** Ask the thread that has the job's try to let go; {@code finished} is called when it has. */
        record StopWorker<R>(JobId job, long epoch) implements Effect<R> {}

        record Tell<R>(R to, long epoch, Report report) implements Effect<R> {}

        record TellProgress<R>(R to, Progress progress) implements Effect<R> {}
    }

    private static final class Running<R> {
        final Task task;
        R replyTo;
        boolean started;
        Progress progress;

        Running(Task task, R replyTo) {
            this.task = task;
            this.replyTo = replyTo;
            this.progress = new Progress(task.attempt().epoch(), 0, 0, 0, 0);
        }

        long epoch() {
            return task.attempt().epoch();
        }
    }

    private record Result(long epoch, Report report) {}

    private final String incarnation;
    private final int parallelSteps;
    private final Map<JobId, Running<R>> running = new LinkedHashMap<>();
    private final Deque<JobId> queue = new ArrayDeque<>();
    /** The latest of each job, those that were told longest ago first. */
    private final Map<JobId, Result> results = new LinkedHashMap<>();

    private final List<Effect<R>> effects = new ArrayList<>();
    private boolean closing;

    public StepBoard(String incarnation, int parallelSteps) {
        this.incarnation = incarnation;
        this.parallelSteps = parallelSteps;
    }

    public String incarnation() {
        return incarnation;
    }

    /** Takes no more tries, and none of those that it had is under way any more: each thread has let go. */
    public boolean isClosed() {
        return closing && running.isEmpty();
    }

    /** A job wants its try to run, and hears how it stands; it says so again and again. */
    public List<Effect<R>> run(Task task, R replyTo) {
        Attempt attempt = task.attempt();
        Running<R> current = running.get(task.job());
        if (isOver(task.job(), attempt)) {
            tell(replyTo, attempt.epoch(), outcome(task.job(), attempt));
        } else if (closing) {
            answerWhileClosing(current, attempt, replyTo);
        } else if (current == null) {
            begin(task, replyTo);
        } else if (current.epoch() == attempt.epoch()) {
            current.replyTo = replyTo;
            tellProgress(current);
        } else if (current.epoch() < attempt.epoch()) {
            // A thread that is still in a system call is alive: the new try waits until the older one has let go.
            stop(current);
        }
        return done();
    }

    /** A job wants its try to stop; it hears when the thread has let go. */
    public List<Effect<R>> stop(JobId job, Attempt attempt, R replyTo) {
        Running<R> current = running.get(job);
        if (isOver(job, attempt)) {
            tell(replyTo, attempt.epoch(), outcome(job, attempt));
        } else if (current == null) {
            // Kept, so that a run that was told before the stop and comes after it does not begin what was stopped.
            keep(job, new Result(attempt.epoch(), new Report.Stopped()));
            tell(replyTo, attempt.epoch(), new Report.Stopped());
        } else if (current.epoch() <= attempt.epoch()) {
            current.replyTo = replyTo;
            stop(current);
        }
        return done();
    }

    /** The thread that had the try has let go. */
    public List<Effect<R>> finished(JobId job, long epoch, Report report) {
        Running<R> one = running.get(job);
        if (one != null && one.epoch() == epoch) {
            end(one, report);
        }
        return done();
    }

    /** A try has come further. */
    public List<Effect<R>> moved(JobId job, Progress progress) {
        Running<R> one = running.get(job);
        if (one != null && one.epoch() == progress.epoch()) {
            one.progress = progress;
            if (!closing) {
                tellProgress(one);
            }
        }
        return done();
    }

    /** The incarnation ends: what runs is stopped, what waits is given back, and nothing begins any more. */
    public List<Effect<R>> close() {
        closing = true;
        List.copyOf(running.values()).forEach(this::stop);
        return done();
    }

    /** A try that has not let go yet says nothing: its job learns from the lease that it may go on elsewhere. */
    private void answerWhileClosing(Running<R> current, Attempt attempt, R replyTo) {
        if (current == null || current.epoch() < attempt.epoch()) {
            tell(replyTo, attempt.epoch(), new Report.Gone());
        } else if (current.epoch() == attempt.epoch()) {
            current.replyTo = replyTo;
        }
    }

    /** It has ended, a later one has, or it never was this incarnation's: it does not begin (again). */
    private boolean isOver(JobId job, Attempt attempt) {
        Result result = results.get(job);
        return !attempt.incarnation().equals(incarnation) || (result != null && result.epoch() >= attempt.epoch());
    }

    private Report outcome(JobId job, Attempt attempt) {
        Result result = results.get(job);
        return result != null && result.epoch() == attempt.epoch() ? result.report() : new Report.Gone();
    }

    private void begin(Task task, R replyTo) {
        Running<R> fresh = new Running<>(task, replyTo);
        running.put(task.job(), fresh);
        if (isHeavy(fresh)) {
            queue.addLast(task.job());
            startQueued();
        } else {
            start(fresh);
        }
    }

    private void startQueued() {
        while (!queue.isEmpty() && heavyWorkers() < parallelSteps) {
            start(running.get(queue.removeFirst()));
        }
    }

    private long heavyWorkers() {
        return running.values().stream().filter(r -> r.started && isHeavy(r)).count();
    }

    private void start(Running<R> one) {
        one.started = true;
        effects.add(new Effect.Start<>(one.task));
    }

    private void stop(Running<R> one) {
        if (one.started) {
            effects.add(new Effect.StopWorker<>(one.task.job(), one.epoch()));
        } else {
            queue.remove(one.task.job());
            end(one, new Report.Stopped());
        }
    }

    private void end(Running<R> one, Report report) {
        JobId job = one.task.job();
        running.remove(job);
        // Who stopped because the incarnation ends was not asked to by its job: the try is lost, and goes on elsewhere.
        Report said = closing && report instanceof Report.Stopped ? new Report.Gone() : report;
        keep(job, new Result(one.epoch(), said));
        tell(one.replyTo, one.epoch(), said);
        if (!closing) {
            startQueued();
        }
    }

    private void keep(JobId job, Result result) {
        results.remove(job);
        results.put(job, result);
        if (results.size() > RESULTS_MAX) {
            results.remove(results.keySet().iterator().next());
        }
    }

    private void tellProgress(Running<R> one) {
        Progress p = one.progress;
        effects.add(new Effect.TellProgress<>(
                one.replyTo, new Progress(p.epoch(), p.doneBytes(), p.writtenBytes(), p.bytesPerSecond(), place(one))));
    }

    /** From 1 for the first that waits; 0 for one that runs. */
    private int place(Running<R> one) {
        return one.started ? 0 : List.copyOf(queue).indexOf(one.task.job()) + 1;
    }

    private void tell(R to, long epoch, Report report) {
        effects.add(new Effect.Tell<>(to, epoch, report));
    }

    private List<Effect<R>> done() {
        List<Effect<R>> all = List.copyOf(effects);
        effects.clear();
        return all;
    }

    private static <R> boolean isHeavy(Running<R> one) {
        return switch (one.task.action()) {
            case Action.MakeItem _, Action.FetchItem _, Action.VerifyStaged _, Action.VerifyFolder _ -> true;
            case Action.TakeClaims _,
                    Action.SettleClaims _,
                    Action.AbandonClaims _,
                    Action.OpenStaging _,
                    Action.RemoveStaging _,
                    Action.CheckSources _,
                    Action.WriteManifest _,
                    Action.PutAside _,
                    Action.PutBack _,
                    Action.Publish _,
                    Action.Unpublish _,
                    Action.RealizeSystem _,
                    Action.PlanSystem _,
                    Action.AddSnapshots _,
                    Action.RelocateSystem _,
                    Action.EquipSystem _,
                    Action.DescribeSystem _,
                    Action.RemoveSources _,
                    Action.DisownPlaces _,
                    Action.RemoveFiles _,
                    Action.ForgetSystem _,
                    Action.AwaitView _ -> false;
        };
    }
}
