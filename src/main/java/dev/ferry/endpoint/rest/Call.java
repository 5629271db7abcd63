package dev.ferry.endpoint.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ferry.model.Caller;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.service.Submission;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/** A request of somebody who is known, with all of its body. */
final class Call {
    /** A wish goes on to another node in a message, and none of those may have more than 128 KiB. */
    static final int WISH_BYTES_MAX = 96 << 10;

    private static final int KEY_LENGTH_MAX = 200;

    private final HttpRequest request;
    private final Caller caller;
    private final byte[] body;

    Call(HttpRequest request, Caller caller, byte[] body) {
        this.request = request;
        this.caller = caller;
        this.body = body;
    }

    Caller caller() {
        return caller;
    }

    Parameters query(String... known) {
        return Parameters.of(request, known);
    }

    Optional<String> header(String name) {
        return request.getHeader(name).map(HttpHeader::value);
    }

    <T> T body(Class<T> type) {
        if (body.length > WISH_BYTES_MAX) {
            throw new RestRefused(new Problem(
                    413,
                    new Refusal(
                            ReturnCode.OUT_OF_MEMORY,
                            "the body has " + body.length + " bytes; what is passed on to a node may have "
                                    + WISH_BYTES_MAX,
                            "send less in one request")));
        }
        return StrictJson.read(StrictJson.parse(body), type);
    }

    /** For a request that says everything in its path: no body, or an empty object. */
    void noBody() {
        if (body.length > 0 && !StrictJson.parse(body).isEmpty()) {
            throw RestRefused.unreadable("this request takes no body", "leave it out");
        }
    }

    /** {@code operation} names the route with its ids: one key of one caller stands for one request of one kind. */
    Submission submission(String operation, Parameters query) {
        String key = header("Idempotency-Key").orElse("");
        boolean isSent = request.getHeader("Idempotency-Key").isPresent();
        if (key.length() > KEY_LENGTH_MAX || (isSent && key.isBlank())) {
            throw RestRefused.invalid(
                    "the Idempotency-Key has " + key.length() + " characters", "use 1 to " + KEY_LENGTH_MAX);
        }
        return new Submission(caller, operation, key, hash(operation, query), query.dryRun());
    }

    private String hash(String operation, Parameters query) {
        JsonNode tree = body.length == 0 ? null : StrictJson.parse(body);
        String text = operation + "\n" + query.canonical() + "\n" + (tree == null ? "" : StrictJson.canonical(tree));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
