package dev.ferry.cim;

import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import java.util.concurrent.CompletionStage;

/** Waits for the front desk. Calls of this room run on virtual threads: one that waits holds nothing but itself. */
public final class Waiting {
    private Waiting() {}

    public static <T> Outcome<T> on(CompletionStage<Outcome<T>> stage) {
        return stage.toCompletableFuture().join();
    }

    /** For reads, which have no return code: a refusal is a failure of the operation. */
    public static <T> T read(CompletionStage<Outcome<T>> stage) throws CimFailure {
        return switch (on(stage)) {
            case Outcome.Ok<T>(var value) -> value;
            case Outcome.Refused<T>(var refusal) -> throw failure(refusal);
        };
    }

    public static CimFailure failure(Refusal refusal) {
        CimStatus status =
                switch (refusal.code()) {
                    case ACCESS_DENIED -> CimStatus.ACCESS_DENIED;
                    case NOT_SUPPORTED -> CimStatus.NOT_SUPPORTED;
                    case INVALID_PARAMETER -> CimStatus.INVALID_PARAMETER;
                    case INCORRECT_DATA_TYPE -> CimStatus.TYPE_MISMATCH;
                    case OUT_OF_MEMORY -> CimStatus.SERVER_LIMITS_EXCEEDED;
                    case COMPLETED,
                            JOB_STARTED,
                            INVALID_STATE_TRANSITION,
                            FAILED,
                            STATUS_UNKNOWN,
                            TIMEOUT,
                            IN_USE,
                            FILE_IN_USE,
                            INVALID_STATE,
                            NOT_AVAILABLE -> CimStatus.FAILED;
                };
        return new CimFailure(status, refusal.message() + (refusal.remedy().isEmpty() ? "" : "; " + refusal.remedy()));
    }
}
