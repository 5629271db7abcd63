package dev.ferry.endpoint.wsman;

import dev.ferry.cim.served.ServedNamespaces;
import dev.ferry.endpoint.BasicLogin;
import dev.ferry.endpoint.Listener;
import dev.ferry.endpoint.SealedText;
import dev.ferry.endpoint.Unserved;
import dev.ferry.endpoint.Visitor;
import dev.ferry.endpoint.wsman.soap.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.Allow;

/**
 * The door itself: {@code /wsman} over HTTP. Who asks is known before the body is read. Answers are whole, never in chunks: one client
 * dies of those.
 */
public final class WsmanDoor {
    private static final String NAME = "wsman";
    /** Where nobody has to say who they are, and gets told no more than who is there. */
    private static final String ANONYMOUS = "/wsman-anon/identify";

    private static final Set<String> PATHS = Set.of("/wsman", "/wsman/", ANONYMOUS);
    private static final Duration BODY_LIMIT = Duration.ofSeconds(20);
    private static final ContentType SOAP =
            MediaTypes.applicationWithOpenCharset("soap+xml").toContentType(HttpCharsets.UTF_8);

    private final ActorSystem<?> system;
    private final BasicLogin login;
    private final Operations operations;

    /**
     * What this node is.
     *
     * @param seal the contexts of enumerations, the same at all nodes
     * @param calls has a thread for each call, which may wait
     */
    public record Setting(ServedNamespaces namespaces, SealedText seal, Executor calls, String node, String version) {}

    public WsmanDoor(ActorSystem<?> system, BasicLogin login, Setting setting) {
        this.system = system;
        this.login = login;
        this.operations = new Operations(new Operations.Behind(
                setting.namespaces()::named,
                setting.seal(),
                setting.calls(),
                this::later,
                UUID::randomUUID,
                setting.node(),
                setting.version()));
    }

    private Runnable later(Duration delay, Runnable work) {
        return system.scheduler().scheduleOnce(delay, work, system.executionContext())::cancel;
    }

    /** Serves until the system is shut down. */
    public CompletionStage<Listener.Ports> bind(Listener listener, Listener.Place place) {
        return listener.bind(place, this::handle);
    }

    private CompletionStage<HttpResponse> handle(HttpRequest request) {
        if (!PATHS.contains(request.getUri().path())) {
            return Unserved.unread(request, HttpResponse.create().withStatus(StatusCodes.NOT_FOUND), system);
        }
        if (!request.method().equals(HttpMethods.POST)) {
            return Unserved.unread(
                    request,
                    HttpResponse.create()
                            .withStatus(StatusCodes.METHOD_NOT_ALLOWED)
                            .addHeader(Allow.create(HttpMethods.POST)),
                    system);
        }
        if (isAnonymousIdentify(request)) {
            return Unserved.unread(request, response(Reply.identity("")), system);
        }
        return login.visitor(request, NAME)
                .thenCompose(visitor -> answer(request, visitor))
                .exceptionally(Unserved::failed);
    }

    /** Says who it is to anybody who asks for just that; what else is in the body is not looked at. */
    static boolean isAnonymousIdentify(HttpRequest request) {
        return request.getUri().path().equals(ANONYMOUS)
                || request.getHeader("WSMANIDENTIFY")
                        .filter(header -> header.value().equalsIgnoreCase("unauthenticated"))
                        .isPresent();
    }

    private CompletionStage<HttpResponse> answer(HttpRequest request, Optional<Visitor> visitor) {
        if (visitor.isEmpty()) {
            return Unserved.unread(request, BasicLogin.challenge(), system);
        }
        ContentType sent = request.entity().getContentType();
        String charset = sent.getCharsetOption().map(named -> named.value()).orElse("");
        return request.entity()
                .withSizeLimit(Listener.BODY_BYTES_MAX)
                .toStrict(BODY_LIMIT.toMillis(), system)
                .thenCompose(body -> operations.answer(body.getData().toArray(), charset, visitor.get()))
                .thenApply(WsmanDoor::response);
    }

    private static HttpResponse response(Reply reply) {
        return HttpResponse.create()
                .withStatus(reply.isFault() ? StatusCodes.INTERNAL_SERVER_ERROR : StatusCodes.OK)
                .withEntity(HttpEntities.create(SOAP, reply.bytes()));
    }
}
