package dev.ferry.endpoint.rest;

import static org.apache.pekko.http.javadsl.server.Directives.completeWithFuture;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;

import dev.ferry.model.Caller;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.security.Principal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.http.scaladsl.model.EntityStreamSizeException;

/** One request of somebody who is known, and the way to answer it: read the body, call, turn what goes wrong into a problem. */
final class Visit {
    static final long BODY_BYTES_MAX = 1 << 20;

    private static final Duration BODY_LIMIT = Duration.ofSeconds(30);

    private final ActorSystem<?> system;
    private final HttpRequest request;
    private final Principal principal;
    private final String address;
    private final Stale stale;

    Visit(ActorSystem<?> system, HttpRequest request, Principal principal, String address, Stale stale) {
        this.system = system;
        this.request = request;
        this.principal = principal;
        this.address = address;
        this.stale = stale;
    }

    Route answer(Function<Call, CompletionStage<HttpResponse>> handler) {
        return extractRequest(_ -> completeWithFuture(respond(handler)));
    }

    private CompletionStage<HttpResponse> respond(Function<Call, CompletionStage<HttpResponse>> handler) {
        Caller caller = new Caller(principal.name(), "rest", address);
        long begun = stale.moment();
        return body().thenCompose(body -> handler.apply(new Call(request, caller, body)))
                .exceptionally(failure -> Problem.of(failure).response())
                .thenApply(response ->
                        request.method().equals(HttpMethods.GET) ? stale.marked(response, begun) : response);
    }

    private CompletionStage<byte[]> body() {
        if (request.method().equals(HttpMethods.GET)) {
            request.discardEntityBytes(system);
            return CompletableFuture.completedFuture(new byte[0]);
        }
        return request.entity()
                .withSizeLimit(BODY_BYTES_MAX)
                .toStrict(BODY_LIMIT.toMillis(), system)
                .thenApply(entity -> entity.getData().toArray())
                .exceptionally(failure -> {
                    throw unread(failure);
                });
    }

    private static RestRefused unread(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return switch (cause) {
            case EntityStreamSizeException _ -> new RestRefused(Problem.tooLarge(BODY_BYTES_MAX));
            case TimeoutException _ ->
                new RestRefused(new Problem(
                        408,
                        new Refusal(
                                ReturnCode.TIMEOUT,
                                "the body did not arrive in " + BODY_LIMIT.toSeconds() + " s",
                                "send it again")));
            default -> RestRefused.unreadable("the body broke off", "send it again");
        };
    }
}
