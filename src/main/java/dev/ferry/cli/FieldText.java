package dev.ferry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneId;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A field of an answer for people. The unit is in the field's name, so no field needs to be known here. */
final class FieldText {
    private final ZoneId zone;

    FieldText(ZoneId zone) {
        this.zone = zone;
    }

    /** {@code memoryBytes} becomes {@code memory}, {@code startedAt} {@code started}. */
    static String label(String field) {
        String bare = field.replaceAll("(PerSecond)$", "").replaceAll("(?<=.)(Bytes|Seconds|At)$", "");
        return bare.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
    }

    String text(String field, JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(item -> text(field, item))
                    .collect(Collectors.joining(", "));
        }
        if (value.isObject()) {
            return value.has("id") ? value.path("id").asText() : inline(value);
        }
        return scalar(field, value);
    }

    private String scalar(String field, JsonNode value) {
        if (value.isIntegralNumber() && field.endsWith("BytesPerSecond")) {
            return ByteSize.text(value.asLong()) + "/s";
        }
        if (value.isIntegralNumber() && (field.endsWith("Bytes") || field.startsWith("bytes"))) {
            return ByteSize.text(value.asLong());
        }
        if (value.isIntegralNumber() && field.endsWith("Seconds")) {
            return TimeText.seconds(value.asLong());
        }
        if (value.isNumber() && "percent".equals(field)) {
            return value.asInt() + " %";
        }
        if (value.isBoolean()) {
            return value.asBoolean() ? "yes" : "no";
        }
        return field.endsWith("At") ? TimeText.local(value.asText(), zone) : plain(value.asText());
    }

    private String inline(JsonNode object) {
        return object.properties().stream()
                .map(entry -> entry.getKey() + " " + text(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** Names come from anywhere: what would move the cursor of a terminal is not passed on to it. */
    static String plain(String text) {
        return text.replaceAll("\\p{Cc}", "?");
    }
}
