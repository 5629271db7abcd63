package dev.ferry.endpoint.rest;

import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.pathEnd;
import static org.apache.pekko.http.javadsl.server.Directives.pathPrefix;
import static org.apache.pekko.http.javadsl.server.Directives.post;
import static org.apache.pekko.http.javadsl.server.PathMatchers.segment;

import dev.ferry.model.JobId;
import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SystemId;
import dev.ferry.model.job.Control;
import dev.ferry.model.job.JobState;
import dev.ferry.model.job.JobSummary;
import dev.ferry.service.JobService;
import dev.ferry.view.JobFilter;
import dev.ferry.view.JobKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.Route;

/** {@code /jobs}: what is under way, what came of it, and what is asked of it meanwhile. */
final class JobRoutes {
    private final JobService jobs;
    private final JobJson json;
    private final Duration recent;

    /** Lists leave out jobs that ended longer ago than {@code recent}. */
    JobRoutes(JobService jobs, JobJson json, Duration recent) {
        this.jobs = jobs;
        this.json = json;
        this.recent = recent;
    }

    Route routes(Visit visit) {
        return pathPrefix(
                "jobs",
                () -> concat(
                        pathEnd(() -> get(() -> visit.answer(this::list))),
                        path(segment(), id -> get(() -> visit.answer(call -> show(call, Ids.job(id))))),
                        path(
                                segment().slash("retry"),
                                id -> post(() -> visit.answer(call -> retry(call, Ids.job(id))))),
                        control(visit, "cancel", Control.CANCEL),
                        control(visit, "suspend", Control.SUSPEND),
                        control(visit, "resume", Control.GO_ON),
                        control(visit, "kill", Control.KILL)));
    }

    private Route control(Visit visit, String word, Control wanted) {
        return path(
                segment().slash(word),
                id -> post(() -> visit.answer(call -> control(call, Ids.job(id), word, wanted))));
    }

    private CompletionStage<HttpResponse> list(Call call) {
        Parameters query = call.query("limit", "after", "state", "system", "since", "all");
        JobFilter filter = new JobFilter(
                query.word(
                                "state",
                                Arrays.stream(JobState.values())
                                        .map(JobState::word)
                                        .toList())
                        .orElse(null),
                query.text("system").map(JobRoutes::systemFilter).orElse(null),
                query.instant("since").orElse(null),
                query.flag("all") ? null : recent);
        JobKey after = query.text("after").map(Pages::jobKey).orElse(null);
        return jobs.page(filter, query.limit(), after)
                .thenApply(outcome -> Answers.of(
                        outcome,
                        page -> Answers.ok(Pages.page(
                                page.jobs().stream().map(json::of).toList(),
                                page.next() == null ? null : Pages.token(page.next())))));
    }

    private static SystemId systemFilter(String text) {
        try {
            return new SystemId(text);
        } catch (IllegalArgumentException _) {
            throw RestRefused.invalid("'system' is '" + text + "'", "use the id of a system");
        }
    }

    private CompletionStage<HttpResponse> show(Call call, JobId id) {
        Optional<Duration> wait = call.query("wait").duration("wait");
        return wait.map(bound -> jobs.await(id, bound))
                .orElseGet(() -> jobs.get(id))
                .thenCompose(found(id, job -> Answers.now(Answers.ok(json.of(job)))));
    }

    private CompletionStage<HttpResponse> control(Call call, JobId id, String word, Control wanted) {
        Parameters query = call.query("dryRun");
        call.noBody();
        return jobs.get(id)
                .thenCompose(found(
                        id,
                        job -> query.dryRun()
                                ? Answers.now(wouldBe(job, word))
                                : jobs.control(id, wanted, call.caller().principal())
                                        .thenApply(outcome -> Answers.of(outcome, now -> Answers.ok(json.of(now))))));
    }

    private static HttpResponse wouldBe(JobSummary job, String word) {
        return job.state().isEnd()
                ? Answers.refused(
                        new Refusal(
                                ReturnCode.INVALID_STATE_TRANSITION,
                                "job " + job.id() + " has already ended: "
                                        + job.state().word(),
                                "nothing is left to do"),
                        true)
                : Answers.wouldBe(word + " of job " + job.id());
    }

    private CompletionStage<HttpResponse> retry(Call call, JobId id) {
        Parameters query = call.query("dryRun");
        call.noBody();
        Refusal refusal = new Refusal(
                ReturnCode.NOT_SUPPORTED,
                "a job that has ended is not begun again in this version",
                "submit the same export, import or removal once more");
        return jobs.get(id).thenCompose(found(id, _ -> Answers.now(Answers.refused(refusal, query.dryRun()))));
    }

    private static Function<Outcome<Optional<JobSummary>>, CompletionStage<HttpResponse>> found(
            JobId id, Function<JobSummary, CompletionStage<HttpResponse>> next) {
        return outcome -> switch (outcome) {
            case Outcome.Ok<Optional<JobSummary>>(var job) ->
                job.map(next).orElseGet(() -> Answers.now(Ids.noJob(id).response()));
            case Outcome.Refused<Optional<JobSummary>>(var refusal) ->
                Answers.now(Problem.of(refusal).response());
        };
    }
}
