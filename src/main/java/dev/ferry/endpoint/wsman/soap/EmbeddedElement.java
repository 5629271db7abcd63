package dev.ferry.endpoint.wsman.soap;

import dev.ferry.cim.value.Names;
import dev.ferry.cim.xml.XmlAttribute;
import dev.ferry.cim.xml.XmlElement;
import dev.ferry.cim.xml.XmlText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An instance that stands as elements where a text is meant: it becomes the text that it would have been. Some clients send the elements
 * of CIM-XML itself, others those of this protocol.
 */
final class EmbeddedElement {
    private EmbeddedElement() {}

    static String text(XmlElement parameter) {
        XmlElement only = parameter.children().getFirst();
        if (parameter.children().size() == 1 && isCimXml(only)) {
            StringBuilder out = new StringBuilder();
            copy(out, only);
            return out.toString();
        }
        String className = ReferenceReader.className(parameter);
        boolean isWrapped = className.isEmpty()
                && parameter.children().size() == 1
                && !only.children().isEmpty();
        return isWrapped ? instance(only, named(only)) : instance(parameter, className);
    }

    /** The class of an element that is an instance itself. */
    private static String named(XmlElement instance) {
        String told = ReferenceReader.className(instance);
        return told.isEmpty() ? instance.name() : told;
    }

    private static boolean isCimXml(XmlElement element) {
        return List.of("CIM", "DECLARATION", "DECLGROUP", "VALUE.OBJECT", "VALUE.NAMEDINSTANCE", "INSTANCE")
                .contains(element.name());
    }

    private static void copy(StringBuilder out, XmlElement element) {
        out.append('<').append(element.name());
        for (XmlAttribute attribute : element.attributes()) {
            out.append(' ')
                    .append(attribute.name())
                    .append("=\"")
                    .append(XmlText.inAttribute(attribute.value()))
                    .append('"');
        }
        out.append('>');
        if (element.children().isEmpty()) {
            out.append(XmlText.inElement(element.text()));
        }
        element.children().forEach(child -> copy(out, child));
        out.append("</").append(element.name()).append('>');
    }

    private static String instance(XmlElement instance, String className) {
        Map<String, List<XmlElement>> byName = new LinkedHashMap<>();
        for (XmlElement child : instance.children()) {
            byName.computeIfAbsent(Names.key(child.name()), _ -> instance.children().stream()
                    .filter(other -> Names.same(other.name(), child.name()))
                    .toList());
        }
        StringBuilder out = new StringBuilder("<INSTANCE CLASSNAME=\"" + XmlText.inAttribute(className) + "\">");
        byName.values().forEach(elements -> property(out, elements));
        return out.append("</INSTANCE>").toString();
    }

    /** The type that is written says nothing: the class knows it. So one value may stand for an array of one. */
    private static void property(StringBuilder out, List<XmlElement> elements) {
        String element = elements.size() > 1 ? "PROPERTY.ARRAY" : "PROPERTY";
        out.append('<')
                .append(element)
                .append(" NAME=\"")
                .append(elements.getFirst().name())
                .append("\" TYPE=\"string\">");
        out.append(elements.size() > 1 ? "<VALUE.ARRAY>" : "");
        for (XmlElement one : elements) {
            String nil = one.attribute("nil").orElse("");
            if (!nil.equalsIgnoreCase("true")) {
                out.append("<VALUE>").append(XmlText.inElement(value(one))).append("</VALUE>");
            }
        }
        out.append(elements.size() > 1 ? "</VALUE.ARRAY>" : "");
        out.append("</").append(element).append('>');
    }

    private static String value(XmlElement element) {
        if (element.children().isEmpty()) {
            return element.text();
        }
        boolean isTime = element.children().size() == 1
                && element.children().getFirst().namespace().equals(Uris.COMMON);
        return isTime ? element.children().getFirst().text().strip() : text(element);
    }
}
