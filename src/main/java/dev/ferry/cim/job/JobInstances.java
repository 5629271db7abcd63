package dev.ferry.cim.job;

import dev.ferry.cim.host.HostPaths;
import dev.ferry.cim.object.Making;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.value.CimDateTime;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.model.Refusal;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.job.JobState;
import dev.ferry.model.job.JobSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A job as instances. */
final class JobInstances {
    private static final String REMOVAL = "00000000000500.000000:000";
    private static final int NAME_MAX = 256;
    private static final int CREATE = 5;
    private static final int EXCLUSIVE_USE = 2;

    private JobInstances() {}

    static List<Making> job(JobEntry job, Scope scope) {
        JobSummary summary = job.summary();
        Making making = scope.make(JobPaths.JOB)
                .set("InstanceID", summary.id().value())
                .set("Owner", summary.scene().requestedBy())
                .set("JobState", state(summary.state(), scope.namespace()))
                .set("JobStatus", status(job))
                .set("PercentComplete", summary.figures().percent())
                .set("HealthState", 5)
                .set("Cancellable", job.cancellable())
                .set("DeleteOnCompletion", true)
                .set("TimeBeforeRemoval", CimValue.of(new CimDateTime(REMOVAL)));
        names(making, summary);
        operation(making, job, scope.namespace());
        times(making, job);
        errors(making, job);
        if (scope.namespace() != Namespace.V1) {
            making.set("JobType", summary.kind().jobType());
        }
        return List.of(making);
    }

    /**
     * Never New, Starting or ShuttingDown: clients poll while a job is Running, and take whatever else they see for its end, whose
     * error they then read. A job that is being undone has none yet.
     */
    private static int state(JobState state, Namespace namespace) {
        return switch (state) {
            case NEW, STARTING, SHUTTING_DOWN -> JobState.RUNNING.number();
            case COMPLETED_WITH_WARNINGS -> namespace == Namespace.V1 ? JobState.COMPLETED.number() : state.number();
            case RUNNING, SUSPENDED, COMPLETED, TERMINATED, KILLED, EXCEPTION -> state.number();
        };
    }

    private static String status(JobEntry job) {
        JobSummary summary = job.summary();
        if (!summary.story().waitsFor().isEmpty()) {
            return "Waiting: " + summary.story().waitsFor();
        }
        if (summary.figures().queuePosition() > 0 && !summary.state().isEnd()) {
            return "Waiting: for its turn, as number " + summary.figures().queuePosition();
        }
        return summary.state() == JobState.RUNNING && !summary.phase().isEmpty()
                ? summary.phase()
                : summary.state().word();
    }

    private static void names(Making making, JobSummary summary) {
        String what = summary.kind().word() + (summary.kind() == JobKind.VERIFY ? " Export" : " Virtual Machine");
        String of = summary.scene().systemName();
        String name = of == null || of.isEmpty() ? what : what + " '" + of + "'";
        String target = summary.scene().target();
        making.set("Caption", what)
                .set("ElementName", what)
                .set("Name", name.substring(0, Math.min(name.length(), NAME_MAX)))
                .set("Description", target == null || target.isEmpty() ? name : name + ", " + target);
    }

    /** Whatever is not OK is what makes GetError answer. */
    private static void operation(Making making, JobEntry job, Namespace namespace) {
        Operation operation = Operation.of(job, namespace);
        making.numbers("OperationalStatus", List.of(operation.number))
                .texts("StatusDescriptions", List.of(operation.text));
    }

    private static void times(Making making, JobEntry job) {
        Instant started = job.summary().times().startedAt();
        Instant ended = job.summary().times().endedAt();
        making.set("TimeSubmitted", CimValue.of(CimDateTime.of(job.key().createdAt())));
        if (started != null) {
            Duration elapsed = Duration.between(started, ended == null ? job.seenAt() : ended);
            making.set("StartTime", CimValue.of(CimDateTime.of(started)))
                    .set("ElapsedTime", CimValue.of(CimDateTime.of(elapsed.isNegative() ? Duration.ZERO : elapsed)));
        }
        if (ended != null) {
            making.set("TimeOfLastStateChange", CimValue.of(CimDateTime.of(ended)));
        }
    }

    /** A warning has words but no code: what has been done is told as done, and clients take any other code for a failure. */
    private static void errors(Making making, JobEntry job) {
        List<Refusal> chain = JobErrors.chain(job);
        making.set("ErrorCode", job.isFailed() ? chain.getFirst().code().number() : 0);
        if (job.isFailed() || job.isWarned()) {
            making.set("ErrorDescription", JobErrors.sentence(chain.getFirst()))
                    .set("ErrorSummaryDescription", chain.getFirst().message());
        }
    }

    /** The system, and the snapshots that the job has given to it. */
    static List<Making> affected(JobEntry job, Scope scope) {
        List<Making> all = new ArrayList<>();
        JobPaths.system(scope, job)
                .ifPresent(
                        system -> all.add(affected(job, system, job.hasMadeSystem() ? CREATE : EXCLUSIVE_USE, scope)));
        if (job.isDone() && scope.namespace() != Namespace.V1) {
            job.details().snapshots().stream()
                    .map(snapshot -> affected(job, JobPaths.settings(scope, snapshot), CREATE, scope))
                    .forEach(all::add);
        }
        return all;
    }

    private static Making affected(JobEntry job, ObjectPath element, int effect, Scope scope) {
        return scope.make(JobViews.AFFECTED)
                .set("AffectedElement", element)
                .set("AffectingElement", JobPaths.of(scope, job.summary().id()))
                .numbers("ElementEffects", List.of(effect));
    }

    static List<Making> owning(JobEntry job, Scope scope) {
        return List.of(scope.make(JobViews.OWNING)
                .set("OwningElement", HostPaths.managementService(scope))
                .set("OwnedElement", JobPaths.of(scope, job.summary().id())));
    }
}
