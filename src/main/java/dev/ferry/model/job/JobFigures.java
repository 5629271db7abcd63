package dev.ferry.model.job;

import dev.ferry.model.job.Job.Active;
import dev.ferry.model.job.Job.Course;
import dev.ferry.model.job.Job.Ended;

/** The arithmetic of progress: percent by bytes moved, with a little for each step so that an empty job advances too. */
final class JobFigures {
    private static final long STEP_WEIGHT = 1 << 20;

    private JobFigures() {}

    static JobSummary.Figures of(Active job, Progress progress) {
        Progress current =
                job.attempt() != null && progress.epoch() == job.attempt().epoch() ? progress : Progress.NONE;
        Plan plan = job.plan();
        int reached = job.course() == Course.FORWARD ? job.step() : plan.size();
        long total = plan.countedBytes();
        long done = counted(plan, reached);
        long weightDone = weight(plan, reached);
        if (job.course() == Course.FORWARD && reached < plan.size()) {
            Step step = plan.step(reached);
            long inStep = Math.min(current.doneBytes(), step.bytes());
            weightDone += inStep;
            done += step.counted() ? inStep : 0;
        }
        if (job.course() == Course.UNWINDING) {
            done = 0;
        }
        int percent = percent(job, weightDone, weight(plan, plan.size()));
        long left = total - done;
        long seconds = current.bytesPerSecond() > 0 ? left / current.bytesPerSecond() : -1;
        return new JobSummary.Figures(
                percent,
                done,
                total,
                job.findings().bytesWritten() + written(job, current),
                current.bytesPerSecond(),
                seconds,
                current.queuePosition(),
                job.findings().losses() + 1,
                job.findings().bytesSalvaged());
    }

    /** A copy that goes on from an earlier try counts what that has written: it is told again as done. */
    private static long written(Active job, Progress current) {
        boolean copies = job.course() == Course.FORWARD
                && job.step() < job.plan().size()
                && isCopy(job.plan().step(job.step()).action());
        return copies ? Math.max(current.writtenBytes(), current.doneBytes()) : current.writtenBytes();
    }

    private static boolean isCopy(Action action) {
        return action instanceof Action.MakeItem || action instanceof Action.FetchItem;
    }

    static JobSummary.Figures of(Ended job) {
        boolean done = job.state() == JobState.COMPLETED || job.state() == JobState.COMPLETED_WITH_WARNINGS;
        long total = job.plan().countedBytes();
        return new JobSummary.Figures(
                done ? 100 : 0,
                done ? total : 0,
                total,
                job.findings().bytesWritten(),
                0,
                done ? 0 : -1,
                0,
                job.findings().losses() + 1,
                job.findings().bytesSalvaged());
    }

    private static int percent(Active job, long weightDone, long weightTotal) {
        if (job.course() != Course.FORWARD && job.hasFailed()) {
            return 0;
        }
        return (int) Math.min(99, weightTotal == 0 ? 0 : weightDone * 100 / weightTotal);
    }

    private static long counted(Plan plan, int steps) {
        return plan.steps().stream()
                .limit(steps)
                .filter(Step::counted)
                .mapToLong(Step::bytes)
                .sum();
    }

    private static long weight(Plan plan, int steps) {
        return plan.steps().stream()
                .limit(steps)
                .mapToLong(step -> step.bytes() + STEP_WEIGHT)
                .sum();
    }
}
