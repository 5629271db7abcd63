package dev.ferry.service;

import dev.ferry.actor.job.JobEntity;
import dev.ferry.model.JobId;
import dev.ferry.model.Outcome;
import dev.ferry.model.job.Control;
import dev.ferry.model.job.Job;
import dev.ferry.model.job.JobSummary;
import dev.ferry.view.JobFilter;
import dev.ferry.view.JobKey;
import dev.ferry.view.JobRow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.apache.pekko.pattern.Patterns;

/** Jobs as clients see them. Ended and unknown ones are read from the view and wake nothing; live ones tell how far they are. */
public final class JobService {
    private static final Duration POLL = Duration.ofMillis(150);
    private static final Duration WAIT_MAX = Duration.ofMinutes(1);

    /** A live job answers in milliseconds; one that does not is on its way to another node. */
    private static final Duration LIVE_LIMIT = Duration.ofSeconds(1);

    private final Desk desk;

    public JobService(Desk desk) {
        this.desk = desk;
    }

    public CompletionStage<Outcome<Optional<JobSummary>>> get(JobId id) {
        return find(id).thenApply(outcome -> outcome.map(found -> found.map(Entry::summary)));
    }

    /** A job as the list has it, and how far it is by now. */
    public record Entry(JobRow row, JobSummary summary) {}

    public CompletionStage<Outcome<Optional<Entry>>> find(JobId id) {
        return Desk.then(
                desk.found(views -> views.job(id), mirror -> mirror.job(id)),
                row -> row.isEmpty()
                        ? Desk.now(Outcome.ok(Optional.empty()))
                        : live(row.get()).thenApply(summary -> Outcome.ok(Optional.of(new Entry(row.get(), summary)))));
    }

    /** The next jobs after that one, each with its place in the list. */
    public CompletionStage<Outcome<List<Entry>>> list(JobFilter filter, int limit, JobKey after) {
        return Desk.then(
                desk.listed(views -> views.jobs(filter, limit, after), mirror -> mirror.jobs(filter, limit, after)),
                rows -> live(rows)
                        .thenApply(jobs -> Outcome.ok(IntStream.range(0, rows.size())
                                .mapToObj(i -> new Entry(rows.get(i), jobs.get(i)))
                                .toList())));
    }

    private CompletionStage<JobSummary> live(JobRow row) {
        JobSummary told = row.summary();
        if (row.job() instanceof Job.Ended) {
            return Desk.now(told);
        }
        return desk.<JobEntity.Command, JobEntity.JobReply>ask(
                        JobEntity.KEY, told.id().value(), JobEntity.GetJob::new, LIVE_LIMIT)
                .thenApply(outcome -> switch (outcome) {
                    // One that has just moved from a lost node to another does not know yet how far the copy is.
                    case Outcome.Ok<JobEntity.JobReply>(var reply)
                    when reply.summary() != null && !isAhead(reply) ->
                        reply.summary().atLeast(told.figures());
                    case Outcome.Ok<JobEntity.JobReply> _, Outcome.Refused<JobEntity.JobReply> _ -> told;
                });
    }

    /** An end is told only once the view shows it: what came of the job can then be found as well. */
    private static boolean isAhead(JobEntity.JobReply reply) {
        return reply.summary().state().isEnd();
    }

    /** The job when it has ended, or as it is when the time is over. */
    public CompletionStage<Outcome<Optional<JobSummary>>> await(JobId id, Duration wanted) {
        Duration bound = wanted.compareTo(WAIT_MAX) > 0 ? WAIT_MAX : wanted;
        return awaitUntil(id, System.nanoTime() + bound.toNanos());
    }

    private CompletionStage<Outcome<Optional<JobSummary>>> awaitUntil(JobId id, long deadlineNanos) {
        return Desk.then(get(id), found -> {
            boolean over = found.isEmpty() || found.get().state().isEnd() || System.nanoTime() - deadlineNanos >= 0;
            return over
                    ? Desk.now(Outcome.ok(found))
                    : Patterns.after(POLL, desk.system().classicSystem(), () -> awaitUntil(id, deadlineNanos));
        });
    }

    /** Some jobs of a list; {@code next} is after which one it goes on, or null when these were the last. */
    public record Page(List<JobSummary> jobs, JobKey next) {
        public Page {
            jobs = List.copyOf(jobs);
        }
    }

    public CompletionStage<Outcome<Page>> page(JobFilter filter, int limit, JobKey after) {
        return Desk.then(
                desk.listed(views -> views.jobs(filter, limit, after), mirror -> mirror.jobs(filter, limit, after)),
                rows -> Desk.then(next(filter, limit, rows), next -> live(rows)
                        .thenApply(jobs -> Outcome.ok(new Page(jobs, next.orElse(null))))));
    }

    private CompletionStage<Outcome<Optional<JobKey>>> next(JobFilter filter, int limit, List<JobRow> rows) {
        if (rows.size() < limit) {
            return Desk.now(Outcome.ok(Optional.empty()));
        }
        JobKey last = rows.getLast().key();
        return desk.listed(views -> views.jobs(filter, 1, last), mirror -> mirror.jobs(filter, 1, last))
                .thenApply(outcome -> outcome.map(more -> more.isEmpty() ? Optional.empty() : Optional.of(last)));
    }

    private CompletionStage<List<JobSummary>> live(List<JobRow> rows) {
        List<CompletableFuture<JobSummary>> summaries =
                rows.stream().map(row -> live(row).toCompletableFuture()).toList();
        return CompletableFuture.allOf(summaries.toArray(CompletableFuture<?>[]::new))
                .thenApply(_ -> summaries.stream().map(CompletableFuture::join).toList());
    }

    /** Cancel, suspend, resume or kill; the answer is the job as it is then. */
    public CompletionStage<Outcome<JobSummary>> control(JobId id, Control wanted, String by) {
        CompletionStage<Outcome<Long>> answered =
                Desk.version(desk.job(id, replyTo -> new JobEntity.ControlJob(wanted, by, replyTo)));
        return Desk.then(
                answered,
                version -> Desk.then(
                        desk.awaitJob(id, version).thenCompose(_ -> get(id)),
                        found -> Desk.now(Outcome.ok(found.orElseThrow()))));
    }
}
