package dev.ferry.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ferry.cli.Environment;
import dev.ferry.cli.NodeAccess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** A client that chooses its idempotency keys and looks at the status. */
final class KeyedClient implements AutoCloseable {
    private final NodeAccess access;
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();

    KeyedClient(Environment environment) {
        this.access = NodeAccess.of(environment);
    }

    JsonNode post(String path, String key, JsonNode body, int status) throws IOException {
        HttpResponse<String> answer = send(path, key, body);
        assertEquals(status, answer.statusCode(), answer.body());
        return json.readTree(answer.body());
    }

    JsonNode post(String path, String key, JsonNode body) throws IOException {
        return json.readTree(send(path, key, body).body());
    }

    private HttpResponse<String> send(String path, String key, JsonNode body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(access.url() + "/api/v1" + path))
                .header("Authorization", access.authorization().orElseThrow())
                .header("Idempotency-Key", key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
