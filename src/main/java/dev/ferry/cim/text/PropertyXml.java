package dev.ferry.cim.text;

import dev.ferry.cim.schema.CimProperty;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.xml.XmlText;

/** Writes one property as Windows does. */
final class PropertyXml {
    private PropertyXml() {}

    static void write(StringBuilder out, CimProperty property, CimValue value, boolean isPropagated) {
        boolean isReference = property.isReference() && !property.type().isArray();
        String element = isReference ? "PROPERTY.REFERENCE" : property.type().isArray() ? "PROPERTY.ARRAY" : "PROPERTY";
        out.append('<')
                .append(element)
                .append(" NAME=\"")
                .append(property.name())
                .append('"');
        if (isReference) {
            out.append(" REFERENCECLASS=\"")
                    .append(property.type().referenceClass())
                    .append('"');
        }
        if (isPropagated) {
            out.append(" PROPAGATED=\"true\"");
        }
        if (!isReference) {
            out.append(" TYPE=\"").append(property.type().type().word()).append('"');
        }
        out.append('>');
        if (value instanceof CimValue.Array(var _, var elements)) {
            String wrapper = property.isReference() ? "VALUE.REFARRAY" : "VALUE.ARRAY";
            out.append('<').append(wrapper).append('>');
            elements.forEach(one -> write(out, one));
            out.append("</").append(wrapper).append('>');
        } else if (!value.isNull()) {
            write(out, value);
        }
        out.append("</").append(element).append('>');
    }

    private static void write(StringBuilder out, CimValue value) {
        switch (value) {
            case CimValue.Null _ -> out.append("<VALUE.NULL/>");
            case CimValue.Reference(var path) ->
                out.append("<VALUE.REFERENCE>").append(PathXml.write(path)).append("</VALUE.REFERENCE>");
            case CimValue.Bool _,
                    CimValue.Whole _,
                    CimValue.Real _,
                    CimValue.Char16 _,
                    CimValue.Text _,
                    CimValue.Time _,
                    CimValue.Array _ ->
                out.append("<VALUE>").append(XmlText.inElement(value.text())).append("</VALUE>");
        }
    }
}
