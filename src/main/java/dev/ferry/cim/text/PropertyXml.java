package dev.ferry.cim.text;

import dev.ferry.cim.schema.CimProperty;
import dev.ferry.cim.value.CimValue;

/** Writes one property as Windows does. */
final class PropertyXml {
    private PropertyXml() {}

    static void write(StringBuilder out, CimProperty property, CimValue value, boolean isPropagated) {
        String element = PropertyHead.begin(out, property);
        boolean isReference = element.equals(PropertyHead.REFERENCE);
        if (isReference) {
            PropertyHead.attribute(out, "REFERENCECLASS", property.type().referenceClass());
        }
        if (isPropagated) {
            PropertyHead.attribute(out, "PROPAGATED", "true");
        }
        if (!isReference) {
            PropertyHead.attribute(out, "TYPE", property.type().type().word());
        }
        out.append('>');
        ValueXml.write(out, value);
        out.append("</").append(element).append('>');
    }
}
