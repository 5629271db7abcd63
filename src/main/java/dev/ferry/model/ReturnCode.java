package dev.ferry.model;

/**
 * The one table of return codes: number, CIM text, HTTP status. Every door answers from here. When each is given is in
 * {@code docs/reference/return-codes.md}.
 */
public enum ReturnCode {
    COMPLETED(0, "Completed with No Error", 200),
    JOB_STARTED(4096, "Method Parameters Checked - Job Started", 202),
    INVALID_STATE_TRANSITION(4097, "Invalid State Transition", 409),
    FAILED(32768, "Failed", 500),
    ACCESS_DENIED(32769, "Access Denied", 403),
    NOT_SUPPORTED(32770, "Not Supported", 501),
    STATUS_UNKNOWN(32771, "Status is unknown", 503),
    TIMEOUT(32772, "Timeout", 504),
    INVALID_PARAMETER(32773, "Invalid parameter", 422),
    IN_USE(32774, "System is in use", 409),
    INVALID_STATE(32775, "Invalid state for this operation", 409),
    INCORRECT_DATA_TYPE(32776, "Incorrect data type", 400),
    NOT_AVAILABLE(32777, "System is not available", 503),
    OUT_OF_MEMORY(32778, "Out of memory", 429),
    FILE_IN_USE(32779, "File in Use", 409);

    private final int number;
    private final String cimText;
    private final int httpStatus;

    ReturnCode(int number, String cimText, int httpStatus) {
        this.number = number;
        this.cimText = cimText;
        this.httpStatus = httpStatus;
    }

    public int number() {
        return number;
    }

    public String cimText() {
        return cimText;
    }

    public int httpStatus() {
        return httpStatus;
    }
}
