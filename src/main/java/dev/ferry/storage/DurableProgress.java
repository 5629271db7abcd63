package dev.ferry.storage;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * Brings what was copied to the disk while the copy goes on, one flush at a time: first the data, then the record that says
 * so. A flush that failed is final: the pages that it lost are gone from memory too. It is never tried again; the file is void
 * from the last flush that was good, and the next attempt brings what is good into a new one.
 */
final class DurableProgress {
    private final StagedFile staged;
    private final Flush flush;
    private final Executor flushers;
    private CompletableFuture<Void> underWay = CompletableFuture.completedFuture(null);

    /** The call that brings a file's data to the disk; a test's fails when it is told to. */
    interface Flush {
        void run(VolumeFile file) throws StorageException;
    }

    private static final class FlushFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FlushFailed(StorageException cause) {
            super(cause);
        }
    }

    DurableProgress(StagedFile staged, Flush flush, Executor flushers) {
        this.staged = staged;
        this.flush = flush;
        this.flushers = flushers;
    }

    /** Begins a flush, once the one before has ended: so no more than two batches are ever at risk. */
    void begin(long done, List<CopyLog.Leaf> leaves) throws StorageException {
        await();
        List<CopyLog.Leaf> batch = List.copyOf(leaves);
        underWay = CompletableFuture.runAsync(() -> run(done, batch), flushers);
    }

    private void run(long done, List<CopyLog.Leaf> batch) {
        try {
            flush.run(staged.file());
            staged.log().append(done, batch);
        } catch (StorageException e) {
            throw new FlushFailed(e);
        }
    }

    void await() throws StorageException {
        try {
            underWay.join();
        } catch (CompletionException e) {
            underWay = CompletableFuture.completedFuture(null);
            throw failure(e);
        }
    }

    private StorageException failure(CompletionException e) throws StorageException {
        if (e.getCause() instanceof FlushFailed failed && failed.getCause() instanceof StorageException cause) {
            staged.voided();
            return cause;
        }
        throw e;
    }
}
