package dev.ferry.endpoint.cimxml.dsp0201;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.text.PathXml;
import dev.ferry.cim.value.CimType;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.cim.xml.XmlElement;
import dev.ferry.cim.xml.XmlText;
import java.util.ArrayList;
import java.util.List;

/** Values of parameters as clients send them: without a type that could be relied on. */
final class Values {
    private Values() {}

    /** The value of a parameter; none when nothing is in it. */
    static CimValue only(String name, XmlElement parameter) throws CimFailure {
        if (parameter.children().size() > 1) {
            throw Arguments.bad("the parameter " + CimFailure.quoted(name) + " has more than one value");
        }
        return parameter.children().isEmpty()
                ? CimValue.none()
                : value(name, parameter.children().getFirst());
    }

    private static CimValue value(String name, XmlElement element) throws CimFailure {
        return switch (element.name()) {
            case "VALUE.ARRAY" -> texts(name, element);
            case "VALUE.REFARRAY" -> references(name, element);
            default -> single(name, element);
        };
    }

    private static CimValue single(String name, XmlElement element) throws CimFailure {
        return switch (element.name()) {
            case "VALUE" -> CimValue.of(instanceOr(name, element));
            case "INSTANCE" -> CimValue.of(written(element));
            case "VALUE.NULL" -> CimValue.none();
            case "VALUE.REFERENCE" -> CimValue.of(PathXml.readReference(element));
            case "CLASSNAME", "INSTANCENAME", "INSTANCEPATH", "LOCALINSTANCEPATH", "CLASSPATH", "LOCALCLASSPATH" ->
                CimValue.of(PathXml.read(element));
            default ->
                throw Arguments.bad("the parameter " + CimFailure.quoted(name) + " has the element " + element.name()
                        + " for a value: an embedded instance must be escaped, or in CDATA");
        };
    }

    /** wbemcli writes what it is given as it is, so that an embedded instance comes as elements. */
    private static String instanceOr(String name, XmlElement value) throws CimFailure {
        boolean isInstance = value.children().size() == 1
                && value.children().getFirst().is("INSTANCE")
                && value.text().isBlank();
        return isInstance ? written(value.children().getFirst()) : text(name, value);
    }

    private static String written(XmlElement element) {
        StringBuilder out = new StringBuilder("<").append(element.name());
        element.attributes().forEach(attribute -> out.append(' ')
                .append(attribute.name())
                .append("=\"")
                .append(XmlText.inAttribute(attribute.value()))
                .append('"'));
        out.append('>').append(XmlText.inElement(element.children().isEmpty() ? element.text() : ""));
        element.children().forEach(child -> out.append(written(child)));
        return out.append("</").append(element.name()).append('>').toString();
    }

    static String text(String name, XmlElement element) throws CimFailure {
        if (!element.children().isEmpty()) {
            throw Arguments.bad("the parameter " + CimFailure.quoted(name)
                    + " has elements in its VALUE: an embedded instance must be escaped, or in CDATA");
        }
        return element.text();
    }

    private static CimValue texts(String name, XmlElement array) throws CimFailure {
        List<CimValue> elements = new ArrayList<>();
        for (XmlElement child : array.children()) {
            elements.add(single(name, child));
        }
        boolean areReferences = elements.stream().anyMatch(CimValue.Reference.class::isInstance);
        return areReferences ? references(name, array) : new CimValue.Array(CimType.STRING, elements);
    }

    private static CimValue references(String name, XmlElement array) throws CimFailure {
        List<CimValue> elements = new ArrayList<>();
        for (XmlElement child : array.children()) {
            CimValue one = single(name, child);
            elements.add(one instanceof CimValue.Text(var text) ? CimValue.of(ObjectPath.parse(text)) : one);
        }
        return new CimValue.Array(CimType.REFERENCE, elements);
    }
}
