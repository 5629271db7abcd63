package dev.ferry.storage;

import java.util.concurrent.Executor;

/** Who hashes (never blocks; one thread per processor is enough) and who waits for the disk while a copy goes on. */
public record CopyThreads(Executor hashers, Executor flushers) {
    /** A thread of its own for each flush: a disk that hangs in one must not take the threads that hash for other volumes. */
    public static CopyThreads with(Executor hashers) {
        return new CopyThreads(hashers, CopyThreads::start);
    }

    private static void start(Runnable work) {
        Thread.ofPlatform().daemon().name("ferry-flush").start(work);
    }
}
