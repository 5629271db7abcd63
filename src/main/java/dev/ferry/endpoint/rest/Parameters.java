package dev.ferry.endpoint.rest;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.japi.Pair;

/** The query of a request. A name that the route does not know is refused: a misspelt {@code dryRun} would change things. */
final class Parameters {
    static final int LIMIT_DEFAULT = 100;
    static final int LIMIT_MAX = 1_000;

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m)");

    private final Map<String, String> values;

    private Parameters(Map<String, String> values) {
        this.values = values;
    }

    static Parameters of(HttpRequest request, String... known) {
        Map<String, String> values = new TreeMap<>();
        for (Pair<String, String> one : request.getUri().query().toList()) {
            if (!List.of(known).contains(one.first())) {
                throw RestRefused.unreadable(
                        "there is no query parameter '" + one.first() + "' here",
                        known.length == 0 ? "leave it out" : "use one of: " + String.join(", ", known));
            }
            if (values.put(one.first(), one.second()) != null) {
                throw RestRefused.unreadable(
                        "the query parameter '" + one.first() + "' is there twice", "send it once");
            }
        }
        return new Parameters(values);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).filter(text -> !text.isEmpty());
    }

    boolean flag(String name) {
        String text = values.getOrDefault(name, "false");
        return switch (text) {
            case "true", "" -> true;
            case "false" -> false;
            default -> throw RestRefused.invalid("'" + name + "' is '" + text + "'", "use true or false");
        };
    }

    boolean dryRun() {
        return flag("dryRun");
    }

    int limit() {
        String text = text("limit").orElse("" + LIMIT_DEFAULT);
        int limit = text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > LIMIT_MAX) {
            throw RestRefused.invalid("'limit' is '" + text + "'", "use 1 to " + LIMIT_MAX);
        }
        return limit;
    }

    /** {@code 30s}, {@code 2m}, {@code 500ms}. */
    Optional<Duration> duration(String name) {
        return text(name).map(text -> {
            Matcher parts = DURATION.matcher(text);
            if (!parts.matches()) {
                throw RestRefused.invalid("'" + name + "' is '" + text + "'", "write it like 30s, 2m or 500ms");
            }
            long amount = Long.parseLong(parts.group(1));
            return switch (parts.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                default -> Duration.ofMinutes(amount);
            };
        });
    }

    Optional<Instant> instant(String name) {
        return text(name).map(text -> {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeParseException _) {
                throw RestRefused.invalid(
                        "'" + name + "' is '" + text + "'",
                        "write it like 2026-01-31T12:00:00Z (ISO 8601, with a zone)");
            }
        });
    }

    /** The word of a list that is meant, whatever its case. */
    Optional<String> word(String name, Collection<String> words) {
        return text(name).map(text -> words.stream()
                .filter(text::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> RestRefused.invalid(
                        "'" + name + "' is '" + text + "'", "use one of: " + String.join(", ", words))));
    }

    /** All but what does not belong to the wish itself, in one order. */
    String canonical() {
        Map<String, String> wish = new TreeMap<>(values);
        wish.remove("dryRun");
        return wish.toString();
    }
}
