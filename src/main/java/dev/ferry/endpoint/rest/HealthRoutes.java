package dev.ferry.endpoint.rest;

import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.path;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.Route;

/** {@code /health}: for whoever watches the node. The only routes that are open to everybody, so they tell next to nothing. */
final class HealthRoutes {
    private final Supplier<Optional<String>> unready;

    HealthRoutes(Supplier<Optional<String>> unready) {
        this.unready = unready;
    }

    Route routes() {
        return concat(
                path("live", () -> get(() -> complete(says("live")))),
                path("ready", () -> get(() -> extractRequest(_ -> complete(readiness())))));
    }

    private HttpResponse readiness() {
        return unready.get()
                .map(reason -> Problem.of(new Refusal(
                                ReturnCode.NOT_AVAILABLE,
                                "this node is not ready: " + reason,
                                "wait, or ask another node"))
                        .response())
                .orElseGet(() -> says("ready"));
    }

    private static HttpResponse says(String status) {
        return Answers.ok(JsonNodeFactory.instance.objectNode().put("status", status));
    }
}
