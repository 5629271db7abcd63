package dev.ferry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Aligned columns, one for each field; numbers to the right. */
final class Table {
    private final List<String> fields;
    private final List<JsonNode> items;
    private final FieldText texts;

    Table(List<String> fields, List<JsonNode> items, FieldText texts) {
        this.fields = fields;
        this.items = items;
        this.texts = texts;
    }

    void print(PrintStream out, String indent) {
        List<List<String>> rows = Stream.concat(
                        Stream.of(header()), items.stream().map(this::row))
                .toList();
        List<Integer> widths = Stream.iterate(0, column -> column + 1)
                .limit(fields.size())
                .map(column -> rows.stream()
                        .mapToInt(row -> width(row.get(column)))
                        .max()
                        .orElse(0))
                .toList();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(indent);
            for (int column = 0; column < fields.size(); column++) {
                line.append(aligned(row.get(column), widths.get(column), isNumeric(column)))
                        .append("  ");
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private List<String> header() {
        return fields.stream()
                .map(field -> FieldText.label(field).toUpperCase(Locale.ROOT))
                .toList();
    }

    private List<String> row(JsonNode item) {
        return fields.stream().map(field -> texts.text(field, item.path(field))).toList();
    }

    private boolean isNumeric(int column) {
        return items.stream().anyMatch(item -> item.path(fields.get(column)).isNumber());
    }

    private static String aligned(String text, int width, boolean right) {
        String space = " ".repeat(width - width(text));
        return right ? space + text : text + space;
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
