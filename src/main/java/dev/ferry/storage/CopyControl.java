package dev.ferry.storage;

/**
 * How the one who asked for long work follows and stops it. Both are called on the working thread, once per chunk.
 *
 * <p>Progress is counted in <em>data bytes</em>: the lengths of those chunks (1 MiB, the last may be shorter) that the
 * source has allocated anything in. Holes count nothing and take no time. Over a copy the {@code readBytes} add up to
 * exactly {@link SparseCopy#dataBytes}, whether chunks were read or adopted from an earlier attempt.
 */
public interface CopyControl {
    /** Returns when work may go on: at once, or after a pause. Throws to end it; what is durable is kept. */
    void checkpoint() throws CopyInterruptedException;

    /**
     * Tells how far the work has come.
     *
     * @param readBytes data bytes passed since the last call
     * @param writtenBytes bytes really written; none for zeros and for what was adopted
     */
    void moved(long readBytes, long writtenBytes);

    /** Goes through, and tells nobody. */
    static CopyControl none() {
        return new CopyControl() {
            @Override
            public void checkpoint() {}

            @Override
            public void moved(long readBytes, long writtenBytes) {}
        };
    }
}
