package dev.ferry.endpoint.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ferry.model.Refusal;
import dev.ferry.service.Freshness;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/** What a node that is cut off says: reads with their age, and no to everything else. */
final class Stale {
    private static final JsonMapper JSON = new JsonMapper();

    private final Freshness freshness;

    Stale(Freshness freshness) {
        this.freshness = freshness;
    }

    /** Now, for {@link #marked}. */
    long moment() {
        return freshness.moment();
    }

    /** An answer to a read says when it is old: {@code stale}, {@code ageSeconds}, and the header {@code Age}. */
    HttpResponse marked(HttpResponse response, long begun) {
        Optional<Duration> age = freshness.age(begun);
        return age.isPresent() && response.status().isSuccess() && response.entity() instanceof HttpEntity.Strict body
                ? marked(response, body, age.get().toSeconds())
                : response;
    }

    private static HttpResponse marked(HttpResponse response, HttpEntity.Strict body, long seconds) {
        try {
            JsonNode json = JSON.readTree(body.getData().decodeString(StandardCharsets.UTF_8));
            if (json instanceof ObjectNode object) {
                object.put("stale", true).put("ageSeconds", seconds);
                return response.withEntity(HttpEntities.create(ContentTypes.APPLICATION_JSON, object.toString()))
                        .addHeader(RawHeader.create("Age", Long.toString(seconds)));
            }
            return response;
        } catch (JsonProcessingException _) {
            return response;
        }
    }

    Optional<Refusal> refusal() {
        return freshness.refusal();
    }
}
