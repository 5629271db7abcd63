package dev.ferry.endpoint.rest;

import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.path;
import static org.apache.pekko.http.javadsl.server.Directives.post;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.service.ClusterService;
import dev.ferry.service.ClusterService.VolumeStanding;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.Route;

/** {@code /volumes}, {@code /networks}: what the cluster has. */
final class ClusterRoutes {
    private final ClusterService cluster;
    private final PlaceJson places;

    ClusterRoutes(ClusterService cluster, PlaceJson places) {
        this.cluster = cluster;
        this.places = places;
    }

    Route routes(Visit visit) {
        return concat(
                path(
                        "volumes",
                        () -> concat(
                                get(() -> visit.answer(this::listVolumes)),
                                post(() -> visit.answer(this::initVolume)))),
                path("networks", () -> get(() -> visit.answer(this::listNetworks))));
    }

    private CompletionStage<HttpResponse> listVolumes(Call call) {
        Parameters query = call.query("limit", "after");
        query.limit();
        return cluster.volumes()
                .thenApply(outcome -> Answers.of(
                        outcome,
                        all -> Answers.ok(Pages.slice(
                                all, query, standing -> standing.entry().volumeKey(), places::volume))));
    }

    private CompletionStage<HttpResponse> listNetworks(Call call) {
        Parameters query = call.query("limit", "after");
        return Answers.now(Answers.ok(Pages.slice(
                List.copyOf(cluster.networks().entrySet()), query, Map.Entry::getKey, ClusterRoutes::network)));
    }

    private static ObjectNode network(Map.Entry<String, List<String>> network) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("name", network.getKey());
        ArrayNode having = json.putArray("nodes");
        network.getValue().forEach(having::add);
        return json;
    }

    private CompletionStage<HttpResponse> initVolume(Call call) {
        Parameters query = call.query("dryRun");
        OtherBodies.NewVolume body = call.body(OtherBodies.NewVolume.class);
        String path = RestRefused.required(body.path(), "path");
        String name = RestRefused.required(body.name(), "name");
        if (query.dryRun()) {
            return cluster.volumes().thenApply(outcome -> wouldInit(outcome, body));
        }
        return cluster.initVolume(path, name, body.isShared(), body.otherNames())
                .thenApply(outcome ->
                        Answers.of(outcome, standing -> Answers.created("/api/v1/volumes", places.volume(standing))));
    }

    /** As far as can be told from what the nodes say of their volumes; the folder itself is not looked at. */
    private static HttpResponse wouldInit(Outcome<List<VolumeStanding>> outcome, OtherBodies.NewVolume body) {
        return switch (outcome) {
            case Outcome.Refused<List<VolumeStanding>>(var refusal) -> Answers.refused(refusal, true);
            case Outcome.Ok<List<VolumeStanding>>(var all)
            when all.stream()
                    .anyMatch(one -> one.entry().name().equals(body.name())
                            && one.entry().shared() == body.isShared()
                            && (body.path().isEmpty() || one.entry().path().equals(body.path()))) ->
                Answers.wouldBe("the volume '" + body.name() + "' at " + body.path());
            case Outcome.Ok<List<VolumeStanding>> _ ->
                Answers.refused(
                        new Refusal(
                                ReturnCode.INVALID_PARAMETER,
                                "the configuration has no volume '" + body.name() + "' at " + body.path()
                                        + (body.isShared() ? ", shared" : ", not shared"),
                                "add it to ferry.volumes in the node's configuration, and start the node again"),
                        true);
        };
    }
}
