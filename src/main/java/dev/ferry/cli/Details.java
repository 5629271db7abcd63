package dev.ferry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** One object for people: a line for each field, and a table for each list of objects in it. */
final class Details {
    private final FieldText texts;

    Details(FieldText texts) {
        this.texts = texts;
    }

    void print(PrintStream out, JsonNode object) {
        print(out, object, "");
    }

    private void print(PrintStream out, JsonNode object, String indent) {
        int width = object.properties().stream()
                .mapToInt(entry -> FieldText.label(entry.getKey()).length())
                .max()
                .orElse(0);
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            if (isTable(entry.getValue())) {
                printTable(out, indent, entry.getKey(), entry.getValue());
            } else if (entry.getValue().isObject() && !entry.getValue().isEmpty()) {
                out.println(indent + FieldText.label(entry.getKey()));
                print(out, entry.getValue(), indent + "  ");
            } else {
                printLine(out, indent, width, entry.getKey(), entry.getValue());
            }
        }
    }

    private void printLine(PrintStream out, String indent, int width, String field, JsonNode value) {
        String text = texts.text(field, value);
        if (!text.isEmpty()) {
            String label = FieldText.label(field);
            out.println(indent + label + " ".repeat(width - label.length() + 2) + text);
        }
    }

    private void printTable(PrintStream out, String indent, String field, JsonNode value) {
        List<JsonNode> items = StreamSupport.stream(value.spliterator(), false).toList();
        List<String> fields = items.stream()
                .flatMap(item -> item.properties().stream().map(Map.Entry::getKey))
                .distinct()
                .toList();
        out.println(indent + FieldText.label(field));
        new Table(fields, items, texts).print(out, indent + "  ");
    }

    private static boolean isTable(JsonNode value) {
        return value.isArray() && !value.isEmpty() && value.get(0).isObject();
    }
}
