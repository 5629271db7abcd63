package dev.ferry.endpoint;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.ParsingErrorHandler;
import org.apache.pekko.http.javadsl.ConnectionContext;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.ServerBuilder;
import org.apache.pekko.http.javadsl.model.HttpMethod;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.RequestEntityAcceptances;
import org.apache.pekko.http.javadsl.settings.ServerSettings;
import org.apache.pekko.japi.function.Function;

/** Where a door of CIM is open: one port as it is, and one with TLS. */
public final class Listener {
    /** No more than this is read of anybody, whether or not they are known. */
    public static final long BODY_BYTES_MAX = 1 << 20;

    /**
     * An answer may be held for a minute ({@code wait} in REST), and an operation may take two; a connection must not be taken for
     * idle meanwhile. Headers that cannot be read are not logged: one of them has passwords. HTTP/1.0 has no Host.
     */
    private static final String SERVER = """
            pekko.http.server {
              server-header = "ferry"
              remote-address-attribute = on
              default-host-header = "localhost"
              request-timeout = 150 s
              idle-timeout = 170 s
              parsing.max-content-length = 1m
              parsing.illegal-header-warnings = off
            }
            """;

    /** What some clients of CIM-XML send instead of POST. */
    public static final HttpMethod M_POST =
            HttpMethods.custom("M-POST", false, false, RequestEntityAcceptances.Expected);

    /** What is being answered when the node stops has so long. */
    private static final Duration FAREWELL = Duration.ofSeconds(3);

    private final ActorSystem<?> system;
    private final Supplier<SSLEngine> engines;

    /** Where to listen; a port of 0 is any that is free. */
    public record Place(String host, int port, int tlsPort) {}

    /** Where it listens. */
    public record Ports(int plain, int tls) {}

    /** {@code engines} makes the server's end of each connection with TLS. */
    public Listener(ActorSystem<?> system, Supplier<SSLEngine> engines) {
        this.system = system;
        this.engines = engines;
    }

    /** Serves both ports until the system is shut down. */
    public CompletionStage<Ports> bind(Place place, Function<HttpRequest, CompletionStage<HttpResponse>> handler) {
        return server(place.host(), place.port())
                .bind(handler)
                .thenApply(this::ended)
                .thenCompose(plain -> server(place.host(), place.tlsPort())
                        .enableHttps(ConnectionContext.httpsServer(engines::get))
                        .bind(handler)
                        .thenApply(this::ended)
                        .thenApply(tls -> new Ports(
                                plain.localAddress().getPort(),
                                tls.localAddress().getPort())));
    }

    private ServerBuilder server(String host, int port) {
        ServerSettings settings = settings(system, UnreadRequests.class);
        return Http.get(system)
                .newServerAt(host, port)
                .withSettings(
                        settings.withParserSettings(settings.getParserSettings().withCustomMethods(M_POST)));
    }

    /** Of every door; {@code unread} answers what is not even HTTP. */
    public static ServerSettings settings(ActorSystem<?> system, Class<? extends ParsingErrorHandler> unread) {
        return ServerSettings.create(ConfigFactory.parseString(SERVER)
                .withValue("pekko.http.server.parsing.error-handler", ConfigValueFactory.fromAnyRef(unread.getName()))
                .withFallback(system.settings().config()));
    }

    private ServerBinding ended(ServerBinding binding) {
        return binding.addToCoordinatedShutdown(FAREWELL, system);
    }
}
