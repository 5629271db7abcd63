package dev.ferry.endpoint.cimxml;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.object.Cursor;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.cim.wql.Query;
import dev.ferry.endpoint.cimxml.dsp0201.ObjectForm;
import dev.ferry.endpoint.cimxml.dsp0201.Shown;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An enumeration that was opened: all that is needed to go on with it, at any node. As a text it is what the client keeps for us.
 *
 * @param namespace its path
 * @param filter a condition that what is found must meet; "" for none
 * @param from where the rest begins
 */
record Opened(String namespace, ObjectForm form, Subject subject, String filter, Shown shown, Cursor from) {
    /** What XML cannot hold, so that no name or query has it. */
    private static final String BETWEEN = "\0";

    private static final int FIELDS_MIN = 8;

    /** What is asked for. */
    sealed interface Subject {
        /** Instances of a class and of those below it. */
        record OfClass(String className) implements Subject {}

        /** A query in WQL. */
        record Queried(String query) implements Subject {}

        /** What a link leads to. */
        record Associated(ObjectPath of, String link, String result, String resultRole, String role)
                implements Subject {}

        /** The links of an object. */
        record Referring(ObjectPath of, String result, String role) implements Subject {}
    }

    Opened at(Cursor cursor) {
        return new Opened(namespace, form, subject, filter, shown, cursor);
    }

    Query query() throws CimFailure {
        return switch (subject) {
            case Subject.OfClass(var className) ->
                Query.parse("SELECT * FROM " + className + (filter.isEmpty() ? "" : " WHERE " + filter));
            case Subject.Queried(var query) -> Query.parse(query);
            case Subject.Associated(var of, var link, var result, var resultRole, var role) ->
                new Query.Associators(of, link, result, resultRole, role, "", "", false, false, false);
            case Subject.Referring(var of, var result, var role) ->
                new Query.References(of, result, role, "", false, false, false);
        };
    }

    String text() {
        List<String> fields = new ArrayList<>(List.of(
                namespace,
                form.name(),
                filter,
                shown.properties().map(names -> String.join(",", names)).orElse("*"),
                Boolean.toString(shown.isOriginTold()),
                from.text()));
        fields.addAll(
                switch (subject) {
                    case Subject.OfClass(var className) -> List.of("class", className);
                    case Subject.Queried(var query) -> List.of("query", query);
                    case Subject.Associated(var of, var link, var result, var resultRole, var role) ->
                        List.of("associators", of.toString(), link, result, resultRole, role);
                    case Subject.Referring(var of, var result, var role) ->
                        List.of("references", of.toString(), result, role);
                });
        return String.join(BETWEEN, fields);
    }

    /** Only of a text that was made here. */
    static Opened parse(String text) throws CimFailure {
        List<String> fields = List.of(text.split(BETWEEN, -1));
        if (fields.size() < FIELDS_MIN) {
            throw unknown();
        }
        Optional<List<String>> properties = fields.get(3).equals("*")
                ? Optional.empty()
                : Optional.of(Arrays.stream(fields.get(3).split(",", -1))
                        .filter(name -> !name.isEmpty())
                        .toList());
        return new Opened(
                fields.get(0),
                ObjectForm.valueOf(fields.get(1)),
                subject(fields.subList(6, fields.size())),
                fields.get(2),
                Shown.of(properties, Boolean.parseBoolean(fields.get(4))),
                Cursor.parse(fields.get(5)));
    }

    private static Subject subject(List<String> fields) throws CimFailure {
        return switch (fields.getFirst()) {
            case "class" -> new Subject.OfClass(fields.get(1));
            case "query" -> new Subject.Queried(fields.get(1));
            case "associators" ->
                new Subject.Associated(
                        ObjectPath.parse(fields.get(1)), fields.get(2), fields.get(3), fields.get(4), fields.get(5));
            case "references" -> new Subject.Referring(ObjectPath.parse(fields.get(1)), fields.get(2), fields.get(3));
            default -> throw unknown();
        };
    }

    static CimFailure unknown() {
        return new CimFailure(
                CimStatus.INVALID_ENUMERATION_CONTEXT,
                "this enumeration is not known, or was opened too long ago: open it again");
    }
}
