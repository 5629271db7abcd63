package dev.ferry.cim.xml;

import static javax.xml.stream.XMLStreamConstants.CDATA;
import static javax.xml.stream.XMLStreamConstants.CHARACTERS;
import static javax.xml.stream.XMLStreamConstants.DTD;
import static javax.xml.stream.XMLStreamConstants.END_ELEMENT;
import static javax.xml.stream.XMLStreamConstants.ENTITY_REFERENCE;
import static javax.xml.stream.XMLStreamConstants.SPACE;
import static javax.xml.stream.XMLStreamConstants.START_ELEMENT;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads one document. What breaks a rule of XML or a limit is refused with its line and column. */
public final class XmlReader {
    private record Open(
            String namespace,
            String name,
            List<XmlAttribute> attributes,
            List<XmlElement> children,
            StringBuilder text) {}

    private final XMLStreamReader xml;
    private final XmlLimits limits;
    private final Deque<Open> open = new ArrayDeque<>();
    private XmlElement root;
    private int elements;

    private XmlReader(XMLStreamReader xml, XmlLimits limits) {
        this.xml = xml;
        this.limits = limits;
    }

    public static XmlElement read(String text, XmlLimits limits) throws CimFailure {
        if (text.length() > limits.charactersMax()) {
            throw new CimFailure(
                    CimStatus.SERVER_LIMITS_EXCEEDED,
                    "the XML has more than " + limits.charactersMax() + " characters");
        }
        XMLStreamReader xml = null;
        try {
            xml = hardenedFactory().createXMLStreamReader(new StringReader(text));
            return new XmlReader(xml, limits).document();
        } catch (XMLStreamException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNumber();
            int column = e.getLocation() == null ? 1 : e.getLocation().getColumnNumber();
            throw new CimFailure(
                    CimStatus.INVALID_PARAMETER,
                    "not well-formed XML at line " + line + ", column " + column + ": " + reason(e),
                    e);
        } finally {
            close(xml);
        }
    }

    private XmlElement document() throws XMLStreamException, CimFailure {
        while (xml.hasNext()) {
            switch (xml.next()) {
                case START_ELEMENT -> start();
                case END_ELEMENT -> end();
                case CHARACTERS, CDATA, SPACE -> {
                    if (!open.isEmpty()) {
                        open.peek().text().append(xml.getText());
                    }
                }
                case DTD -> throw broken(CimStatus.INVALID_PARAMETER, "a document type is not allowed");
                case ENTITY_REFERENCE -> throw broken(CimStatus.INVALID_PARAMETER, "an entity is not allowed");
                default -> {
                    // Comments and processing instructions say nothing of CIM.
                }
            }
        }
        return root;
    }

    private void start() throws CimFailure {
        if (open.size() >= limits.depthMax()) {
            throw broken(CimStatus.SERVER_LIMITS_EXCEEDED, "elements may lie at most " + limits.depthMax() + " deep");
        }
        if (++elements > limits.elementsMax()) {
            throw broken(
                    CimStatus.SERVER_LIMITS_EXCEEDED, "there may be at most " + limits.elementsMax() + " elements");
        }
        open.push(new Open(
                orNone(xml.getNamespaceURI()),
                xml.getLocalName(),
                attributes(),
                new ArrayList<>(),
                new StringBuilder()));
    }

    private List<XmlAttribute> attributes() throws CimFailure {
        if (xml.getAttributeCount() > limits.attributesMax()) {
            throw broken(
                    CimStatus.SERVER_LIMITS_EXCEEDED,
                    "an element may have at most " + limits.attributesMax() + " attributes");
        }
        List<XmlAttribute> attributes = new ArrayList<>();
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String value = xml.getAttributeValue(i);
            if (value.length() > limits.attributeCharactersMax()) {
                throw broken(
                        CimStatus.SERVER_LIMITS_EXCEEDED,
                        "an attribute may have at most " + limits.attributeCharactersMax() + " characters");
            }
            attributes.add(new XmlAttribute(orNone(xml.getAttributeNamespace(i)), xml.getAttributeLocalName(i), value));
        }
        return attributes;
    }

    private void end() {
        Open ended = open.pop();
        XmlElement element = new XmlElement(
                ended.namespace(),
                ended.name(),
                ended.attributes(),
                ended.children(),
                ended.text().toString());
        if (open.isEmpty()) {
            root = element;
        } else {
            open.peek().children().add(element);
        }
    }

    private CimFailure broken(CimStatus status, String rule) {
        return new CimFailure(
                status,
                "XML at line " + xml.getLocation().getLineNumber() + ", column "
                        + xml.getLocation().getColumnNumber() + ": " + rule);
    }

    private static String orNone(String namespace) {
        return namespace == null ? "" : namespace;
    }

    private static void close(XMLStreamReader xml) {
        try {
            if (xml != null) {
                xml.close();
            }
        } catch (XMLStreamException _) {
            // It reads from memory: there is nothing to give back.
        }
    }

    /** The parser's sentence without its own location lines: ours says where. */
    private static String reason(XMLStreamException e) {
        String message = e.getMessage() == null ? "no reason given" : e.getMessage();
        int marker = message.indexOf("Message: ");
        return marker < 0 ? message : message.substring(marker + "Message: ".length());
    }

    private static XMLInputFactory hardenedFactory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setXMLResolver((_, systemId, _, _) -> {
            throw new XMLStreamException("nothing outside the text is read, and not " + systemId);
        });
        return factory;
    }
}
