package dev.ferry.endpoint.rest;

import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.delete;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.patch;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.pathEnd;
import static org.apache.pekko.http.javadsl.server.Directives.pathPrefix;
import static org.apache.pekko.http.javadsl.server.Directives.post;
import static org.apache.pekko.http.javadsl.server.PathMatchers.segment;

import dev.ferry.model.Decision;
import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SystemId;
import dev.ferry.model.system.PlannedChange;
import dev.ferry.model.system.PlannedRules;
import dev.ferry.model.system.SettingsPatch;
import dev.ferry.model.system.StateRules;
import dev.ferry.model.system.SystemEvent;
import dev.ferry.model.system.SystemRules;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.system.VirtualSystem.Drafted;
import dev.ferry.service.ExportService;
import dev.ferry.service.FrontDesk;
import dev.ferry.service.PlannedService;
import dev.ferry.service.Submission;
import dev.ferry.service.Submitted;
import dev.ferry.service.SystemQuery;
import dev.ferry.service.SystemService;
import dev.ferry.view.SystemFilter;
import dev.ferry.view.SystemKey;
import dev.ferry.view.SystemRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.Route;

/** {@code /systems}: what there is, and what can be done with one. */
final class SystemRoutes {
    private final SystemService systems;
    private final ExportService exports;
    private final PlannedService planned;
    private final SystemJson json;
    private final JobJson jobs;

    SystemRoutes(FrontDesk desk, SystemJson json, JobJson jobs) {
        this.systems = desk.systems();
        this.exports = desk.exports();
        this.planned = desk.planned();
        this.json = json;
        this.jobs = jobs;
    }

    Route routes(Visit visit) {
        return pathPrefix(
                "systems",
                () -> concat(
                        pathEnd(() ->
                                concat(get(() -> visit.answer(this::list)), post(() -> visit.answer(this::define)))),
                        path(
                                segment(),
                                id -> concat(
                                        get(() -> visit.answer(call -> show(call, Ids.system(id)))),
                                        patch(() -> visit.answer(call -> change(call, Ids.system(id)))),
                                        delete(() -> visit.answer(call -> remove(call, Ids.system(id)))))),
                        path(
                                segment().slash("state"),
                                id -> post(() -> visit.answer(call -> changeState(call, Ids.system(id))))),
                        path(
                                segment().slash("move"),
                                id -> post(() -> visit.answer(call -> move(call, Ids.system(id))))),
                        path(
                                segment().slash("validate"),
                                id -> post(() -> visit.answer(call -> validate(call, Ids.system(id))))),
                        path(
                                segment().slash("realize"),
                                id -> post(() -> visit.answer(call -> realize(call, Ids.system(id))))),
                        path(
                                segment().slash("snapshots"),
                                id -> post(() -> visit.answer(call -> addSnapshots(call, Ids.system(id))))),
                        path(
                                segment().slash("export"),
                                id -> post(() -> visit.answer(call -> export(call, Ids.system(id)))))));
    }

    private CompletionStage<HttpResponse> list(Call call) {
        Parameters query = call.query("limit", "after", "name", "state", "node");
        String state = query.word("state", SystemBodies.filterWords(SystemFilter.PLANNED, SystemQuery.UNAVAILABLE))
                .orElse(null);
        SystemQuery filter = new SystemQuery(
                query.text("name").orElse(null), state, query.text("node").orElse(null));
        SystemKey after = query.text("after").map(Pages::systemKey).orElse(null);
        int limit = query.limit();
        return systems.list(filter, limit, after).thenCompose(outcome -> switch (outcome) {
            case Outcome.Ok<List<SystemRow>>(var rows)
            when rows.size() == limit ->
                systems.list(filter, 1, rows.getLast().key())
                        .thenApply(more -> Answers.of(more, rest -> page(rows, !rest.isEmpty())));
            case Outcome.Ok<List<SystemRow>>(var rows) -> Answers.now(page(rows, false));
            case Outcome.Refused<List<SystemRow>>(var refusal) ->
                Answers.now(Problem.of(refusal).response());
        });
    }

