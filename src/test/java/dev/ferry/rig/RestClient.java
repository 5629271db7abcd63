package dev.ferry.rig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A client that repeats nothing by itself: what was answered, or that nothing was, is what its user wants to know. */
public final class RestClient implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration CONNECT = Duration.ofSeconds(2);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final String authorization;

    public RestClient(String user, String password) {
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public Reply get(String url, String path, Duration limit) throws IOException {
        return send(request(url, path, limit).GET().build());
    }

    /** With a key it begins a job, and can be repeated. */
    public Reply post(String url, String path, String key, JsonNode body, Duration limit) throws IOException {
        HttpRequest.Builder request = request(url, path, limit).header("Content-Type", "application/json");
        if (!key.isEmpty()) {
            request.header("Idempotency-Key", key);
        }
        return send(request.POST(BodyPublishers.ofString(body.toString())).build());
    }

    /** What another door of a node answers to a text. */
    public String ask(String url, String contentType, String text, Duration limit) throws IOException {
        return answered(to(url, limit)
                        .header("Content-Type", contentType)
                        .POST(BodyPublishers.ofString(text))
                        .build())
                .body();
    }

    public Reply delete(String url, String path, String key, Duration limit) throws IOException {
        return send(request(url, path, limit)
                .header("Idempotency-Key", key)
                .DELETE()
                .build());
    }

    /** All items of a list. */
    public List<JsonNode> list(String url, String path, Duration limit) throws IOException {
        List<JsonNode> items = new ArrayList<>();
        String after = "";
        do {
            String page = path + (path.contains("?") ? "&" : "?") + "limit=1000" + after;
            Reply reply = get(url, page, limit);
            if (!reply.isOk()) {
                throw new IOException(path + ": " + reply);
            }
            reply.body().path("items").forEach(items::add);
            after = reply.body().hasNonNull("next")
                    ? "&after=" + reply.body().path("next").asText()
                    : "";
        } while (!after.isEmpty());
        return items;
    }

    private HttpRequest.Builder request(String url, String path, Duration limit) {
        return to(url + (path.startsWith("/health") ? path : "/api/v1" + path), limit);
    }

    private HttpRequest.Builder to(String url, Duration limit) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(limit).header("Authorization", authorization);
    }

    private Reply send(HttpRequest request) throws IOException {
        HttpResponse<String> answer = answered(request);
        String text = answer.body();
        return new Reply(answer.statusCode(), text.isBlank() ? object() : JSON.readTree(text));
    }

    private HttpResponse<String> answered(HttpRequest request) throws IOException {
        try {
            return http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
