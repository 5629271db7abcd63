package dev.ferry.cim.object;

/**
 * How much of an answer is wanted, and from where on.
 *
 * @param maxInstances never more than {@link #INSTANCES_MAX}; with 0, as some clients begin, nothing is given yet
 */
public record Paging(int maxInstances, Cursor from) {
    public static final int INSTANCES_MAX = 1_000;
    public static final int INSTANCES_USUAL = 100;

    public Paging {
        maxInstances = Math.clamp(maxInstances, 0, INSTANCES_MAX);
    }

    /** The beginning of an answer, as much as is usual. */
    public static Paging first() {
        return first(INSTANCES_USUAL);
    }

    public static Paging first(int maxInstances) {
        return new Paging(maxInstances, Cursor.START);
    }
}
