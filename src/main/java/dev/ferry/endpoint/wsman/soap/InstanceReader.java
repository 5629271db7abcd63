package dev.ferry.endpoint.wsman.soap;

import dev.ferry.cim.value.CimInstance.Property;
import dev.ferry.cim.value.CimType;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.DeclaredType;
import dev.ferry.cim.value.Names;
import dev.ferry.cim.xml.XmlElement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads values as their declaration says; whether they fit it is not held here. What is declared nowhere is read as the text that it
 * is, for others to refuse.
 */
public final class InstanceReader {
    private InstanceReader() {}

    /**
     * The children of an element, by their local names: several of one name are an array.
     *
     * @param declared how the one of that name is declared
     */
    public static List<Property> properties(XmlElement parent, Function<String, Optional<DeclaredType>> declared)
            throws Fault.Thrown {
        Map<String, List<XmlElement>> byName = new LinkedHashMap<>();
        for (XmlElement child : parent.children()) {
            if (!Names.isName(child.name())) {
                throw Fault.badParameter("'" + child.name() + "' cannot be the name of a parameter or property")
                        .thrown();
            }
            byName.computeIfAbsent(Names.key(child.name()), _ -> new ArrayList<>())
                    .add(child);
        }
        List<Property> properties = new ArrayList<>();
        for (List<XmlElement> elements : byName.values()) {
            String name = elements.getFirst().name();
            Optional<DeclaredType> type = declared.apply(name);
            if (elements.size() > 1 && !type.map(DeclaredType::isArray).orElse(true)) {
                throw Fault.badParameter(name + " is given " + elements.size() + " times, and is not an array")
                        .thrown();
            }
            properties.add(new Property(name, value(type.orElse(DeclaredType.of(CimType.STRING)), elements)));
        }
        return properties;
    }

    private static CimValue value(DeclaredType declared, List<XmlElement> elements) throws Fault.Thrown {
        List<CimValue> values = new ArrayList<>();
        for (XmlElement element : elements) {
            values.add(one(declared.type(), element));
        }
        boolean isNothing = values.size() == 1 && values.getFirst().isNull();
        if (isNothing || (values.size() == 1 && !declared.isArray())) {
            return values.getFirst();
        }
        CimType kept = declared.isReference() ? CimType.REFERENCE : CimType.STRING;
        return CimValue.array(kept, values);
    }

    private static CimValue one(CimType type, XmlElement element) throws Fault.Thrown {
        if (isNil(element)) {
            return CimValue.none();
        }
        return switch (type) {
            case REFERENCE -> ReferenceReader.read(element).map(CimValue::of).orElse(CimValue.none());
            case STRING -> CimValue.of(element.children().isEmpty() ? element.text() : EmbeddedElement.text(element));
            case DATETIME -> CimValue.of(innerText(element).strip());
            case CHAR16 -> CimValue.of(element.text());
            case BOOLEAN, UINT8, UINT16, UINT32, UINT64, SINT8, SINT16, SINT32, SINT64, REAL32, REAL64 ->
                CimValue.of(element.text().strip());
        };
    }

    /** A time is in an element that says of what kind it is, or stands alone. */
    private static String innerText(XmlElement element) {
        return element.children().isEmpty()
                ? element.text()
                : element.children().getFirst().text();
    }

    /** In whatever namespace it is: one client binds the prefix to another one. */
    private static boolean isNil(XmlElement element) {
        String nil = element.attribute("nil").map(String::strip).orElse("");
        return nil.equalsIgnoreCase("true") || nil.equals("1");
    }
}
