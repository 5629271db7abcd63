package dev.ferry.storage;

import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;

/**
 * Work on storage that could not be done: the refusal to show, and whether it may pass by itself (a full disk, a volume
 * that is offline, a writer that still lives): then the job waits and tries again.
 */
public final class StorageException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;
    private final boolean passing;

    private StorageException(Refusal refusal, boolean passing, Throwable cause) {
        super(refusal.remedy().isEmpty() ? refusal.message() : refusal.message() + " " + refusal.remedy(), cause);
        this.refusal = refusal;
        this.passing = passing;
    }

    public static StorageException of(ReturnCode code, String message, String remedy) {
        return new StorageException(Refusal.of(code, message, remedy), false, null);
    }

    /** The same, for what may go away without anybody asking again. */
    public static StorageException passing(ReturnCode code, String message, String remedy) {
        return new StorageException(Refusal.of(code, message, remedy), true, null);
    }

    public static StorageException invalid(String message, String remedy) {
        return of(ReturnCode.INVALID_PARAMETER, message, remedy);
    }

    public static StorageException failed(String message, String remedy) {
        return of(ReturnCode.FAILED, message, remedy);
    }

    public static StorageException inUse(String message, String remedy) {
        return of(ReturnCode.IN_USE, message, remedy);
    }

    public static StorageException notAvailable(String message, String remedy) {
        return passing(ReturnCode.NOT_AVAILABLE, message, remedy);
    }

    StorageException causedBy(Throwable cause) {
        return new StorageException(refusal, passing, cause);
    }

    public Refusal refusal() {
        return refusal;
    }

    /** True when it may go away by itself: the job then waits. */
    public boolean passing() {
        return passing;
    }
}
