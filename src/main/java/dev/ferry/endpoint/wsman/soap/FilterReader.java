package dev.ferry.endpoint.wsman.soap;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.Names;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.cim.xml.XmlElement;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** Filters of all dialects, each as the query that it means. */
public final class FilterReader {
    /**
     * What is to be found.
     *
     * @param query in the words of WQL
     * @param columns what is wanted of each instance; all when there are none
     */
    public record Filter(String query, List<String> columns) {
        public Filter {
            columns = List.copyOf(columns);
        }
    }

    private FilterReader() {}

    /** The filter of an enumeration of that class; empty when there is none. */
    public static Optional<Filter> read(XmlElement enumerate, String className) throws Fault.Thrown {
        Optional<XmlElement> filter = enumerate.child("Filter");
        return filter.isEmpty() ? Optional.empty() : Optional.of(filter(filter.get(), className));
    }

    private static Filter filter(XmlElement filter, String className) throws Fault.Thrown {
        String dialect = filter.attribute("Dialect").map(String::strip).orElse("");
        String name = dialect.substring(dialect.lastIndexOf('/') + 1);
        boolean isQuery = name.equalsIgnoreCase("WQL")
                || dialect.regionMatches(true, 0, "http://schemas.dmtf.org/wbem/cql/", 0, 33)
                || (dialect.isEmpty() && filter.children().isEmpty());
        if (isQuery) {
            return new Filter(query(filter.text().strip()), List.of());
        }
        if (name.equalsIgnoreCase("SelectorFilter")) {
            return bySelectors(filter, className);
        }
        if (name.equalsIgnoreCase("associationFilter")) {
            return links(filter);
        }
        throw Fault.unknownDialect(CimFailure.quoted(dialect)).thrown();
    }

    private static String query(String text) throws Fault.Thrown {
        if (text.isEmpty()) {
            throw Fault.badFilter("the query of the filter is empty").thrown();
        }
        return text;
    }

    private static Filter bySelectors(XmlElement filter, String className) throws Fault.Thrown {
        if (className.equals(ResourceUri.ALL)) {
            throw Fault.badFilter("selectors choose among the instances of one class: name it in the resource URI")
                    .thrown();
        }
        StringJoiner conditions = new StringJoiner(" AND ", " WHERE ", "").setEmptyValue("");
        for (Selector selector : ReferenceReader.selectors(filter.child("SelectorSet"))) {
            if (!selector.name().equalsIgnoreCase(Uris.NAMESPACE_SELECTOR)) {
                conditions.add(selector.name() + " = " + quoted(selector.value()));
            }
        }
        return new Filter("SELECT * FROM " + className + conditions, List.of());
    }

    private static String quoted(CimValue value) {
        return '"' + value.text().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static Filter links(XmlElement filter) throws Fault.Thrown {
        Optional<XmlElement> associated = filter.child("AssociatedInstances");
        XmlElement asked = associated
                .or(() -> filter.child("AssociationInstances"))
                .orElseThrow(() -> Fault.badFilter(
                                "an association filter asks for AssociatedInstances or AssociationInstances")
                        .thrown());
        ObjectPath object = asked.child("Object").isEmpty()
                ? null
                : ReferenceReader.read(asked.child("Object").get()).orElse(null);
        if (object == null) {
            throw Fault.badFilter("an association filter names its Object").thrown();
        }
        StringJoiner words = new StringJoiner(" ", " WHERE ", "").setEmptyValue("");
        String resultClass = name(asked, "ResultClassName");
        if (associated.isPresent()) {
            say(words, "AssocClass", name(asked, "AssociationClassName"));
            say(words, "ResultClass", resultClass);
            say(words, "ResultRole", name(asked, "ResultRole"));
        } else {
            say(words, "ResultClass", resultClass.isEmpty() ? name(asked, "AssociationClassName") : resultClass);
        }
        say(words, "Role", name(asked, "Role"));
        List<String> columns = asked.children("IncludeResultProperty")
                .map(column -> column.text().strip())
                .toList();
        return new Filter(
                (associated.isPresent() ? "ASSOCIATORS" : "REFERENCES") + " OF {" + object.relative() + "}" + words,
                columns);
    }

    private static void say(StringJoiner words, String word, String name) {
        if (!name.isEmpty()) {
            words.add(word + "=" + name);
        }
    }

    private static String name(XmlElement asked, String element) throws Fault.Thrown {
        String name =
                asked.child(element).map(XmlElement::text).map(String::strip).orElse("");
        if (!name.isEmpty() && !Names.isName(name)) {
            throw Fault.badFilter(CimFailure.quoted(name) + " cannot be the " + element + " of an association filter")
                    .thrown();
        }
        return name;
    }
}
