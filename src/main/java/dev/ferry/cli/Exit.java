package dev.ferry.cli;

/** What the process ends with. Scripts rely on these numbers. */
public final class Exit {
    public static final int DONE = 0;
    /** The job failed, or a verification found damage. */
    public static final int FAILED = 1;

    public static final int USAGE = 2;
    public static final int REFUSED = 3;
    public static final int NOT_ALLOWED = 4;
    public static final int NO_NODE = 5;
    /** Suspended, or the time to wait passed. */
    public static final int NOT_AT_END = 6;

    private Exit() {}
}
