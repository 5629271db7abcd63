package dev.ferry.endpoint.rest;

import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.delete;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.pathEnd;
import static org.apache.pekko.http.javadsl.server.Directives.pathPrefix;
import static org.apache.pekko.http.javadsl.server.Directives.post;
import static org.apache.pekko.http.javadsl.server.PathMatchers.segment;

import dev.ferry.model.Outcome;
import dev.ferry.service.NodeService;
import dev.ferry.service.NodeService.Drained;
import dev.ferry.service.NodeStanding;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.Route;

/** {@code /nodes}: which there are, taking one out of work, back into it, and forgetting one. */
final class NodeRoutes {
    private final NodeService nodes;

    NodeRoutes(NodeService nodes) {
        this.nodes = nodes;
    }

    Route routes(Visit visit) {
        return pathPrefix(
                "nodes",
                () -> concat(
                        pathEnd(() -> get(() -> visit.answer(this::list))),
                        path(
                                segment(),
                                name -> concat(
                                        get(() -> visit.answer(call -> show(call, name))),
                                        delete(() -> visit.answer(call -> remove(call, name))))),
                        path(segment().slash("drain"), name -> post(() -> visit.answer(call -> drain(call, name)))),
                        path(segment().slash("resume"), name -> post(() -> visit.answer(call -> resume(call, name))))));
    }

    private CompletionStage<HttpResponse> list(Call call) {
        Parameters query = call.query("limit", "after");
        return nodes.list()
                .thenApply(outcome -> Answers.of(
                        outcome, all -> Answers.ok(Pages.slice(all, query, NodeStanding::name, NodeJson::of))));
    }

    private CompletionStage<HttpResponse> show(Call call, String name) {
        call.query();
        return found(name, node -> Answers.now(Answers.ok(NodeJson.of(node))));
    }

    private CompletionStage<HttpResponse> drain(Call call, String name) {
        Parameters query = call.query("dryRun");
        call.noBody();
        return found(name, _ -> nodes.drain(name, call.caller().principal(), query.dryRun())
                .thenApply(outcome -> switch (outcome) {
                    case Outcome.Ok<Drained>(var drained) -> drained(drained, query.dryRun());
                    case Outcome.Refused<Drained>(var refusal) -> Answers.refused(refusal, query.dryRun());
                }));
    }

    private static HttpResponse drained(Drained drained, boolean dryRun) {
        return dryRun
                ? Answers.wouldBe("the node '" + drained.node().name() + "' drained; jobs handed over: "
                        + drained.handedOver().size() + ", jobs that stay: "
                        + drained.stay().size() + ", systems that stay: "
                        + drained.residents().total())
                : Answers.ok(NodeJson.of(drained));
    }

    private CompletionStage<HttpResponse> resume(Call call, String name) {
        Parameters query = call.query("dryRun");
        call.noBody();
        return found(
                name,
                _ -> query.dryRun()
                        ? Answers.now(Answers.wouldBe("the node '" + name + "' taking work"))
                        : nodes.resume(name)
                                .thenApply(outcome -> Answers.of(outcome, node -> Answers.ok(NodeJson.of(node)))));
    }

    private CompletionStage<HttpResponse> remove(Call call, String name) {
        Parameters query = call.query("dryRun");
        call.noBody();
        return found(name, _ -> nodes.remove(name, query.dryRun()).thenApply(outcome -> switch (outcome) {
            case Outcome.Ok<NodeStanding> _ ->
                query.dryRun() ? Answers.wouldBe("no node '" + name + "' any more") : Answers.noContent();
            case Outcome.Refused<NodeStanding>(var refusal) -> Answers.refused(refusal, query.dryRun());
        }));
    }

    private CompletionStage<HttpResponse> found(
            String name, Function<NodeStanding, CompletionStage<HttpResponse>> next) {
        return nodes.get(name).thenCompose(outcome -> switch (outcome) {
            case Outcome.Ok<Optional<NodeStanding>>(var node) ->
                node.map(next)
                        .orElseGet(() -> Answers.now(
                                Problem.notFound("there is no node '" + name + "'", "see the nodes with: ferry nodes")
                                        .response()));
            case Outcome.Refused<Optional<NodeStanding>>(var refusal) ->
                Answers.now(Problem.of(refusal).response());
        });
    }
}
