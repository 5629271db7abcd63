package dev.ferry.endpoint.cimxml.dsp0201;

import dev.ferry.cim.schema.CimClass;
import dev.ferry.cim.schema.CimProperty;
import dev.ferry.cim.schema.Schema;
import dev.ferry.cim.text.PropertyHead;
import dev.ferry.cim.text.ValueXml;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimInstance.Property;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.xml.XmlText;
import java.util.Optional;

/** INSTANCE elements with the properties that the instance has, in its order, each of the type that the class declares. */
final class InstanceWriter {
    private InstanceWriter() {}

    static void write(StringBuilder out, CimInstance instance, Schema schema, Shown shown) {
        Optional<CimClass> owner = schema.find(instance.className());
        out.append("<INSTANCE CLASSNAME=\"").append(instance.className()).append("\">");
        for (Property property : instance.properties()) {
            if (shown.has(property.name())) {
                Optional<CimProperty> declared = owner.flatMap(known -> known.property(property.name()));
                if (declared.isPresent()) {
                    write(out, declared.get(), property.value(), shown);
                } else {
                    undeclared(out, property);
                }
            }
        }
        out.append("</INSTANCE>");
    }

    private static void write(StringBuilder out, CimProperty property, CimValue value, Shown shown) {
        String element = PropertyHead.write(out, property, shown.isOriginTold(), "");
        // Also without a value in two tags: wbemcli cannot read it in one.
        out.append('>');
        ValueXml.write(out, value);
        out.append("</").append(element).append('>');
    }

    /** What a query selected beside the properties of a class: system properties, and what lies in other instances. */
    private static void undeclared(StringBuilder out, Property property) {
        boolean isArray = property.value() instanceof CimValue.Array;
        String element = isArray ? "PROPERTY.ARRAY" : "PROPERTY";
        CimValue value = property.value() instanceof CimValue.Reference(var path)
                ? CimValue.of(path.toString())
                : property.value();
        out.append('<')
                .append(element)
                .append(" NAME=\"")
                .append(XmlText.inAttribute(property.name()))
                .append("\" TYPE=\"")
                .append(type(value))
                .append("\">");
        ValueXml.write(out, value);
        out.append("</").append(element).append('>');
    }

    private static String type(CimValue value) {
        return switch (value) {
            case CimValue.Whole(var type, var _) -> type.word();
            case CimValue.Real(var type, var _) -> type.word();
            case CimValue.Array(var type, var _) -> type.word();
            case CimValue.Bool _ -> "boolean";
            case CimValue.Char16 _ -> "char16";
            case CimValue.Time _ -> "datetime";
            case CimValue.Null _, CimValue.Text _, CimValue.Reference _ -> "string";
        };
    }
}
