package dev.ferry.actor.copy;

import java.util.concurrent.atomic.AtomicLong;

/** Between a worker's actor and its thread: the one asks to stop and reads how far it is, the other obeys and counts. */
public final class StepControl {
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong written = new AtomicLong();
    private volatile boolean stopped;

    void stop() {
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }

    long doneBytes() {
        return done.get();
    }

    long writtenBytes() {
        return written.get();
    }
}
