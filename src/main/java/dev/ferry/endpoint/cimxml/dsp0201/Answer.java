package dev.ferry.endpoint.cimxml.dsp0201;

import dev.ferry.cim.text.ValueXml;
import dev.ferry.cim.value.CimValue;

/** What an operation answers, as elements: what it returns, and behind that its other parameters. */
public record Answer(String returned, String parameters) {
    /** An operation that gives nothing back. */
    public static Answer nothing() {
        return new Answer("", "");
    }

    /** What an operation of the server found. */
    public static Answer of(CharSequence elements) {
        return new Answer("<IRETURNVALUE>" + elements + "</IRETURNVALUE>", "");
    }

    /** The return value of a method; {@code type} is its word. */
    public static Answer of(String type, CimValue value) {
        StringBuilder out = new StringBuilder("<RETURNVALUE PARAMTYPE=\"" + type + "\">");
        ValueXml.write(out, value);
        return new Answer(out.append("</RETURNVALUE>").toString(), "");
    }

    /** Another parameter behind the others; {@code embedded} is what instances in the value are marked as, "" when there are none. */
    public Answer with(String name, String type, String embedded, CimValue value) {
        StringBuilder out = new StringBuilder(parameters)
                .append("<PARAMVALUE NAME=\"")
                .append(name)
                .append("\" PARAMTYPE=\"")
                .append(type)
                .append('"')
                .append(embedded.isEmpty() ? "" : " EmbeddedObject=\"" + embedded + "\"")
                .append('>');
        ValueXml.write(out, value);
        return new Answer(returned, out.append("</PARAMVALUE>").toString());
    }

    public Answer with(String name, String type, CimValue value) {
        return with(name, type, "", value);
    }
}
