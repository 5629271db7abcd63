package dev.ferry.endpoint.rest;

import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.path;

import dev.ferry.model.Outcome;
import dev.ferry.model.job.JobSummary;
import dev.ferry.service.JobService;
import dev.ferry.view.Change;
import dev.ferry.view.ChangeMark;
import dev.ferry.view.JobFilter;
import dev.ferry.view.JobKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * {@code /events}: jobs as they change, as server-sent events. A listener first hears what it has missed (from its
 * {@code Last-Event-ID} on) and how all jobs stand that have not ended, then what is new. A slow one hears less often of each job.
 */
final class EventRoutes {
    private static final int PAGE = 200;
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);
    /** A listener then comes again by itself, if its account still may. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private final EventFeed feed;
    private final JobService jobs;
    private final JobJson json;
    private final Executor blocking;

    EventRoutes(EventFeed feed, JobService jobs, JobJson json, Executor blocking) {
        this.feed = feed;
        this.jobs = jobs;
        this.json = json;
        this.blocking = blocking;
    }

    Route routes(Visit visit) {
        return path("events", () -> get(() -> visit.answer(this::listen)));
    }

    private CompletionStage<HttpResponse> listen(Call call) {
        call.query();
        Source<ByteString, NotUsed> events = news(call.header("Last-Event-ID").flatMap(EventRoutes::mark))
                .map(this::event)
                .prepend(Source.single(ByteString.fromString("retry: 2000\n\n")))
                .keepAlive(KEEP_ALIVE, () -> ByteString.fromString(": still here\n\n"))
                .takeWithin(LONGEST)
                // The listener comes again, and hears then what it has missed.
                .onErrorComplete();
        return Answers.now(HttpResponse.create()
                .withEntity(HttpEntities.createChunked(MediaTypes.TEXT_EVENT_STREAM.toContentType(), events))
                .addHeader(RawHeader.create("Cache-Control", "no-store")));
    }

    /** The feed is listened to from the beginning, so that nothing falls between what is and what comes. */
    private Source<JobNews, NotUsed> news(Optional<ChangeMark> last) {
        Source<JobNews, NotUsed> fresh = feed.news()
                .get()
                .conflateWithSeed(LatestNews::of, LatestNews::with)
                .mapConcat(LatestNews::inOrder);
        Source<JobNews, NotUsed> missed = last.map(this::since).orElseGet(Source::empty);
        return missed.concatLazy(Source.lazySource(this::present)).concat(fresh);
    }

    private Source<JobNews, NotUsed> since(ChangeMark last) {
        return Source.unfoldAsync(last, mark -> CompletableFuture.supplyAsync(
                                () -> feed.since().apply(mark, PAGE), blocking)
                        .thenApply(changes -> changes.isEmpty()
                                ? Optional.<Pair<ChangeMark, List<Change>>>empty()
                                : Optional.of(Pair.create(changes.getLast().mark(), changes))))
                .mapConcat(changes -> changes)
                .mapConcat(change -> switch (change) {
                    case Change.OfJob(var row, var mark) -> List.of(new JobNews(row.summary(), mark));
                    case Change.OfSystem _ -> List.of();
                });
    }

    /** Where the list of jobs goes on. */
    private record Place(JobKey after, boolean over) {}

    /** How the jobs stand that have not ended. Where the views were just before is what the listener has then seen. */
    private Source<JobNews, NotUsed> present() {
        JobFilter notEnded = new JobFilter(null, null, null, Duration.ZERO);
        return Source.completionStage(CompletableFuture.supplyAsync(feed.latest(), blocking))
                .flatMapConcat(mark -> Source.unfoldAsync(
                                new Place(null, false),
                                place -> place.over()
                                        ? CompletableFuture.completedFuture(Optional.empty())
                                        : jobs.page(notEnded, PAGE, place.after())
                                                .thenApply(EventRoutes::step))
                        .mapConcat(page -> page)
                        .map(job -> new JobNews(job, mark)));
    }

    private static Optional<Pair<Place, List<JobSummary>>> step(Outcome<JobService.Page> outcome) {
        return switch (outcome) {
            case Outcome.Ok<JobService.Page>(var page) ->
                Optional.of(Pair.create(new Place(page.next(), page.next() == null), page.jobs()));
            case Outcome.Refused<JobService.Page>(var refusal) ->
                throw new CompletionException(new RestRefused(Problem.of(refusal)));
        };
    }

    private ByteString event(JobNews news) {
        String id = news.mark() == null ? "" : "id: " + news.mark() + "\n";
        return ByteString.fromString("event: job\n" + id + "data: " + json.of(news.job()) + "\n\n");
    }

    private static Optional<ChangeMark> mark(String text) {
        try {
            return Optional.of(ChangeMark.parse(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
