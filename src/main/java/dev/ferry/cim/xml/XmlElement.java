package dev.ferry.cim.xml;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An element with all that is in it. Its text is what stands directly in it, together. */
public record XmlElement(
        String namespace, String name, List<XmlAttribute> attributes, List<XmlElement> children, String text) {
    public XmlElement {
        attributes = List.copyOf(attributes);
        children = List.copyOf(children);
    }

    public boolean is(String localName) {
        return name.equals(localName);
    }

    /** The attribute of this name, whatever namespace it is in; clients disagree about letter case too. */
    public Optional<String> attribute(String localName) {
        return attributes.stream()
                .filter(attribute -> attribute.name().equalsIgnoreCase(localName))
                .map(XmlAttribute::value)
                .findFirst();
    }

    public Optional<XmlElement> child(String localName) {
        return children(localName).findFirst();
    }

    public Stream<XmlElement> children(String localName) {
        return children.stream().filter(child -> child.is(localName));
    }
}
