package dev.ferry.cim.text;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.schema.CimClass;
import dev.ferry.cim.schema.CimProperty;
import dev.ferry.cim.schema.Schema;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimType;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.cim.value.Typing;
import dev.ferry.cim.xml.XmlElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * INSTANCE elements of CIM-XML. The type that a client writes into a property says nothing: the class does. System
 * properties of WMI and qualifiers are passed over, but a {@code __PATH} is kept.
 */
public final class InstanceXml {
    private InstanceXml() {}

    /** The one instance in an element, or in what wraps it. */
    public static CimInstance read(XmlElement root, Schema schema) throws CimFailure {
        List<XmlElement> found = new ArrayList<>();
        List<XmlElement> paths = new ArrayList<>();
        find(root, found, paths);
        if (found.size() != 1) {
            throw failure("one INSTANCE is expected, and there are " + found.size() + " in the element " + root.name());
        }
        CimInstance instance = instance(found.getFirst(), schema);
        return paths.isEmpty() ? instance : instance.at(schema.typed(PathXml.read(paths.getFirst())));
    }

    /** Wrappers are as deep as the limit of the text lets them be. */
    private static void find(XmlElement element, List<XmlElement> found, List<XmlElement> paths) {
        if (element.is("INSTANCE")) {
            found.add(element);
        } else if (PathXml.isPath(element)) {
            paths.add(element);
        } else {
            element.children().forEach(child -> find(child, found, paths));
        }
    }

    private static CimInstance instance(XmlElement element, Schema schema) throws CimFailure {
        String className =
                element.attribute("CLASSNAME").orElseThrow(() -> failure("INSTANCE lacks the attribute CLASSNAME"));
        CimClass owner = schema.require(className);
        List<CimInstance.Property> given = new ArrayList<>();
        Optional<ObjectPath> path = Optional.empty();
        for (XmlElement child : element.children()) {
            if (child.is("QUALIFIER")) {
                continue;
            }
            String name = name(child, owner);
            if (name.equals("__PATH") && child.child("VALUE").isPresent()) {
                path = Optional.of(ObjectPath.parse(child.child("VALUE").get().text()));
            }
            if (!name.startsWith("__")) {
                CimProperty property = owner.requireProperty(name);
                given.add(new CimInstance.Property(name, value(child, property, owner, schema)));
            }
        }
        CimInstance instance = owner.instance(given);
        return path.isPresent() ? instance.at(path.get()) : instance;
    }

    private static String name(XmlElement element, CimClass owner) throws CimFailure {
        if (!element.name().equals("PROPERTY") && !element.name().startsWith("PROPERTY.")) {
            throw failure("in an INSTANCE of " + owner.name() + " a PROPERTY is expected, and not " + element.name());
        }
        return element.attribute("NAME")
                .orElseThrow(() -> failure(
                        "in an INSTANCE of " + owner.name() + ", " + element.name() + " lacks the attribute NAME"));
    }

    private static CimValue value(XmlElement element, CimProperty property, CimClass owner, Schema schema)
            throws CimFailure {
        String where = "class " + owner.name() + ", property " + property.name();
        List<XmlElement> values = element.children().stream()
                .filter(child -> !child.is("QUALIFIER"))
                .toList();
        if (values.isEmpty()) {
            if (!element.text().isBlank()) {
                throw failure(where + " has text that is in no VALUE");
            }
            return CimValue.none();
        }
        if (values.size() > 1) {
            throw failure(where + " has " + values.size() + " values");
        }
        XmlElement value = values.getFirst();
        return switch (value.name()) {
            case "VALUE.ARRAY", "VALUE.REFARRAY", "VALUE.OBJECTARRAY" -> array(value, where, property, schema);
            default -> single(value, where, schema);
        };
    }

    private static CimValue single(XmlElement value, String where, Schema schema) throws CimFailure {
        return switch (value.name()) {
            case "VALUE" -> CimValue.of(text(value, where));
            case "VALUE.NULL" -> CimValue.none();
            case "VALUE.REFERENCE" -> CimValue.of(PathXml.readReference(value));
            case "VALUE.OBJECT", "INSTANCE" -> CimValue.of(write(read(value, schema), schema));
            default -> throw failure(where + " has the element " + value.name() + " for a value");
        };
    }

    private static String text(XmlElement value, String where) throws CimFailure {
        if (!value.children().isEmpty()) {
            throw failure(where + " has elements in its VALUE: an embedded instance must be escaped, or in CDATA");
        }
        return value.text();
    }

    /** Each element gets the declared type here, so that the array is of one. */
    private static CimValue array(XmlElement value, String where, CimProperty property, Schema schema)
            throws CimFailure {
        CimType type = property.type().type();
        List<CimValue> elements = new ArrayList<>();
        for (XmlElement child : value.children()) {
            CimValue element = single(child, where, schema);
            elements.add(Typing.convert(type, element)
                    .orElseThrow(() -> new CimFailure(
                            CimStatus.TYPE_MISMATCH,
                            where + " is declared " + property.type().told() + " and cannot hold "
                                    + CimFailure.quoted(element.text()))));
        }
        return new CimValue.Array(type, elements);
    }

    /**
     * As Windows' {@code GetText} writes it: all properties of the class in the order of their names, those without a
     * value empty, those that the instance does not say marked as propagated from the class with its default.
     */
    public static String write(CimInstance instance, Schema schema) throws CimFailure {
        CimClass owner = schema.require(instance.className());
        CimInstance typed = owner.instance(instance.properties());
        StringBuilder out = new StringBuilder("<INSTANCE CLASSNAME=\"" + owner.name() + "\">");
        owner.propertiesByName().sorted().forEach(property -> {
            boolean isSaid = typed.has(property.name());
            CimValue value = isSaid ? typed.value(property.name()) : property.defaultValue();
            PropertyXml.write(out, property, value, !isSaid);
        });
        return out.append("</INSTANCE>").toString();
    }

    private static CimFailure failure(String sentence) {
        return new CimFailure(CimStatus.INVALID_PARAMETER, sentence);
    }
}
