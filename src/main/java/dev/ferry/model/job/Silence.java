package dev.ferry.model.job;

/**
 * How many ticks of a job have gone by without a word of the try that it drives, and whether a question for its lease is under
 * way. Silence proves nothing, and neither does a node that is not to be seen: only the lease says that a try is over.
 */
public record Silence(int ticks, boolean asking) {
    /** A node that is there answers each tick; so many without an answer are more than a slow one. */
    static final int QUIET = 5;

    /** The lease is asked for at the first of so many ticks. */
    static final int EACH = 2;

    public static final Silence NONE = new Silence(0, false);

    public Silence tick() {
        return new Silence(ticks + 1, asking);
    }

    public Silence heard() {
        return new Silence(0, asking);
    }

    /** {@code reachable}: the node that has the try is among those that are known, as the process that it was. */
    public boolean wantsToAsk(boolean reachable) {
        int since = reachable ? ticks - QUIET : ticks - 1;
        return !asking && since >= 0 && since % EACH == 0;
    }

    public Silence asked() {
        return new Silence(ticks, true);
    }

    public Silence answered() {
        return new Silence(ticks, false);
    }
}
