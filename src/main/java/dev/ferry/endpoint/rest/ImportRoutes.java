package dev.ferry.endpoint.rest;

import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.pathEnd;
import static org.apache.pekko.http.javadsl.server.Directives.pathPrefix;
import static org.apache.pekko.http.javadsl.server.Directives.post;

import dev.ferry.model.Outcome;
import dev.ferry.service.ImportService;
import dev.ferry.service.PlannedService;
import dev.ferry.service.Submission;
import dev.ferry.service.Submitted;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.Route;

/** {@code /imports}: makes a system of an export, or tells what one would make. */
final class ImportRoutes {
    private final ImportService imports;
    private final PlannedService planned;
    private final ReportJson reports;
    private final JobJson jobs;

    ImportRoutes(ImportService imports, PlannedService planned, ReportJson reports, JobJson jobs) {
        this.imports = imports;
        this.planned = planned;
        this.reports = reports;
        this.jobs = jobs;
    }

    Route routes(Visit visit) {
        return pathPrefix(
                "imports",
                () -> concat(
                        pathEnd(() -> post(() -> visit.answer(this::submit))),
                        path("compare", () -> post(() -> visit.answer(this::compare)))));
    }

    private CompletionStage<HttpResponse> submit(Call call) {
        Parameters query = call.query("dryRun");
        ImportBody body = call.body(ImportBody.class);
        Submission submission = call.submission("POST /imports", query);
        CompletionStage<Outcome<Submitted>> stage = body.isPlan()
                ? planned.importDefinition(submission, body.planned())
                : imports.importSystem(submission, body.wish(), body.node());
        return stage.thenApply(outcome -> switch (outcome) {
            case Outcome.Ok<Submitted>(var submitted) -> jobs.submitted(submitted);
            case Outcome.Refused<Submitted>(var refusal) -> Answers.refused(refusal, query.dryRun());
        });
    }

    private CompletionStage<HttpResponse> compare(Call call) {
        call.query("dryRun");
        ImportBody body = call.body(ImportBody.class);
        return imports.compare(body.wish(), body.node())
                .thenApply(outcome -> Answers.of(outcome, comparison -> Answers.ok(reports.of(comparison))));
    }
}
