package dev.ferry.format.config;

import static javax.xml.stream.XMLStreamConstants.CDATA;
import static javax.xml.stream.XMLStreamConstants.CHARACTERS;
import static javax.xml.stream.XMLStreamConstants.DTD;
import static javax.xml.stream.XMLStreamConstants.END_ELEMENT;
import static javax.xml.stream.XMLStreamConstants.ENTITY_REFERENCE;
import static javax.xml.stream.XMLStreamConstants.SPACE;
import static javax.xml.stream.XMLStreamConstants.START_ELEMENT;

import dev.ferry.format.FormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads the XML form of a configuration. The file may come from anybody: no document type, no entity but the five of XML
 * itself, nothing fetched, and bounds on bytes, depth and names. {@code label} is what errors call the file.
 */
public final class ConfigXmlReader {
    public static final int MAX_BYTES = 8 * 1024 * 1024;
    public static final int MAX_DEPTH = 64;
    public static final int MAX_NODES = 100_000;

    private final String label;
    private final XMLStreamReader xml;
    private final Deque<OpenElement> open = new ArrayDeque<>();
    private ConfigNode finished;
    private int nodes;

    private ConfigXmlReader(String label, XMLStreamReader xml) {
        this.label = label;
        this.xml = xml;
    }

    /** Reads at most one byte more than is allowed; does not close the stream. */
    public static ConfigTree read(String label, InputStream in) throws IOException, FormatException {
        return read(label, in.readNBytes(MAX_BYTES + 1));
    }

    public static ConfigTree read(String label, byte[] bytes) throws FormatException {
        if (bytes.length > MAX_BYTES) {
            throw FormatException.broken(label, "a configuration file has at most " + MAX_BYTES + " bytes");
        }
        String text = XmlEncoding.decode(label, bytes);
        try {
            XMLStreamReader xml = hardenedFactory().createXMLStreamReader(new StringReader(text));
            try {
                return new ConfigXmlReader(label, xml).tree();
            } catch (XMLStreamException e) {
                throw FormatException.brokenAt(label, lineOf(e, xml), "not well-formed XML (" + reason(e) + ")", e);
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            throw FormatException.brokenAt(label, lineOf(e, null), "not well-formed XML (" + reason(e) + ")", e);
        }
    }

    private ConfigTree tree() throws XMLStreamException, FormatException {
        while (xml.hasNext()) {
            switch (xml.next()) {
                case START_ELEMENT -> start();
                case END_ELEMENT -> end();
                case CHARACTERS, CDATA, SPACE -> characters();
                case DTD -> throw broken("a document type is not allowed");
                case ENTITY_REFERENCE -> throw broken("an entity reference is not allowed");
                default -> {
                    // Comments and processing instructions carry nothing of a configuration.
                }
            }
        }
        return switch (finished) {
            case Branch root when root.name().equals(ConfigTree.ROOT) -> new ConfigTree(root);
            case null -> throw broken("there is no element in it");
            case Branch root -> throw broken("the root is '" + root.name() + "', not '" + ConfigTree.ROOT + "'");
            case Leaf root -> throw broken("the root '" + root.name() + "' is a value, not a configuration");
        };
    }

    private void start() throws FormatException {
        String name = xml.getLocalName();
        if (open.size() >= MAX_DEPTH) {
            throw broken("elements may lie at most " + MAX_DEPTH + " deep");
        }
        if (++nodes > MAX_NODES) {
            throw broken("a configuration has at most " + MAX_NODES + " elements");
        }
        if (!XmlText.isName(name)) {
            throw broken("'" + name + "' is not a name of a configuration");
        }
        if (!open.isEmpty() && open.peek().type() != null) {
            throw broken("the value '" + open.peek().name() + "' has the element '" + name + "' in it");
        }
        open.push(new OpenElement(name, xml.getAttributeValue(null, "type"), line()));
    }

    private void characters() throws FormatException {
        OpenElement element = open.peek();
        if (element == null || (element.type() == null && xml.isWhiteSpace())) {
            return;
        }
        if (element.type() == null) {
            throw broken("'" + element.name() + "' has text but no type");
        }
        element.text().append(xml.getText());
    }

    private void end() throws FormatException {
        OpenElement element = open.pop();
        ConfigNode node = element.node(label);
        if (open.isEmpty()) {
            finished = node;
        } else {
            open.peek().children().add(node);
        }
    }

    private int line() {
        return xml.getLocation().getLineNumber();
    }

    private FormatException broken(String rule) {
        return FormatException.brokenAt(label, line(), rule, null);
    }

    private static int lineOf(XMLStreamException e, XMLStreamReader xml) {
        if (e.getLocation() != null) {
            return e.getLocation().getLineNumber();
        }
        return xml == null ? 1 : xml.getLocation().getLineNumber();
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
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setXMLResolver((_, systemId, _, _) -> {
            throw new XMLStreamException("nothing outside the file is read, and not " + systemId);
        });
        return factory;
    }
}
