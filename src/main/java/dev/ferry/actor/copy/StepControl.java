package dev.ferry.actor.copy;

import dev.ferry.storage.CopyControl;
import dev.ferry.storage.CopyInterruptedException;
import java.util.concurrent.atomic.AtomicLong;

/** Between a worker's actor and its thread: the one asks to stop and reads how far it is, the other obeys and counts. */
public final class StepControl implements CopyControl {
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong written = new AtomicLong();
    private volatile boolean stopped;

    public void stop() {
        stopped = true;
    }

    @Override
    public void checkpoint() throws CopyInterruptedException {
        if (stopped) {
            throw new CopyInterruptedException("the job asked for it");
        }
    }

    @Override
    public void moved(long readBytes, long writtenBytes) {
        done.addAndGet(readBytes);
        written.addAndGet(writtenBytes);
    }

    long doneBytes() {
        return done.get();
    }

    long writtenBytes() {
        return written.get();
    }
}