    private HttpResponse page(List<SystemRow> rows, boolean more) {
        return Answers.ok(Pages.page(
                rows.stream().map(json::of).toList(),
                more ? Pages.token(rows.getLast().key()) : null));
    }

    private CompletionStage<HttpResponse> show(Call call, SystemId id) {
        call.query();
        return found(id, row -> Answers.now(Answers.ok(json.of(row))));
    }

    private CompletionStage<HttpResponse> define(Call call) {
        Parameters query = call.query("dryRun");
        SystemBodies.Define body = call.body(SystemBodies.Define.class);
        String node = body.node() == null ? "" : body.node();
        return systems.define(call.submission("POST /systems", query), body.wish(), node)
                .thenApply(outcome -> switch (outcome) {
                    case Outcome.Ok<SystemService.Defined>(var defined) -> defined(defined);
                    case Outcome.Refused<SystemService.Defined>(var refusal) ->
                        Answers.refused(refusal, query.dryRun());
                });
    }

    private HttpResponse defined(SystemService.Defined defined) {
        return switch (defined) {
            case SystemService.Defined.Made(var row) -> Answers.created("/api/v1/systems/" + row.id(), json.of(row));
            case SystemService.Defined.WouldBe(var text) -> Answers.wouldBe(text);
        };
    }

    private CompletionStage<HttpResponse> change(Call call, SystemId id) {
        Parameters query = call.query("dryRun");
        SystemBodies.Change body = call.body(SystemBodies.Change.class);
        if (body.isRepair()) {
            return found(id, row -> repair(row, body, query.dryRun()));
        }
        SettingsPatch patch = body.patch();
        return found(
                id,
                row -> query.dryRun()
                        ? Answers.now(wouldBe(
                                row,
                                SystemRules.change(row.state(), patch, Instant.EPOCH),
                                "'" + row.name() + "' with other settings"))
                        : systems.change(id, patch).thenApply(this::system));
    }

    private CompletionStage<HttpResponse> repair(SystemRow row, SystemBodies.Change body, boolean dryRun) {
        if (!(row.state() instanceof Drafted drafted)) {
            return Answers.now(Answers.refused(
                    PlannedRules.notPlanned(row.state(), row.id().value()), dryRun));
        }
        List<PlannedChange> changes = PlannedRepair.changes(body, drafted.planned());
        return dryRun
                ? Answers.now(wouldBe(
                        row,
                        PlannedRules.change(drafted, changes, Instant.EPOCH),
                        "'" + row.name() + "' with " + changes.size() + " repairs"))
                : planned.change(row.id(), changes).thenApply(this::system);
    }

    private CompletionStage<HttpResponse> validate(Call call, SystemId id) {
        Parameters query = call.query("dryRun");
        call.noBody();
        return submitted(id, query, planned.validate(call.submission("POST /systems/" + id + "/validate", query), id));
    }

    private CompletionStage<HttpResponse> realize(Call call, SystemId id) {
        Parameters query = call.query("dryRun");
        call.noBody();
        return submitted(id, query, planned.realize(call.submission("POST /systems/" + id + "/realize", query), id));
    }

    private CompletionStage<HttpResponse> addSnapshots(Call call, SystemId id) {
        Parameters query = call.query("dryRun");
        String folder = call.body(SystemBodies.Snapshots.class).folder();
        Submission submission = call.submission("POST /systems/" + id + "/snapshots", query);
        return submitted(id, query, planned.importSnapshots(submission, id, folder));
    }

    private CompletionStage<HttpResponse> changeState(Call call, SystemId id) {
        Parameters query = call.query("dryRun");
        SystemState wanted = call.body(SystemBodies.State.class).wanted();
        return found(
                id,
                row -> query.dryRun()
                        ? Answers.now(wouldBe(
                                row,
                                StateRules.begin(row.state(), wanted, Instant.EPOCH),
                                "'" + row.name() + "' " + wanted.word()))
                        : systems.changeState(id, wanted).thenApply(this::system));
    }

    private HttpResponse wouldBe(SystemRow row, Decision<SystemEvent> decision, String text) {
        Optional<Refusal> unavailable = systems.unavailable(row);
        if (unavailable.isPresent()) {
            return Answers.refused(unavailable.get(), true);
        }
        return switch (decision) {
            case Decision.Accepted<SystemEvent> _ -> Answers.wouldBe(text);
            case Decision.Refused<SystemEvent>(var refusal) -> Answers.refused(refusal, true);
        };
    }

