package dev.ferry.endpoint.rest;

import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.handleExceptions;
import static org.apache.pekko.http.javadsl.server.Directives.handleRejections;
import static org.apache.pekko.http.javadsl.server.Directives.pathPrefix;
import static org.apache.pekko.http.javadsl.server.Directives.withRequestTimeoutResponse;
import static org.apache.pekko.http.javadsl.server.PathMatchers.segment;

import dev.ferry.endpoint.BasicLogin;
import dev.ferry.endpoint.Listener;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.security.Accounts;
import dev.ferry.service.Freshness;
import dev.ferry.service.FrontDesk;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.model.HttpMethod;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.Allow;
import org.apache.pekko.http.javadsl.server.ExceptionHandler;
import org.apache.pekko.http.javadsl.server.MethodRejection;
import org.apache.pekko.http.javadsl.server.Rejection;
import org.apache.pekko.http.javadsl.server.RejectionHandler;
import org.apache.pekko.http.javadsl.server.Route;

/** The door itself: all routes, who may pass, and what is told to those who ask for something else. */
public final class RestDoor {
    /** What is being answered when the node stops has so long; listeners to events would never end by themselves. */
    private static final Duration FAREWELL = Duration.ofSeconds(3);

    /**
     * What this node is. {@code unready} tells why the node is not ready, if it is not, and does not block; jobs that ended
     * longer than {@code recent} ago are listed only on request.
     */
    public record Setting(
            PathTexts paths,
            EventFeed events,
            Supplier<Optional<String>> unready,
            Freshness freshness,
            Duration recent,
            String version) {}

    private final ActorSystem<?> system;
    private final Login login;
    private final HealthRoutes health;
    private final List<Function<Visit, Route>> groups;

    /** {@code blocking} has the threads on which passwords are checked and the database is asked. */
    public RestDoor(ActorSystem<?> system, FrontDesk desk, Accounts accounts, Executor blocking, Setting setting) {
        this.system = system;
        this.login = new Login(system, new BasicLogin(accounts, blocking), new Stale(setting.freshness()));
        this.health = new HealthRoutes(setting.unready());
        JobJson jobs = new JobJson(setting.paths());
        SystemJson systems = new SystemJson(setting.paths(), desk.systems()::seat);
        this.groups = List.of(
                new SystemRoutes(desk, systems, jobs)::routes,
                new ExportRoutes(desk.exports(), setting.paths())::routes,
                new ImportRoutes(desk.imports(), desk.planned(), new ReportJson(setting.paths(), systems), jobs)
                        ::routes,
                new JobRoutes(desk.jobs(), jobs, setting.recent())::routes,
                new EventRoutes(setting.events(), desk.jobs(), jobs, blocking)::routes,
                new ClusterRoutes(desk.cluster(), new PlaceJson(setting.paths()))::routes,
                new NodeRoutes(desk.nodes())::routes,
                new UserRoutes(accounts, blocking)::routes,
                new OpenApi(setting.version())::routes);
    }

    /** All of {@code /api/v1} and {@code /health}; what is elsewhere is left to others. */
    public Route routes() {
        return concat(
                pathPrefix("health", () -> sealed(health::routes)),
                pathPrefix(segment("api").slash("v1"), () -> sealed(() -> login.admit(this::grouped))));
    }

    /** Serves these routes, then the others, in this order, until the system is shut down. */
    public CompletionStage<ServerBinding> bind(String host, int port, Route... others) {
        Route all = sealed(() -> concat(routes(), others));
        return Http.get(system)
                .newServerAt(host, port)
                .withSettings(Listener.settings(system, UnreadRequests.class))
                .bind(all)
                .thenApply(binding -> binding.addToCoordinatedShutdown(FAREWELL, system));
    }

    private Route grouped(Visit visit) {
        return groups.stream()
                .map(group -> group.apply(visit))
                .reduce((some, more) -> concat(some, more))
                .orElseThrow();
    }

    private static Route sealed(Supplier<Route> inner) {
        return withRequestTimeoutResponse(
                _ -> late(), () -> handleExceptions(failures(), () -> handleRejections(rejections(), inner)));
    }

    private static ExceptionHandler failures() {
        return ExceptionHandler.newBuilder()
                .matchAny(failure -> complete(Problem.of(failure).response()))
                .build();
    }

    private static RejectionHandler rejections() {
        return RejectionHandler.newBuilder()
                .handleAll(MethodRejection.class, RestDoor::wrongMethod)
                .handle(
                        Rejection.class,
                        rejection -> complete(Problem.of(new Refusal(
                                        ReturnCode.INCORRECT_DATA_TYPE,
                                        "the request cannot be served: " + rejection,
                                        "see /api/v1/openapi.json"))
                                .response()))
                .handleNotFound(extractRequest(request -> complete(Problem.notFound(
                                "there is nothing at " + request.getUri().path(), "see /api/v1/openapi.json")
                        .response())))
                .build();
    }

    private static Route wrongMethod(List<MethodRejection> rejections) {
        HttpMethod[] known =
                rejections.stream().map(MethodRejection::supported).distinct().toArray(HttpMethod[]::new);
        return extractRequest(request -> complete(new Problem(
                        405,
                        new Refusal(
                                ReturnCode.NOT_SUPPORTED,
                                request.method().name() + " is not served at "
                                        + request.getUri().path(),
                                "see /api/v1/openapi.json"))
                .response()
                .addHeader(Allow.create(known))));
    }

    private static HttpResponse late() {
        return Problem.of(new Refusal(
                        ReturnCode.STATUS_UNKNOWN,
                        "there was no answer in time; what was asked may be done all the same",
                        "ask again with the same idempotency key"))
                .response();
    }
}
