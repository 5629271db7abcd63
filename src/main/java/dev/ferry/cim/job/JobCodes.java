package dev.ferry.cim.job;

import dev.ferry.cim.schema.Namespace;
import dev.ferry.model.ReturnCode;

/**
 * With which numbers a job answers. RequestStateChange has two families, KillJob one of its own; where a family has no word for a
 * refusal, the vendor's number is given, which each of them leaves room for.
 */
final class JobCodes {
    static final long TIMEOUT_PARAMETER_NOT_SUPPORTED = 4098;
    static final long KILL_NOT_SUPPORTED = 1;
    static final long KILL_NOT_FOUND = 7;

    private JobCodes() {}

    /** As CIM numbers state changes; the cluster's pages number them as all other methods are. */
    static long stateChange(Namespace namespace, ReturnCode code) {
        return namespace == Namespace.CLUSTER ? cluster(code) : cim(code);
    }

    static long timeoutParameter(Namespace namespace) {
        return namespace == Namespace.CLUSTER ? ReturnCode.NOT_SUPPORTED.number() : TIMEOUT_PARAMETER_NOT_SUPPORTED;
    }

    private static long cim(ReturnCode code) {
        return switch (code) {
            case COMPLETED -> 0;
            case NOT_SUPPORTED -> 1;
            case STATUS_UNKNOWN -> 2;
            case TIMEOUT -> 3;
            case FAILED -> 4;
            case INVALID_PARAMETER, INCORRECT_DATA_TYPE -> 5;
            case IN_USE -> 6;
            case JOB_STARTED -> 4096;
            case INVALID_STATE_TRANSITION, INVALID_STATE -> 4097;
            case ACCESS_DENIED, NOT_AVAILABLE, OUT_OF_MEMORY, FILE_IN_USE -> code.number();
        };
    }

    /** It has no number for a change that has only begun, nor for one that is not allowed. */
    private static long cluster(ReturnCode code) {
        return switch (code) {
            case JOB_STARTED -> ReturnCode.COMPLETED.number();
            case INVALID_STATE_TRANSITION -> ReturnCode.INVALID_STATE.number();
            case COMPLETED,
                    FAILED,
                    ACCESS_DENIED,
                    NOT_SUPPORTED,
                    STATUS_UNKNOWN,
                    TIMEOUT,
                    INVALID_PARAMETER,
                    IN_USE,
                    INVALID_STATE,
                    INCORRECT_DATA_TYPE,
                    NOT_AVAILABLE,
                    OUT_OF_MEMORY,
                    FILE_IN_USE -> code.number();
        };
    }

    static long kill(ReturnCode code) {
        return switch (code) {
            case COMPLETED, JOB_STARTED -> 0;
            case NOT_SUPPORTED -> KILL_NOT_SUPPORTED;
            case STATUS_UNKNOWN -> 2;
            case TIMEOUT -> 3;
            case FAILED, INVALID_STATE_TRANSITION, INVALID_STATE, INVALID_PARAMETER, IN_USE, INCORRECT_DATA_TYPE -> 4;
            case ACCESS_DENIED -> 6;
            case NOT_AVAILABLE, OUT_OF_MEMORY, FILE_IN_USE -> code.number();
        };
    }
}
