package dev.ferry.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.ferry.model.ReturnCode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.net.ssl.SSLHandshakeException;

/**
 * A thin client of the REST door: JSON in, JSON out, {@link ClientProblem} for all that is not an answer. Paths are below
 * {@code /api/v1}; put what is not fixed through {@link #segment}.
 */
public final class FerryClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    /** Longer than the 60 s for which a node may hold the answer about a job. */
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(90);
    /** No answer of the contract comes near; it keeps a wrong address from filling the memory. */
    private static final long ANSWER_LIMIT_BYTES = 64L << 20;

    private static final int ATTEMPTS = 3;
    private static final int STATUS_UNKNOWN = ReturnCode.STATUS_UNKNOWN.number();

    private final NodeAccess access;
    private volatile long staleSeconds;
    private final HttpClient http;

    /** One request; a key makes it a submit, which can be repeated. */
    private record Call(String method, String path, Map<String, String> query, JsonNode body, String key) {
        boolean repeatable() {
            return "GET".equals(method) || !key.isEmpty();
        }
    }

    public FerryClient(NodeAccess access) {
        this.access = access;
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_TIMEOUT);
        access.tls().ifPresent(builder::sslContext);
        this.http = builder.build();
    }

    /** How old the oldest of the answers was that a node gave while it was cut off; 0 when all were up to date. */
    long staleSeconds() {
        return staleSeconds;
    }

    public URI url() {
        return access.url();
    }

    public JsonNode get(String path, Map<String, String> query) {
        return exchange(new Call("GET", path, query, MissingNode.getInstance(), ""));
    }

    public JsonNode get(String path) {
        return get(path, Map.of());
    }

    public JsonNode post(String path, Map<String, String> query, JsonNode body) {
        return exchange(new Call("POST", path, query, body, ""));
    }

    public JsonNode post(String path, JsonNode body) {
        return post(path, Map.of(), body);
    }

    public JsonNode patch(String path, Map<String, String> query, JsonNode body) {
        return exchange(new Call("PATCH", path, query, body, ""));
    }

    public JsonNode delete(String path, Map<String, String> query) {
        return exchange(new Call("DELETE", path, query, MissingNode.getInstance(), ""));
    }

    /** A POST that begins a job. It bears a key of its own, so that a lost answer is asked for again and no job begins twice. */
    public JsonNode submit(String path, Map<String, String> query, JsonNode body) {
        return exchange(new Call("POST", path, query, body, UUID.randomUUID().toString()));
    }

    public JsonNode submit(String path, JsonNode body) {
        return submit(path, Map.of(), body);
    }

    /** A DELETE that begins a job; see {@link #submit}. */
    public JsonNode submitDelete(String path, Map<String, String> query) {
        return exchange(new Call(
                "DELETE",
                path,
                query,
                MissingNode.getInstance(),
                UUID.randomUUID().toString()));
    }

    /** All items of a list, page after page. */
    public List<JsonNode> list(String path, Map<String, String> query) {
        List<JsonNode> items = new ArrayList<>();
        Set<String> pages = new HashSet<>();
        Map<String, String> page = new LinkedHashMap<>(query);
        while (true) {
            JsonNode answer = get(path, page);
            answer.path("items").forEach(items::add);
            String next = answer.path("next").asText("");
            // A page that was there already would be there for ever.
            if (next.isEmpty() || "null".equals(next) || !pages.add(next)) {
                return items;
            }
            page.put("after", next);
        }
    }

    /** Text as one segment of a path. */
    public static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private JsonNode exchange(Call call) {
        for (int attempt = 1; ; attempt++) {
            boolean last = attempt == ATTEMPTS || !call.repeatable();
            try {
                return answer(call);
            } catch (ConnectException | HttpConnectTimeoutException e) {
                // Nothing was sent, so there is nothing to find out, unless an attempt before this one was lost.
                throw attempt == 1 ? noNode(e) : lost(call, e);
            } catch (SSLHandshakeException e) {
                throw notTrusted(e);
            } catch (IOException e) {
                if (last) {
                    throw lost(call, e);
                }
            } catch (ClientProblem problem) {
                if (last || problem.code() != STATUS_UNKNOWN) {
                    throw problem;
                }
            }
        }
    }

    private JsonNode answer(Call call) throws IOException {
        try {
            HttpResponse<String> response = http.send(
                    request(call),
                    BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), ANSWER_LIMIT_BYTES));
            return read(response);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClientProblem(0, 0, "Interrupted", "the wait for " + access.url() + " was broken off", "");
        }
    }

    private HttpRequest request(Call call) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(call)).timeout(REQUEST_TIMEOUT);
        request.header("Accept", "application/json, application/problem+json");
        access.authorization().ifPresent(value -> request.header("Authorization", value));
        if (!call.key().isEmpty()) {
            request.header("Idempotency-Key", call.key());
        }
        if (call.body().isMissingNode()) {
            return request.method(call.method(), BodyPublishers.noBody()).build();
        }
        request.header("Content-Type", "application/json");
        return request.method(call.method(), BodyPublishers.ofString(call.body().toString()))
                .build();
    }

    private URI uri(Call call) {
        String query = call.query().entrySet().stream()
                .map(entry -> segment(entry.getKey()) + "=" + segment(entry.getValue()))
                .collect(Collectors.joining("&"));
        return URI.create(access.url() + "/api/v1" + call.path() + (query.isEmpty() ? "" : "?" + query));
    }

    private JsonNode read(HttpResponse<String> response) {
        int status = response.statusCode();
        boolean answered = status >= 200 && status < 300;
        try {
            JsonNode body = response.body().isBlank() ? MissingNode.getInstance() : JSON.readTree(response.body());
            if (answered) {
                staleSeconds = Math.max(staleSeconds, body.path("ageSeconds").asLong(0));
                return body;
            }
            throw status == 401 ? notKnown(body) : ClientProblem.of(status, body);
        } catch (JsonProcessingException _) {
            if (!answered) {
                throw ClientProblem.of(status, MissingNode.getInstance());
            }
            throw new ClientProblem(
                    status, 0, "Not a Ferry node", access.url() + " does not answer in JSON", "Set FERRY_URL.");
        }
    }

    private ClientProblem notKnown(JsonNode body) {
        ClientProblem said = ClientProblem.of(401, body);
        String remedy = access.authorization().isPresent()
                ? "Look at FERRY_USER and FERRY_PASSWORD; FERRY_DATA says where admin.password is."
                : "Set FERRY_PASSWORD, or FERRY_DATA to the folder with a readable admin.password.";
        return new ClientProblem(401, said.code(), said.title(), said.detail(), remedy);
    }

    private ClientProblem noNode(IOException e) {
        return new ClientProblem(
                0,
                0,
                "No node answered",
                access.url() + " cannot be reached" + (e.getMessage() == null ? "" : " (" + e.getMessage() + ")"),
                "Start one with `ferry up`, or set FERRY_URL to one that runs.");
    }

    private ClientProblem notTrusted(IOException e) {
        return new ClientProblem(
                0,
                0,
                "No node answered",
                access.url() + " is not trusted (" + reason(e) + ")",
                "Set FERRY_CA to a PEM file with the certificate that the node's is signed by.");
    }

    private ClientProblem lost(Call call, IOException e) {
        boolean change = !"GET".equals(call.method());
        return new ClientProblem(
                0,
                0,
                "No node answered",
                access.url() + ": the connection was lost (" + reason(e) + ")",
                change
                        ? "It may have been done all the same: look with `ferry jobs` or `ferry systems` before you repeat it."
                        : "See whether the node runs, or set FERRY_URL to one that does.");
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
