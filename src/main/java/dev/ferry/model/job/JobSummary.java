package dev.ferry.model.job;

import dev.ferry.model.JobId;
import dev.ferry.model.Refusal;
import dev.ferry.model.SystemId;
import dev.ferry.model.job.Job.Active;
import dev.ferry.model.job.Job.Course;
import dev.ferry.model.job.Job.Ended;
import dev.ferry.model.job.Job.New;
import dev.ferry.model.transfer.Assignment;
import dev.ferry.model.volume.VolumePath;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A job as clients see it. */
public record JobSummary(
        JobId id, JobKind kind, JobState state, String phase, Scene scene, Figures figures, Story story, Times times) {

    /** What it works on, for whom, and where. */
    public record Scene(
            SystemId system, String systemName, String target, String node, String copyNode, String requestedBy) {}

    /** How far it is. {@code remainingSeconds} is -1 while nobody can tell. */
    public record Figures(
            int percent,
            long bytesDone,
            long bytesTotal,
            long bytesWritten,
            long bytesPerSecond,
            long remainingSeconds,
            int queuePosition,
            long attempt,
            long bytesSalvaged) {
        /** In a later attempt, or further in the same one. */
        public boolean isFurtherThan(Figures other) {
            if (attempt != other.attempt) {
                return attempt > other.attempt;
            }
            return percent > other.percent || (percent == other.percent && bytesDone > other.bytesDone);
        }
    }

    /** What there is to tell about it: what it waits for ("" for nothing), what went wrong, and what came of it. */
    public record Story(
            String waitsFor,
            List<String> warnings,
            List<Refusal> errors,
            VolumePath resultFolder,
            SystemId resultSystem) {
        public Story {
            warnings = List.copyOf(warnings);
            errors = List.copyOf(errors);
        }
    }

    public record Times(Instant startedAt, Instant endedAt) {}

    /** The same, but no less far than it was shown before. */
    public JobSummary atLeast(Figures shown) {
        return shown.isFurtherThan(figures) ? with(shown) : this;
    }

    /** The same, but neither further nor less far than that; null: for all that anybody may know, nothing has moved yet. */
    public JobSummary asShown(Figures shown) {
        Figures bound =
                shown == null ? new Figures(0, 0, figures.bytesTotal, 0, 0, -1, figures.queuePosition, 1, 0) : shown;
        return figures.isFurtherThan(bound) ? with(bound) : atLeast(bound);
    }

    private JobSummary with(Figures other) {
        return new JobSummary(id, kind, state, phase, scene, other, story, times);
    }

    /** Empty for a job that nobody has begun. {@code node} is where the job's entity runs. */
    public static Optional<JobSummary> of(Job job, Progress progress, String node) {
        return switch (job) {
            case New _ -> Optional.empty();
            case Active active -> Optional.of(of(active, progress, node));
            case Ended ended -> Optional.of(of(ended));
        };
    }

    private static JobSummary of(Active job, Progress progress, String node) {
        String copyNode = job.attempt() == null ? "" : job.attempt().node();
        boolean moving =
                job.attempt() != null && progress.epoch() == job.attempt().epoch() && progress.doneBytes() > 0;
        String waitsFor = job.delay() == null || moving
                ? ""
                : job.delay().reason().message() + "; " + job.delay().reason().remedy();
        return new JobSummary(
                job.order().id(),
                job.order().kind(),
                state(job),
                phase(job),
                scene(job.order(), job.findings(), node, copyNode),
                JobFigures.of(job, progress),
                new Story(waitsFor, job.findings().warnings(), job.findings().errors(), null, null),
                new Times(job.startedAt(), null));
    }

    private static JobSummary of(Ended job) {
        boolean done = job.state() == JobState.COMPLETED || job.state() == JobState.COMPLETED_WITH_WARNINGS;
        return new JobSummary(
                job.order().id(),
                job.order().kind(),
                job.state(),
                "",
                scene(job.order(), job.findings(), "", ""),
                JobFigures.of(job),
                new Story(
                        "",
                        job.findings().warnings(),
                        job.findings().errors(),
                        done ? resultFolder(job) : null,
                        done && job.order().kind().makesSystem() ? job.order().system() : null),
                new Times(job.startedAt(), job.endedAt()));
    }

    private static Scene scene(JobOrder order, Job.Findings findings, String node, String copyNode) {
        String target = order.assignment() instanceof Assignment.Export export
                ? findings.rootOr(export.delivery().root()).toString()
                : order.target();
        return new Scene(
                order.system(),
                order.systemName(),
                target,
                node,
                copyNode,
                order.caller().principal());
    }

    private static VolumePath resultFolder(Ended job) {
        return switch (job.order().assignment()) {
            case Assignment.Export export ->
                job.findings().rootOr(export.delivery().root());
            case Assignment.Verify(var folder, var _) -> folder;
            case Assignment.Plan _,
                    Assignment.AddSnapshots _,
                    Assignment.Validate _,
                    Assignment.Realize _,
                    Assignment.Import _,
                    Assignment.Define _,
                    Assignment.Remove _,
                    Assignment.Move _ -> null;
        };
    }

    /** A job that waits for room or for a volume still says Running: clients of old take Suspended for a failure. */
    private static JobState state(Active job) {
        return switch (job.course()) {
            case UNWINDING, RELEASING -> job.hasFailed() ? JobState.SHUTTING_DOWN : JobState.RUNNING;
            case FORWARD ->
                switch (job.asked().control()) {
                    case GO_ON -> JobState.RUNNING;
                    case SUSPEND ->
                        job.attempt() == null && !job.asked().beyondReturn() ? JobState.SUSPENDED : JobState.RUNNING;
                    case CANCEL, KILL -> JobState.SHUTTING_DOWN;
                };
        };
    }

    private static String phase(Active job) {
        if (job.course() == Course.UNWINDING) {
            return "Undoing";
        }
        return job.course() == Course.RELEASING || job.plan().size() == 0
                ? "Finishing"
                : job.plan().step(job.step()).phase();
    }
}
