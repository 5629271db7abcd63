package dev.ferry.cim.text;

import dev.ferry.cim.schema.CimProperty;
import dev.ferry.cim.value.CimValue;

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
        ValueXml.write(out, value);
        out.append("</").append(element).append('>');
    }
}
