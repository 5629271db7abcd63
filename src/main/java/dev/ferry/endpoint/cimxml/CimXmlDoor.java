package dev.ferry.endpoint.cimxml;

import dev.ferry.cim.served.ServedNamespaces;
import dev.ferry.endpoint.BasicLogin;
import dev.ferry.endpoint.Listener;
import dev.ferry.endpoint.SealedText;
import dev.ferry.endpoint.Unserved;
import dev.ferry.endpoint.Visitor;
import dev.ferry.endpoint.cimxml.dsp0201.RequestReader;
import dev.ferry.endpoint.cimxml.dsp0201.Unreadable;
import dev.ferry.endpoint.cimxml.dsp0201.Unreadable.Rule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.Allow;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/** The door itself: {@code /cimom} over HTTP, by POST and by M-POST. Who asks is known before the body is read. */
public final class CimXmlDoor {
    private static final String NAME = "cimxml";
    private static final Duration BODY_LIMIT = Duration.ofSeconds(20);
    private static final ContentType XML = MediaTypes.APPLICATION_XML.toContentType(HttpCharsets.UTF_8);

    private final ActorSystem<?> system;
    private final BasicLogin login;
    private final Executor calls;
    private final Operations operations;

    /**
     * What this node is.
     *
     * @param seal the contexts of enumerations, the same at all nodes
     * @param calls has a thread for each call, which may wait
     */
    public record Setting(ServedNamespaces namespaces, SealedText seal, Executor calls) {}

    public CimXmlDoor(ActorSystem<?> system, BasicLogin login, Setting setting) {
        this.system = system;
        this.login = login;
        this.calls = setting.calls();
        this.operations = new Operations(setting.namespaces()::named, setting.seal());
    }

    /** Serves until the system is shut down. */
    public CompletionStage<Listener.Ports> bind(Listener listener, Listener.Place place) {
        return listener.bind(place, this::handle);
    }

    private CompletionStage<HttpResponse> handle(HttpRequest request) {
        String path = request.getUri().path();
        if (!path.equals("/cimom") && !path.equals("/cimom/")) {
            return Unserved.unread(request, HttpResponse.create().withStatus(StatusCodes.NOT_FOUND), system);
        }
        if (!request.method().equals(HttpMethods.POST) && !request.method().equals(Listener.M_POST)) {
            return Unserved.unread(
                    request,
                    HttpResponse.create()
                            .withStatus(StatusCodes.METHOD_NOT_ALLOWED)
                            .addHeader(Allow.create(HttpMethods.POST, Listener.M_POST)),
                    system);
        }
        return login.visitor(request, NAME)
                .thenCompose(visitor -> known(request, visitor))
                .exceptionally(Unserved::failed);
    }

    private CompletionStage<HttpResponse> known(HttpRequest request, Optional<Visitor> visitor) {
        if (visitor.isEmpty()) {
            return Unserved.unread(request, BasicLogin.challenge(), system);
        }
        Extension extension = Extension.of(request);
        String operation = extension.header(request, "CIMOperation").orElse("MethodCall");
        if (!operation.equalsIgnoreCase("MethodCall")) {
            return Unserved.unread(
                    request,
                    unreadable(extension, new Unreadable(Rule.OPERATION, "only MethodCall is served")),
                    system);
        }
        String coding = header(request, "Content-Encoding");
        if (!coding.isEmpty() && !coding.equalsIgnoreCase("identity") && !Body.isGzip(coding)) {
            return Unserved.unread(
                    request,
                    HttpResponse.create()
                            .withStatus(StatusCodes.UNSUPPORTED_MEDIA_TYPE)
                            .addHeader(RawHeader.create("Accept-Encoding", "gzip")),
                    system);
        }
        return request.entity()
                .withSizeLimit(Listener.BODY_BYTES_MAX)
                .toStrict(BODY_LIMIT.toMillis(), system)
                .thenApplyAsync(
                        body -> answer(request, extension, body.getData().toArray(), visitor.get()), calls);
    }

    private HttpResponse answer(HttpRequest request, Extension extension, byte[] body, Visitor visitor) {
        try {
            boolean isPacked = Body.isGzip(header(request, "Content-Encoding"));
            byte[] bytes = isPacked ? Body.unpacked(body, Listener.BODY_BYTES_MAX) : body;
            String charset = request.entity()
                    .getContentType()
                    .getCharsetOption()
                    .map(named -> named.value())
                    .orElse("");
            String answer = operations.answer(RequestReader.read(Body.text(bytes, charset)), visitor);
            return response(request, answer.getBytes(StandardCharsets.UTF_8))
                    .addHeaders(extension.accepted())
                    .addHeader(extension.header("CIMOperation", "MethodResponse"));
        } catch (Unreadable e) {
            return unreadable(extension, e);
        }
    }

    private static HttpResponse response(HttpRequest request, byte[] bytes) {
        boolean isPacked = Body.isPackedTaken(header(request, "Accept-Encoding")) && Body.isWorthPacking(bytes);
        HttpResponse response = HttpResponse.create()
                .withStatus(StatusCodes.OK)
                .withEntity(HttpEntities.create(XML, isPacked ? Body.packed(bytes) : bytes));
        return isPacked ? response.addHeader(RawHeader.create("Content-Encoding", "gzip")) : response;
    }

    private static String header(HttpRequest request, String name) {
        return request.getHeader(name).map(HttpHeader::value).orElse("");
    }

    private static HttpResponse unreadable(Extension extension, Unreadable e) {
        return HttpResponse.create()
                .withStatus(e.rule().status())
                .addHeaders(extension.accepted())
                .addHeader(extension.header("CIMError", e.rule().word()))
                .withEntity(e.getMessage() + "\n");
    }
}
