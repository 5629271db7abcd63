package dev.ferry.endpoint;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the doors of CIM take for HTTP. */
@Timeout(60)
class ListenerTest {
    private static ActorTestKit kit;
    private static int port;

    @BeforeAll
    static void open() throws Exception {
        kit = ActorTestKit.create("listener");
        Listener listener = new Listener(kit.system(), () -> {
            throw new IllegalStateException("nobody comes with TLS");
        });
        port = listener.bind(
                        new Listener.Place("127.0.0.1", 0, 0),
                        request -> CompletableFuture.completedFuture(HttpResponse.create()
                                .withEntity(request.method().value() + " "
                                        + request.getUri().path())))
                .toCompletableFuture()
                .get()
                .plain();
    }

    @AfterAll
    static void close() {
        kit.shutdownTestKit();
    }

    @ParameterizedTest
    @CsvSource({
        "GET /cimom HTTP/1.0, 200, GET /cimom",
        "M-POST /cimom HTTP/1.0, 200, M-POST /cimom",
        "GET /cimom HTTP/1.1, 400, ''",
        "DANCE /cimom HTTP/1.0, 501, Unsupported"
    })
    void takesRequestsWithoutAHostFromWhoKnowsOnlyTheOldVersion(String line, int status, String text)
            throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write((line + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
            assertTrue(answer.contains(text), answer);
        }
    }
}
