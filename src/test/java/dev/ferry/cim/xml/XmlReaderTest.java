package dev.ferry.cim.xml;

import static dev.ferry.cim.Refusals.refuses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class XmlReaderTest {
    private static XmlElement read(String text) throws CimFailure {
        return XmlReader.read(text, XmlLimits.INSTANCE);
    }

    @Test
    void readsElementsAttributesAndText() throws CimFailure {
        XmlElement root =
                read("<?xml version=\"1.0\" encoding=\"utf-16\"?><!-- c --><a X='1' y=\"2\">t<b/><![CDATA[<u>]]>"
                        + "&amp;&#65;<b>v</b></a>");

        assertEquals("t<u>&A", root.text());
        assertEquals(2, root.children("b").count());
        assertEquals(Optional.of("1"), root.attribute("x"));
        assertEquals(Optional.empty(), root.attribute("z"));
        assertTrue(root.child("b").isPresent() && root.child("c").isEmpty());
    }

    @Test
    void knowsNamespaces() throws CimFailure {
        XmlElement root = read("<p:a xmlns:p='urn:p' xmlns:x='urn:x' x:type='t'><b xmlns='urn:b'/></p:a>");

        assertEquals("urn:p", root.namespace());
        assertEquals("a", root.name());
        assertEquals("urn:b", root.children().getFirst().namespace());
        assertEquals(new XmlAttribute("urn:x", "type", "t"), root.attributes().getFirst());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE a><a/>",
                "<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>",
                "<!DOCTYPE a SYSTEM \"http://127.0.0.1:9/x.dtd\"><a/>",
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
                "<!DOCTYPE a [<!ENTITY % p SYSTEM \"file:///etc/passwd\"> %p;]><a/>",
                "<!DOCTYPE a [<!ENTITY l \"l\"><!ENTITY m \"&l;&l;&l;&l;\"><!ENTITY n \"&m;&m;&m;&m;\">]><a>&n;</a>"
            })
    void refusesDocumentTypes(String text) {
        refuses(CimStatus.INVALID_PARAMETER, () -> read(text), "document type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "<a>",
                "<a></b>",
                "<a/><b/>",
                "<a x=1/>",
                "<a x='1' x='2'/>",
                "<a>&x;</a>",
                "<a>\u0001</a>",
                "<p:a/>",
                "<a>&#0;</a>"
            })
    void refusesWhatIsNotWellFormed(String text) {
        refuses(CimStatus.INVALID_PARAMETER, () -> read(text), "XML at line 1");
    }

    @Test
    void boundsDepthAndNumberOfElements() {
        refuses(CimStatus.SERVER_LIMITS_EXCEEDED, () -> read("<a>".repeat(50_000)), "at most 32 deep");
        refuses(CimStatus.SERVER_LIMITS_EXCEEDED, () -> read("<a>" + "<b/>".repeat(30_000) + "</a>"), "20000 elements");
    }

    @Test
    void boundsTheText() {
        refuses(CimStatus.SERVER_LIMITS_EXCEEDED, () -> read("<a>" + "x".repeat(1024 * 1024)), "1048576");
    }

    @Test
    void boundsAttributes() {
        refuses(CimStatus.SERVER_LIMITS_EXCEEDED, () -> read("<a x='" + "y".repeat(5000) + "'/>"), "4096 characters");
        StringBuilder many = new StringBuilder("<a");
        for (int i = 0; i < 20; i++) {
            many.append(" x").append(i).append("=''");
        }
        refuses(CimStatus.SERVER_LIMITS_EXCEEDED, () -> read(many + "/>"), "16 attributes");
        StringBuilder huge = new StringBuilder("<a");
        for (int i = 0; i < 50_000; i++) {
            huge.append(" x").append(i).append("=''");
        }
        refuses(CimStatus.INVALID_PARAMETER, () -> read(huge + "/>"), "not well-formed");
    }

    @Test
    void bringsBackWhatWasWritten() throws CimFailure {
        Random random = new Random(5);
        int[] alphabet = "<>&\"' \t\n\r]ü€\uD83D\uDE00a".codePoints().toArray();
        for (int i = 0; i < 1000; i++) {
            StringBuilder any = new StringBuilder();
            for (int c = random.nextInt(20); c > 0; c--) {
                any.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
            }
            String text = any.toString();
            XmlElement read = read("<a x=\"" + XmlText.inAttribute(text) + "\">" + XmlText.inElement(text) + "</a>");
            assertEquals(text, read.text());
            assertEquals(Optional.of(text), read.attribute("x"));
        }
    }

    @Test
    void writesNoCharacterThatXmlHasNoFormFor() throws CimFailure {
        String text = "a\u0000b\u001Fc\uD800d\uFFFFe";

        assertEquals(
                "a\uFFFDb\uFFFDc\uFFFDd\uFFFDe",
                read("<a>" + XmlText.inElement(text) + "</a>").text());
    }
}
