package dev.ferry.endpoint.rest;

import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.delete;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.post;

import dev.ferry.actor.copy.Chore;
import dev.ferry.model.Outcome;
import dev.ferry.service.ExportService;
import dev.ferry.service.Submission;
import dev.ferry.service.Submitted;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.Route;

/** {@code /exports} and {@code /verifications}: what exists, whether it is whole, and removing it. */
final class ExportRoutes {
    private final ExportService exports;
    private final PathTexts paths;
    private final PlaceJson json;
    private final JobJson jobs;

    ExportRoutes(ExportService exports, PathTexts paths) {
        this.exports = exports;
        this.paths = paths;
        this.json = new PlaceJson(paths);
        this.jobs = new JobJson(paths);
    }

    Route routes(Visit visit) {
        return concat(
                path(
                        "exports",
                        () -> concat(get(() -> visit.answer(this::list)), delete(() -> visit.answer(this::remove)))),
                path("verifications", () -> post(() -> visit.answer(this::verify))));
    }

    private CompletionStage<HttpResponse> list(Call call) {
        Parameters query = call.query("directory", "limit", "after");
        query.limit();
        return exports.list(query.text("directory").orElse(""))
                .thenApply(outcome -> Answers.of(
                        outcome,
                        all -> Answers.ok(
                                Pages.slice(all, query, export -> paths.posix(export.folder()), json::export))));
    }

    private CompletionStage<HttpResponse> remove(Call call) {
        Parameters query = call.query("directory", "dryRun");
        call.noBody();
        String directory = query.text("directory")
                .orElseThrow(() -> RestRefused.invalid("'directory' is missing", "name the folder of one export"));
        return exports.remove(directory, query.dryRun()).thenApply(outcome -> switch (outcome) {
            case Outcome.Ok<Chore.FolderFound>(var found) ->
                query.dryRun()
                        ? Answers.wouldBe(
                                "removal of " + found.dataBytes() + " files in " + paths.posix(found.folder()))
                        : Answers.noContent();
            case Outcome.Refused<Chore.FolderFound>(var refusal) -> Answers.refused(refusal, query.dryRun());
        });
    }

    private CompletionStage<HttpResponse> verify(Call call) {
        Parameters query = call.query("dryRun");
        String folder = call.body(ExportBodies.Verify.class).folder();
        Submission submission = call.submission("POST /verifications", query);
        return exports.verify(submission, folder).thenApply(outcome -> switch (outcome) {
            case Outcome.Ok<Submitted>(var submitted) -> jobs.submitted(submitted);
            case Outcome.Refused<Submitted>(var refusal) -> Answers.refused(refusal, query.dryRun());
        });
    }
}
