package dev.ferry.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ferry.model.Refusal;

/** A refusal as it is kept with an idempotency key, so that the same submit is refused in the same words. */
final class KeptRefusal {
    private static final JsonMapper JSON = new JsonMapper();

    private KeptRefusal() {}

    static String write(Refusal refusal) {
        try {
            return JSON.writeValueAsString(refusal);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a refusal can always be written", e);
        }
    }

    static Refusal read(String json) {
        try {
            return JSON.readValue(json, Refusal.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was kept cannot be read: " + json, e);
        }
    }
}
