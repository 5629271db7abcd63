package dev.ferry.cim.text;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.mof.MofDocument;
import dev.ferry.cim.mof.MofReader;
import dev.ferry.cim.mof.MofSource;
import dev.ferry.cim.schema.Schema;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.xml.XmlLimits;
import dev.ferry.cim.xml.XmlReader;

/** An instance within a string. */
public final class EmbeddedText {
    private EmbeddedText() {}

    /**
     * Reads CIM-XML or MOF: the first character tells which. Refuses unknown classes and properties, and values that
     * the declared type cannot hold.
     */
    public static CimInstance read(String text, Schema schema) throws CimFailure {
        String trimmed = withoutMark(text).strip();
        if (trimmed.isEmpty()) {
            throw new CimFailure(
                    CimStatus.INVALID_PARAMETER, "an embedded instance is expected, but the text is empty");
        }
        if (trimmed.charAt(0) == '<') {
            return InstanceXml.read(XmlReader.read(trimmed, XmlLimits.INSTANCE), schema);
        }
        if (trimmed.length() > XmlLimits.INSTANCE.charactersMax()) {
            throw new CimFailure(
                    CimStatus.SERVER_LIMITS_EXCEEDED,
                    "an embedded instance has at most " + XmlLimits.INSTANCE.charactersMax() + " characters");
        }
        MofDocument document = MofReader.read(new MofSource("embedded instance", trimmed));
        if (document.instances().size() != 1 || !document.classes().isEmpty()) {
            throw new CimFailure(
                    CimStatus.INVALID_PARAMETER,
                    "embedded instance: expected one 'instance of', found "
                            + document.instances().size() + " and "
                            + document.classes().size() + " classes");
        }
        return InstanceMof.read(document, schema).getFirst();
    }

    /** CIM-XML as Windows writes it: all properties of the class, by name, those without a value empty. */
    public static String write(CimInstance instance, Schema schema) throws CimFailure {
        return InstanceXml.write(instance, schema);
    }

    /** Some clients leave the byte order mark in. */
    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
