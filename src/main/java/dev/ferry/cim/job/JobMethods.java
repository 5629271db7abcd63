package dev.ferry.cim.job;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.host.HostPaths;
import dev.ferry.cim.method.Invocation;
import dev.ferry.cim.method.MethodTable;
import dev.ferry.cim.method.Returned;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimValue;
import dev.ferry.model.Guid;
import dev.ferry.model.JobId;
import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.job.Control;
import dev.ferry.model.job.JobState;
import dev.ferry.model.job.JobSummary;
import dev.ferry.service.FrontDesk;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What clients ask of a job: to stop or go on, and what went wrong. */
public final class JobMethods {
    private static final String LINES_BETWEEN = "\n\n";

    private final Jobs jobs;

    private JobMethods(Jobs jobs) {
        this.jobs = jobs;
    }

    /** The namespaces of hosts and cluster; there are no jobs in any other. */
    public static void tie(Namespace namespace, MethodTable table, FrontDesk desk, InstantSource clock) {
        tie(namespace, table, JobViews.jobs(desk, clock));
    }

    static void tie(Namespace namespace, MethodTable table, Jobs jobs) {
        JobMethods methods = new JobMethods(jobs);
        switch (namespace) {
            case V1, V2, CLUSTER ->
                table.add(JobPaths.JOB, "RequestStateChange", methods::requestStateChange)
                        .add(JobPaths.JOB, "GetError", methods::getError)
                        .add(JobPaths.JOB, "GetErrorEx", methods::getErrorEx)
                        .add(JobPaths.JOB, "KillJob", methods::killJob)
                        .add(HostPaths.MANAGEMENT, "FormatError", JobMethods::formatError);
            case INTEROP -> {}
        }
    }

    /** What is asked must make sense before anyone asks the job. */
    private Returned requestStateChange(Invocation call) throws CimFailure {
        Namespace namespace = call.scope().namespace();
        JobEntry job = job(call);
        Optional<Control> wanted = control(call.number("RequestedState").orElse(0L));
        if (wanted.isEmpty()) {
            return refused(call, stateRefusal(call));
        }
        if (isTimed(call.value("TimeoutPeriod"))) {
            Refusal refusal = Refusal.of(
                    ReturnCode.NOT_SUPPORTED,
                    "a job changes its state as soon as it can; it takes no TimeoutPeriod",
                    "leave TimeoutPeriod out, and look at JobState");
            return Returned.refused(refusal).as(JobCodes.timeoutParameter(namespace));
        }
        return switch (jobs.control(
                job.summary().id(), wanted.get(), call.caller().principal())) {
            case Outcome.Refused<JobSummary>(var refusal) -> refused(call, refusal);
            case Outcome.Ok<JobSummary>(var now) -> {
                ReturnCode code = isReached(now.state(), wanted.get()) ? ReturnCode.COMPLETED : ReturnCode.JOB_STARTED;
                yield Returned.completed().as(JobCodes.stateChange(namespace, code));
            }
        };
    }

    private static Optional<Control> control(long requested) {
        return switch ((int) requested) {
            case 2 -> Optional.of(Control.GO_ON);
            case 3 -> Optional.of(Control.SUSPEND);
            case 4 -> Optional.of(Control.CANCEL);
            case 5 -> Optional.of(Control.KILL);
            default -> Optional.empty();
        };
    }

    private static Refusal stateRefusal(Invocation call) {
        String remedy = "ask for 2 (Start), 3 (Suspend), 4 (Terminate) or 5 (Kill)";
        Optional<Long> requested = call.number("RequestedState");
        if (requested.isPresent() && requested.get() == 6) {
            return Refusal.of(ReturnCode.NOT_SUPPORTED, "no job has a state Service", remedy);
        }
        String sent = requested.map(String::valueOf).orElse("nothing");
        return Refusal.of(ReturnCode.INVALID_PARAMETER, "RequestedState is " + sent + ", which is no state", remedy);
    }

    /** An interval of zero is the same as none. */
    private static boolean isTimed(CimValue period) {
        return switch (period) {
            case CimValue.Null _ -> false;
            case CimValue.Time(var time) ->
                !time.duration().filter(Duration.ZERO::equals).isPresent();
            case CimValue.Bool _,
                    CimValue.Whole _,
                    CimValue.Real _,
                    CimValue.Char16 _,
                    CimValue.Text _,
                    CimValue.Reference _,
                    CimValue.Array _ -> true;
        };
    }

    private static boolean isReached(JobState state, Control wanted) {
        return switch (wanted) {
            case GO_ON -> state != JobState.SUSPENDED;
            case SUSPEND -> state == JobState.SUSPENDED;
            case CANCEL, KILL -> state.isEnd();
        };
    }

    private static Returned refused(Invocation call, Refusal refusal) {
        return Returned.refused(refusal).as(JobCodes.stateChange(call.scope().namespace(), refusal.code()));
    }

    private Returned killJob(Invocation call) throws CimFailure {
        if (call.scope().namespace() != Namespace.CLUSTER) {
            Refusal refusal = Refusal.of(
                    ReturnCode.NOT_SUPPORTED, "KillJob is not supported", "call RequestStateChange with 5 (Kill)");
            return Returned.refused(refusal).as(JobCodes.KILL_NOT_SUPPORTED);
        }
        Optional<JobEntry> job = found(call);
        if (job.isEmpty()) {
            return Returned.completed().as(JobCodes.KILL_NOT_FOUND);
        }
        return switch (jobs.control(
                job.get().summary().id(), Control.KILL, call.caller().principal())) {
            case Outcome.Refused<JobSummary>(var refusal) ->
                Returned.refused(refusal).as(JobCodes.kill(refusal.code()));
            case Outcome.Ok<JobSummary> _ -> Returned.completed();
        };
    }

    private Returned getError(Invocation call) throws CimFailure {
        JobEntry job = job(call);
        boolean isFine = Operation.of(job, call.scope().namespace()) == Operation.OK;
        CimValue error = isFine
                ? CimValue.none()
                : CimValue.of(JobErrors.texts(job, call.scope()).getFirst());
        return Returned.completed().with("Error", error);
    }

    private Returned getErrorEx(Invocation call) throws CimFailure {
        List<String> all = JobErrors.texts(job(call), call.scope());
        return Returned.completed().with("Errors", all.isEmpty() ? CimValue.none() : CimValue.strings(all));
    }

    private static Returned formatError(Invocation call) throws CimFailure {
        List<CimInstance> errors = call.embeddeds("Errors", JobErrors.ERROR);
        String message = errors.stream()
                .map(error -> error.text("Message").orElse(""))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(LINES_BETWEEN));
        return Returned.completed().with("ErrorMessage", CimValue.of(message));
    }

    private JobEntry job(Invocation call) throws CimFailure {
        return found(call)
                .orElseThrow(() -> new CimFailure(
                        CimStatus.NOT_FOUND,
                        "there is no job " + CimFailure.quoted(call.target().relative())));
    }

    private Optional<JobEntry> found(Invocation call) throws CimFailure {
        String id = call.target().key("InstanceID").text();
        return Guid.isGuid(id) ? jobs.find(new JobId(id)) : Optional.empty();
    }
}
