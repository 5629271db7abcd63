package dev.ferry.endpoint.wsman.soap;

import dev.ferry.cim.value.CimDateTime;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimInstance.Property;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.cim.xml.XmlText;
import java.util.Locale;

/** Writes instances, references and values, with URIs of one form. */
public final class InstanceWriter {
    private final ResourceUri.Form form;
    private final String namespace;

    /** {@code namespace} is that of what does not tell its own. */
    public InstanceWriter(ResourceUri.Form form, String namespace) {
        this.form = form;
        this.namespace = namespace;
    }

    public String uri(String className) {
        return form.uri(namespace, className);
    }

    /** Its properties are in the order of their names; what has no value is nil. */
    public String instance(CimInstance instance) {
        StringBuilder out = new StringBuilder();
        String name = instance.className();
        out.append("<p:")
                .append(name)
                .append(" xmlns:p=\"")
                .append(uri(name))
                .append("\" xsi:type=\"p:")
                .append(name)
                .append("_Type\">");
        instance.values().sorted().forEach(property -> property(out, property));
        return out.append("</p:").append(name).append('>').toString();
    }

    /** The property as elements of its name: one, or as many as an array has. */
    public void property(StringBuilder out, Property property) {
        if (property.value() instanceof CimValue.Array(var _, var elements) && !elements.isEmpty()) {
            elements.forEach(element -> element(out, property.name(), element));
        } else {
            element(out, property.name(), property.value());
        }
    }

    private void element(StringBuilder out, String name, CimValue value) {
        out.append("<p:").append(name);
        if (value.isNull() || value instanceof CimValue.Array) {
            out.append(" xsi:nil=\"true\"/>");
            return;
        }
        out.append('>');
        value(out, value);
        out.append("</p:").append(name).append('>');
    }

    private void value(StringBuilder out, CimValue value) {
        switch (value) {
            case CimValue.Reference(var path) -> reference(out, path);
            case CimValue.Time(var time) -> time(out, time);
            case CimValue.Bool(var flag) -> out.append(flag);
            case CimValue.Null _,
                    CimValue.Whole _,
                    CimValue.Real _,
                    CimValue.Char16 _,
                    CimValue.Text _,
                    CimValue.Array _ -> out.append(XmlText.inElement(value.text()));
        }
    }

    private static void time(StringBuilder out, CimDateTime time) {
        if (!time.isExact()) {
            out.append("<cim:CIM_DateTime>").append(time.text()).append("</cim:CIM_DateTime>");
            return;
        }
        String text = time.text();
        if (time.isInterval()) {
            out.append("<cim:Interval>P")
                    .append(Long.parseLong(text.substring(0, 8)))
                    .append("DT")
                    .append(Integer.parseInt(text.substring(8, 10)))
                    .append('H')
                    .append(Integer.parseInt(text.substring(10, 12)))
                    .append('M')
                    .append(Integer.parseInt(text.substring(12, 14)))
                    .append(text, 14, 21)
                    .append("S</cim:Interval>");
            return;
        }
        int minutes = Integer.parseInt(text.substring(22));
        String zone = minutes == 0
                ? "Z"
                : String.format(Locale.ROOT, "%s%02d:%02d", text.charAt(21), minutes / 60, minutes % 60);
        out.append("<cim:Datetime>")
                .append(text, 0, 4)
                .append('-')
                .append(text, 4, 6)
                .append('-')
                .append(text, 6, 8)
                .append('T')
                .append(text, 8, 10)
                .append(':')
                .append(text, 10, 12)
                .append(':')
                .append(text, 12, 21)
                .append(zone)
                .append("</cim:Datetime>");
    }

    /** The path as an element of its own. */
    public String endpoint(ObjectPath path) {
        StringBuilder out = new StringBuilder("<wsa:EndpointReference>");
        reference(out, path);
        return out.append("</wsa:EndpointReference>").toString();
    }

    /** What stands in an endpoint reference, or directly in a property: a wrapped one is lost on some clients. */
    public void reference(StringBuilder out, ObjectPath path) {
        String where = path.namespace().isEmpty() ? namespace : path.namespace();
        out.append("<wsa:Address>")
                .append(Uris.ANONYMOUS)
                .append("</wsa:Address><wsa:ReferenceParameters><wsman:ResourceURI>")
                .append(form.uri(where, path.className()))
                .append("</wsman:ResourceURI><wsman:SelectorSet><wsman:Selector Name=\"")
                .append(Uris.NAMESPACE_SELECTOR)
                .append("\">")
                .append(where)
                .append("</wsman:Selector>");
        for (ObjectPath.Key key : path.namedKeys()) {
            out.append("<wsman:Selector Name=\"").append(key.name()).append("\">");
            if (key.value() instanceof CimValue.Reference(var to)) {
                out.append(endpoint(to));
            } else if (key.value() instanceof CimValue.Bool(var flag)) {
                out.append(flag);
            } else {
                out.append(XmlText.inElement(key.value().text()));
            }
            out.append("</wsman:Selector>");
        }
        out.append("</wsman:SelectorSet></wsa:ReferenceParameters>");
    }
}
