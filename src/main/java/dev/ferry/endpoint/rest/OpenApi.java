package dev.ferry.endpoint.rest;

import static org.apache.pekko.http.javadsl.server.Directives.get;
import static org.apache.pekko.http.javadsl.server.Directives.path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.pekko.http.javadsl.server.Route;

/** {@code /openapi.json}: this door's reference for machines. */
final class OpenApi {
    private static final String RESOURCE = "/openapi.json";

    private final JsonNode document;

    OpenApi(String version) {
        ObjectNode read = read();
        read.withObject("/info").put("version", version);
        this.document = read;
    }

    Route routes(Visit visit) {
        return path("openapi.json", () -> get(() -> visit.answer(_ -> Answers.now(Answers.ok(document)))));
    }

    static ObjectNode read() {
        try (InputStream resource = OpenApi.class.getResourceAsStream(RESOURCE)) {
            return (ObjectNode) new ObjectMapper().readTree(resource);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
