package dev.ferry.endpoint.rest;

import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.onComplete;

import dev.ferry.endpoint.BasicLogin;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.security.Principal;
import dev.ferry.security.Role;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.server.Route;

/** Who is there, and whether they may. Both come before the body is read, and before anything is looked for. */
final class Login {
    private final ActorSystem<?> system;
    private final BasicLogin accounts;
    private final Stale stale;

    Login(ActorSystem<?> system, BasicLogin accounts, Stale stale) {
        this.system = system;
        this.accounts = accounts;
        this.stale = stale;
    }

    Route admit(Function<Visit, Route> inner) {
        return extractRequest(request -> BasicLogin.credentials(request)
                .map(told -> verified(request, told, inner))
                .orElseGet(() ->
                        complete(Problem.unknownCaller("nobody is logged in").response())));
    }

    private Route verified(HttpRequest request, BasicLogin.Credentials told, Function<Visit, Route> inner) {
        String address = BasicLogin.address(request);
        return onComplete(
                () -> accounts.verified(told, address),
                tried -> tried.isFailure()
                        ? complete(Problem.of(tried.failed().get()).response())
                        : answered(request, tried.get(), address, inner));
    }

    private Route answered(
            HttpRequest request, Optional<Principal> known, String address, Function<Visit, Route> inner) {
        if (known.isEmpty()) {
            return complete(Problem.unknownCaller("there is no such account, or the password is another")
                    .response());
        }
        Optional<Refusal> refusal =
                allowed(request, known.get()).or(() -> isRead(request) ? Optional.empty() : stale.refusal());
        return refusal.isPresent()
                ? complete(Problem.of(refusal.get()).response())
                : inner.apply(new Visit(system, request, known.get(), address, stale));
    }

    static Optional<Refusal> allowed(HttpRequest request, Principal principal) {
        if (isRead(request)) {
            return Optional.empty();
        }
        if (principal.role() == Role.VIEWER) {
            return Optional.of(new Refusal(
                    ReturnCode.ACCESS_DENIED,
                    "the account '" + principal.name() + "' may look, and change nothing",
                    "use an account with the role admin"));
        }
        return BasicLogin.isForeign(request)
                ? Optional.of(new Refusal(
                        ReturnCode.ACCESS_DENIED,
                        "the request was made by a page of another site",
                        "use the console of this node, or a client of your own"))
                : Optional.empty();
    }

    private static boolean isRead(HttpRequest request) {
        boolean compares = request.method().equals(HttpMethods.POST)
                && request.getUri().path().equals("/api/v1/imports/compare");
        return compares || List.of(HttpMethods.GET, HttpMethods.HEAD).contains(request.method());
    }
}
