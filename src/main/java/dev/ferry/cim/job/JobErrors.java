package dev.ferry.cim.job;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.Waiting;
import dev.ferry.cim.object.Making;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.text.EmbeddedText;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.transfer.Incompatibility;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What went wrong with a job, as Msvm_Error. */
final class JobErrors {
    static final String ERROR = "Msvm_Error";

    /** Codes of CIM up to this one are listed for Msvm_Error in every namespace. */
    private static final int STATUS_MAX = 20;

    private static final int BY_OBJECT_PATH = 2;

    private JobErrors() {}

    /** What made the job fail, first to last, and then its warnings; empty while nothing is wrong. */
    static List<Refusal> chain(JobEntry job) {
        List<Refusal> all = new ArrayList<>(job.summary().story().errors());
        job.summary().story().warnings().forEach(warning -> all.add(warning(warning)));
        boolean isSilent = job.isFailed() ? job.summary().story().errors().isEmpty() : job.isWarned() && all.isEmpty();
        if (isSilent) {
            String end = "job " + job.summary().id() + " ended as "
                    + job.summary().state().word();
            all.addFirst(new Refusal(ReturnCode.FAILED, end, "look at the log of the node that ran it"));
        }
        return all;
    }

    /** A warning is no refusal; only its words are used. */
    private static Refusal warning(String words) {
        return new Refusal(ReturnCode.COMPLETED, words, "");
    }

    static String sentence(Refusal refusal) {
        return refusal.remedy().isEmpty() ? refusal.message() : refusal.message() + "; " + refusal.remedy();
    }

    /** In texts, as methods hand them out. */
    static List<String> texts(JobEntry job, Scope scope) throws CimFailure {
        List<String> texts = new ArrayList<>();
        for (Refusal refusal : chain(job)) {
            texts.add(EmbeddedText.write(error(refusal, job, scope).embedded(), scope.schema()));
        }
        return texts;
    }

    static Making error(Refusal refusal, JobEntry job, Scope scope) {
        boolean isWarning = refusal.code() == ReturnCode.COMPLETED;
        Making making = scope.make(ERROR)
                .set("ErrorType", type(refusal.code()))
                .set("OwningEntity", "Ferry")
                .set("MessageID", String.valueOf(refusal.code().number()))
                .set("Message", sentence(refusal))
                .set("PerceivedSeverity", severity(isWarning, scope.namespace()))
                .set("ProbableCause", cause(refusal.code()))
                .set("CIMStatusCode", status(refusal));
        if (isWarning) {
            making.set("OtherErrorType", "Warning").set("ProbableCauseDescription", "Warning");
        } else {
            making.set("ProbableCauseDescription", refusal.code().cimText())
                    .set("CIMStatusCodeDescription", refusal.code().cimText());
        }
        if (!refusal.remedy().isEmpty()) {
            making.texts("RecommendedActions", List.of(refusal.remedy()));
        }
        JobPaths.system(scope, job).ifPresent(system -> making.set("ErrorSource", system.toString())
                .set("ErrorSourceFormat", BY_OBJECT_PATH));
        problem(refusal, job).ifPresent(problem -> tell(problem, making));
        return making;
    }

    /** What stands behind the words, when it was found by a validation. */
    private static Optional<Incompatibility> problem(Refusal refusal, JobEntry job) {
        return job.details().problems().stream()
                .filter(problem -> problem.text().equals(refusal.message()))
                .findFirst();
    }

    /** By a number of its own, and with the object, so that nobody has to read them out of the words. */
    private static void tell(Incompatibility problem, Making making) {
        making.set("MessageID", String.valueOf(problem.kind().messageId()))
                .texts("MessageArguments", List.of(problem.object()))
                .set("Message", problem.message() + "; " + problem.remedy())
                .texts("RecommendedActions", List.of(problem.remedy()));
    }

    /** Low and high in the scale of the hosts; degraded and major in the cluster's. */
    private static int severity(boolean isWarning, Namespace namespace) {
        boolean isCluster = namespace == Namespace.CLUSTER;
        return isWarning ? (isCluster ? 3 : 2) : (isCluster ? 5 : 4);
    }

    private static int status(Refusal refusal) {
        int status = Waiting.failure(refusal).status().number();
        return status > STATUS_MAX ? CimStatus.FAILED.number() : status;
    }

    private static int type(ReturnCode code) {
        return switch (code) {
            case ACCESS_DENIED -> 7;
            case OUT_OF_MEMORY -> 8;
            case IN_USE, FILE_IN_USE, NOT_AVAILABLE -> 9;
            case NOT_SUPPORTED -> 10;
            case COMPLETED -> 1;
            case JOB_STARTED,
                    INVALID_STATE_TRANSITION,
                    FAILED,
                    STATUS_UNKNOWN,
                    TIMEOUT,
                    INVALID_PARAMETER,
                    INVALID_STATE,
                    INCORRECT_DATA_TYPE -> 0;
        };
    }

    private static int cause(ReturnCode code) {
        return switch (code) {
            case ACCESS_DENIED -> 65;
            case OUT_OF_MEMORY -> 44;
            case NOT_AVAILABLE -> 72;
            case TIMEOUT -> 111;
            case COMPLETED,
                    JOB_STARTED,
                    INVALID_STATE_TRANSITION,
                    FAILED,
                    NOT_SUPPORTED,
                    STATUS_UNKNOWN,
                    INVALID_PARAMETER,
                    IN_USE,
                    FILE_IN_USE,
                    INVALID_STATE,
                    INCORRECT_DATA_TYPE -> 1;
        };
    }
}
