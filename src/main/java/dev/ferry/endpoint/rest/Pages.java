package dev.ferry.endpoint.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ferry.model.JobId;
import dev.ferry.model.SystemId;
import dev.ferry.view.JobKey;
import dev.ferry.view.SystemKey;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Lists, page by page. Where the next page begins is told in a token that is nothing but the last row's key, so no node
 * remembers anything, and any node can go on.
 */
final class Pages {
    private Pages() {}

    static ObjectNode page(List<? extends JsonNode> items, String next) {
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        ArrayNode array = page.putArray("items");
        items.forEach(array::add);
        return next == null ? page : page.put("next", next);
    }

    /** A page of a list that is at hand as a whole, in the order of its keys. */
    static <T> ObjectNode slice(
            List<T> all, Parameters query, Function<T, String> key, Function<T, ? extends JsonNode> json) {
        int limit = query.limit();
        String after =
                query.text("after").map(token -> decoded(token, "k", 2)[1]).orElse("");
        List<T> left = all.stream()
                .filter(item -> key.apply(item).compareTo(after) > 0)
                .sorted(Comparator.comparing(key))
                .limit(limit + 1L)
                .toList();
        List<T> shown = left.subList(0, Math.min(limit, left.size()));
        return page(
                shown.stream().map(json).toList(),
                left.size() > limit ? encoded("k", key.apply(shown.getLast())) : null);
    }

    static String token(SystemKey key) {
        return encoded("s", key.id().value(), key.nameFolded());
    }

    static String token(JobKey key) {
        return encoded("j", key.id().value(), key.createdAt().toString());
    }

    static SystemKey systemKey(String token) {
        String[] parts = decoded(token, "s", 3);
        try {
            return new SystemKey(parts[2], new SystemId(parts[1]));
        } catch (IllegalArgumentException _) {
            throw bad();
        }
    }

    static JobKey jobKey(String token) {
        String[] parts = decoded(token, "j", 3);
        try {
            return new JobKey(Instant.parse(parts[2]), new JobId(parts[1]));
        } catch (IllegalArgumentException | DateTimeException _) {
            throw bad();
        }
    }

    private static String encoded(String... parts) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
    }

    private static String[] decoded(String token, String kind, int count) {
        try {
            String[] parts =
                    new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8).split("\n", count);
            if (parts.length == count && parts[0].equals(kind)) {
                return parts;
            }
        } catch (IllegalArgumentException _) {
            // Told below, like every other text that is no token.
        }
        throw bad();
    }

    private static RestRefused bad() {
        return RestRefused.invalid(
                "'after' is not what a list has told as 'next'", "take it as it was, or begin without it");
    }
}
