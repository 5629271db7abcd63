package dev.ferry.model.job;

/** How a running try stands. It is told often and is no event: after a crash the next try tells it anew. */
public record Progress(long epoch, long doneBytes, long writtenBytes, long bytesPerSecond, int queuePosition) {
    public static final Progress NONE = new Progress(0, 0, 0, 0, 0);
}