    private HttpResponse system(Outcome<SystemRow> outcome) {
        return Answers.of(outcome, row -> Answers.ok(json.of(row)));
    }

    private CompletionStage<HttpResponse> remove(Call call, SystemId id) {
        Parameters query = call.query("dryRun", "deleteDisks");
        call.noBody();
        Submission submission = call.submission("DELETE /systems/" + id, query);
        boolean deleteDisks = query.flag("deleteDisks");
        return systems.get(id)
                .thenCompose(outcome -> outcome instanceof Outcome.Ok<Optional<SystemRow>>(var row)
                                && row.isPresent()
                                && row.get().state() instanceof Drafted
                        ? drop(row.get(), submission, deleteDisks)
                        : submitted(id, query, systems.remove(submission, id, deleteDisks)));
    }

    /** No job: a planned system has no files, and the disks that it names are not its own. */
    private CompletionStage<HttpResponse> drop(SystemRow row, Submission submission, boolean deleteDisks) {
        if (deleteDisks) {
            throw RestRefused.invalid(
                    "'" + row.name() + "' is only planned, and owns no disks", "leave out deleteDisks");
        }
        String by = submission.caller().principal();
        if (submission.dryRun()) {
            return Answers.now(
                    wouldBe(row, PlannedRules.drop(row.state(), by, Instant.EPOCH), "no '" + row.name() + "'"));
        }
        return planned.destroy(row.id(), by).thenApply(outcome -> Answers.of(outcome, _ -> Answers.noContent()));
    }

    private CompletionStage<HttpResponse> export(Call call, SystemId id) {
        Parameters query = call.query("dryRun");
        ExportBodies.Export body = call.body(ExportBodies.Export.class);
        Submission submission = call.submission("POST /systems/" + id + "/export", query);
        return submitted(id, query, exports.export(submission, id, body.settings(), body.target()));
    }

    private CompletionStage<HttpResponse> move(Call call, SystemId id) {
        Parameters query = call.query("dryRun");
        SystemBodies.Move body = call.body(SystemBodies.Move.class);
        Submission submission = call.submission("POST /systems/" + id + "/move", query);
        return submitted(id, query, systems.move(submission, id, body.toNode(), body.toDirectory()));
    }

    /** Not looked for beforehand: a repeated submit is answered with its job even when the system is gone since. */
    private CompletionStage<HttpResponse> submitted(
            SystemId id, Parameters query, CompletionStage<Outcome<Submitted>> stage) {
        return stage.thenCompose(outcome -> switch (outcome) {
            case Outcome.Ok<Submitted>(var submitted) -> Answers.now(jobs.submitted(submitted));
            case Outcome.Refused<Submitted>(var refusal) ->
                why(id, refusal).thenApply(problem -> Answers.refused(problem, query.dryRun()));
        });
    }

    /** The entity of a system that never was refuses like any other; for HTTP the system is then not found. */
    private CompletionStage<Problem> why(SystemId id, Refusal refusal) {
        if (refusal.code() != ReturnCode.INVALID_PARAMETER) {
            return Answers.now(Problem.of(refusal));
        }
        return systems.get(id).thenApply(outcome -> switch (outcome) {
            case Outcome.Ok<Optional<SystemRow>>(var row) -> row.isPresent() ? Problem.of(refusal) : Ids.noSystem(id);
            case Outcome.Refused<Optional<SystemRow>> _ -> Problem.of(refusal);
        });
    }

    private CompletionStage<HttpResponse> found(SystemId id, Function<SystemRow, CompletionStage<HttpResponse>> next) {
        return systems.get(id).thenCompose(outcome -> switch (outcome) {
            case Outcome.Ok<Optional<SystemRow>>(var row) ->
                row.map(next).orElseGet(() -> Answers.now(Ids.noSystem(id).response()));
            case Outcome.Refused<Optional<SystemRow>>(var refusal) ->
                Answers.now(Problem.of(refusal).response());
        });
    }
}
