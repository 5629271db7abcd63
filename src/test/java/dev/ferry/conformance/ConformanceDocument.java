package dev.ferry.conformance;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.schema.CimClass;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** The text of {@code docs/reference/conformance.md}, and its rows read again. */
final class ConformanceDocument {
    static final Path PLACE = Path.of("docs/reference/conformance.md");
    private static final String NULL = "always null";
    private static final String HEAD = """
            # What is served, and how that is known

            Made by `ConformanceTest`, which fails when this page is not what a node shows; do not edit it. A node is brought to what
            `Scenario` tells, and every instance of every class is looked at.

            | word | meaning |
            | --- | --- |
            | served | a property: it differs between instances, and REST or the definition file on disk tells the same of each at the place that is named (`file` is the definition file, `*` a number or an identity). A method: its test looks by another way at what it did |
            | varies | it differs between instances, and nothing else tells it |
            | constant | every instance has this value, or none |
            | always null | Ferry knows no truth for it ([why](../decisions/0010-systems-in-cim.md)) |
            | not supported | the method answers so, in its own numbers |
            | not there | there are no instances of the class, or nothing here can bring it about |

            The test of a property is `ConformanceTest.showsWhatIsSaid`, under the row's name (`V2 Msvm_ComputerSystem.ElementName`); that of a
            method is named. `noticesEveryRowThatIsSwitchedOff` switches fifty rows off, one by one, and sees the test of each fail.
            """;

    private ConformanceDocument() {}

    static String of(Map<Namespace, SortedMap<String, Conformance.Look>> seen) throws CimFailure {
        StringBuilder text = new StringBuilder(HEAD);
        text.append('\n').append(Documented.text());
        for (Namespace namespace : Conformance.NAMESPACES) {
            SortedMap<String, Conformance.Look> classes = seen.get(namespace);
            text.append("\n## ").append(namespace.path()).append('\n');
            classes.forEach((className, look) -> text.append("\n### ")
                    .append(namespace)
                    .append(' ')
                    .append(className)
                    .append("\n\n")
                    .append(table(look.properties(), look.methods())));
            text.append("\n### ")
                    .append(namespace)
                    .append(", without instances\n\n")
                    .append(others(namespace.schema(), classes.keySet()));
        }
        return text.toString();
    }

    private static String table(Map<String, String> properties, Map<String, String> methods) {
        StringJoiner rows = new StringJoiner("\n", "| what | | |\n| --- | --- | --- |\n", "\n");
        properties.forEach((name, told) -> {
            if (!told.equals(NULL)) {
                rows.add("| " + name + " | " + told + " |");
            }
        });
        folded(rows, properties, NULL, "");
        methods.forEach((name, told) -> {
            if (told.startsWith("served")) {
                rows.add("| " + name + "() | " + told + " |");
            }
        });
        folded(rows, methods, "not supported | as documented", "()");
        return rows.toString();
    }

    private static void folded(StringJoiner rows, Map<String, String> all, String told, String end) {
        List<String> names = all.entrySet().stream()
                .filter(one -> one.getValue().equals(told))
                .map(one -> one.getKey() + end)
                .toList();
        if (!names.isEmpty()) {
            rows.add("| " + String.join(", ", names) + " | " + told + (told.contains("|") ? " |" : " | |"));
        }
    }

    private static String others(Schema schema, Set<String> shown) {
        StringJoiner rows =
                new StringJoiner("\n", "| class | all its properties and methods | |\n| --- | --- | --- |\n", "\n");
        for (CimClass owner : schema.classes()) {
            if (!shown.contains(owner.name())) {
                rows.add("| " + owner.name() + " | " + why(schema, owner, shown) + " | "
                        + owner.methods().stream()
                                .map(method -> method.name() + "()")
                                .collect(Collectors.joining(", "))
                        + " |");
            }
        }
        return rows.toString();
    }

    private static String why(Schema schema, CimClass owner, Set<String> shown) {
        if (schema.subclasses(owner.name()).stream().anyMatch(sub -> shown.contains(sub.name()))) {
            return "shown by classes below it";
        }
        String text = Documented.IN_TEXTS.get(owner.name());
        return text == null ? "not there" : "in texts only: `" + text + "`";
    }

    /** What the document says of each row of something that is there. */
    static Map<String, String> rows() throws IOException {
        Map<String, String> rows = new LinkedHashMap<>();
        String section = "";
        for (String line : Files.readAllLines(PLACE)) {
            if (line.startsWith("### ")) {
                section = line.substring(4);
            } else if (line.startsWith("## ")) {
                section = "";
            } else if (!section.isEmpty() && !section.contains(",") && isRow(line)) {
                int end = line.indexOf(" | ");
                String name = line.substring(2, end).replace("()", "");
                rows.put(section + "." + name, line.substring(end + 3, line.length() - 2));
            }
        }
        return rows;
    }

    private static boolean isRow(String line) {
        return line.startsWith("| ")
                && !line.contains("| " + NULL + " |")
                && !line.contains("| not supported |")
                && !line.startsWith("| --- ")
                && !line.startsWith("| what ")
                && !line.substring(0, line.indexOf(" | ", 2)).contains(", ");
    }
}
