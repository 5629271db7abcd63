package dev.ferry;

import dev.ferry.actor.Showing;
import dev.ferry.model.JobId;
import dev.ferry.model.job.JobSummary;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;

/**
 * Keeps how far jobs are, a few at a time, and none while the database is known to be away. There may be a thousand jobs, and
 * whoever has a question to the database must not wait behind all of them; one that was turned away comes again at its next beat.
 */
final class FiguresKeeper implements Showing {
    private final BiFunction<JobId, JobSummary.Figures, JobSummary.Figures> keep;
    private final Executor sql;
    private final BooleanSupplier away;
    private final Semaphore places;

    FiguresKeeper(
            BiFunction<JobId, JobSummary.Figures, JobSummary.Figures> keep,
            Executor sql,
            int most,
            BooleanSupplier away) {
        this.keep = keep;
        this.sql = sql;
        this.away = away;
        this.places = new Semaphore(most);
    }

    @Override
    public CompletionStage<JobSummary.Figures> keep(JobId job, JobSummary.Figures figures) {
        if (away.getAsBoolean() || !places.tryAcquire()) {
            return CompletableFuture.failedFuture(new RejectedExecutionException("others wait already"));
        }
        try {
            return CompletableFuture.supplyAsync(() -> keep.apply(job, figures), sql)
                    .whenComplete((_, _) -> places.release());
        } catch (RejectedExecutionException e) {
            places.release();
            return CompletableFuture.failedFuture(e);
        }
    }
}
