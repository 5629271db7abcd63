package dev.ferry.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A node that answers what it was told to: each route gives its answers in order, and the last one for ever. */
final class ScriptedNode implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Deque<Answer>> routes = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private volatile Runnable beforeAnswer = () -> {};

    record Answer(int status, String body, boolean hangsUp) {
        static Answer ok(String body) {
            return new Answer(200, body, false);
        }

        static Answer status(int status, String body) {
            return new Answer(status, body, false);
        }

        static Answer hangUp() {
            return new Answer(0, "", true);
        }
    }

    record Asked(String route, String query, String body, Optional<String> key, Optional<String> authorization) {}

    ScriptedNode() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1", this::serve);
        server.start();
    }

    /** {@code on("GET /jobs/J1", ...)}. */
    ScriptedNode on(String route, Answer... answers) {
        routes.put(route, new ArrayDeque<>(List.of(answers)));
        return this;
    }

    ScriptedNode on(String route, String... bodies) {
        return on(route, List.of(bodies).stream().map(Answer::ok).toArray(Answer[]::new));
    }

    ScriptedNode beforeAnswer(Runnable action) {
        beforeAnswer = action;
        return this;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Asked> asked(String route) {
        return asked.stream().filter(one -> one.route().equals(route)).toList();
    }

    Asked only(String route) {
        List<Asked> found = asked(route);
        if (found.size() != 1) {
            throw new AssertionError(route + " was asked " + found.size() + " times; all that was asked: " + asked);
        }
        return found.getFirst();
    }

    List<Asked> all() {
        return asked;
    }

    private void serve(HttpExchange exchange) {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath().substring("/api/v1".length());
            String route = exchange.getRequestMethod() + " " + path;
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var headers = exchange.getRequestHeaders();
            asked.add(new Asked(
                    route,
                    Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse(""),
                    body,
                    Optional.ofNullable(headers.getFirst("Idempotency-Key")),
                    Optional.ofNullable(headers.getFirst("Authorization"))));
            beforeAnswer.run();
            Answer answer = next(route);
            if (!answer.hangsUp()) {
                send(exchange, answer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Answer next(String route) {
        Deque<Answer> answers = routes.get(route);
        if (answers == null) {
            return Answer.status(404, "{\"title\": \"Not there\", \"detail\": \"no script for " + route + "\"}");
        }
        return answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
