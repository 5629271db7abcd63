package dev.ferry.storage;

/** Work was ended by the one who asked for it (cancel, suspend, a lease that ran out). */
public final class CopyInterruptedException extends Exception {
    private static final long serialVersionUID = 1L;

    public CopyInterruptedException(String reason) {
        super(reason);
    }
}
