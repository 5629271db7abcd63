package dev.ferry.cim.text;

import static dev.ferry.cim.text.PropertyHead.attribute;

import dev.ferry.cim.schema.CimClass;
import dev.ferry.cim.schema.CimMethod;
import dev.ferry.cim.schema.CimParameter;
import dev.ferry.cim.schema.CimProperty;
import dev.ferry.cim.value.DeclaredType;
import dev.ferry.cim.value.Names;
import java.util.List;
import java.util.function.Predicate;

/**
 * CLASS elements.
 *
 * @param isLocalOnly only what the class itself declares or overrides
 * @param isOriginTold where each property and method was declared first
 * @param properties the names of those that are told
 */
public record ClassWriter(
        boolean isLocalOnly, boolean hasQualifiers, boolean isOriginTold, Predicate<String> properties) {
    private static final String PROPAGATED = " PROPAGATED=\"true\"";

    public void write(StringBuilder out, CimClass owner) {
        write(out, owner, List.of());
    }

    /** Windows' clients also want to be told all classes {@code above} it, the nearest first. */
    public void write(StringBuilder out, CimClass owner, List<String> above) {
        out.append("<CLASS");
        attribute(out, "NAME", owner.name());
        if (!owner.superclass().isEmpty()) {
            attribute(out, "SUPERCLASS", owner.superclass());
        }
        if (!above.isEmpty()) {
            attribute(out, "DERIVATION", String.join(",", above));
        }
        out.append('>');
        if (hasQualifiers) {
            QualifierWriter.write(out, owner.qualifiers());
        }
        for (CimProperty property : owner.properties()) {
            boolean isInherited = !Names.same(property.declaredIn(), owner.name());
            if (properties.test(property.name()) && !(isLocalOnly && isInherited)) {
                property(out, property, isInherited);
            }
        }
        for (CimMethod method : owner.methods()) {
            boolean isInherited = !Names.same(method.declaredIn(), owner.name());
            if (!(isLocalOnly && isInherited)) {
                method(out, method, isInherited);
            }
        }
        out.append("</CLASS>");
    }

    private void property(StringBuilder out, CimProperty property, boolean isInherited) {
        String element = PropertyHead.write(out, property, isOriginTold, isInherited ? PROPAGATED : "");
        out.append('>');
        if (hasQualifiers) {
            QualifierWriter.write(out, property.qualifiers());
        }
        ValueXml.write(out, property.defaultValue());
        out.append("</").append(element).append('>');
    }

    private void method(StringBuilder out, CimMethod method, boolean isInherited) {
        out.append("<METHOD");
        attribute(out, "NAME", method.name());
        method.returns().ifPresent(type -> attribute(out, "TYPE", type.type().word()));
        if (isOriginTold) {
            attribute(out, "CLASSORIGIN", method.originClass());
        }
        out.append(isInherited ? PROPAGATED : "").append('>');
        if (hasQualifiers) {
            QualifierWriter.write(out, method.qualifiers());
        }
        method.parameters().forEach(parameter -> parameter(out, parameter));
        out.append("</METHOD>");
    }

    private void parameter(StringBuilder out, CimParameter parameter) {
        DeclaredType type = parameter.type();
        String kind =
                type.isReference() ? (type.isArray() ? ".REFARRAY" : ".REFERENCE") : type.isArray() ? ".ARRAY" : "";
        out.append("<PARAMETER").append(kind);
        attribute(out, "NAME", parameter.name());
        if (type.isReference()) {
            attribute(out, "REFERENCECLASS", type.referenceClass());
        } else {
            attribute(out, "TYPE", type.type().word());
        }
        type.arraySize().ifPresent(size -> attribute(out, "ARRAYSIZE", Integer.toString(size)));
        out.append('>');
        if (hasQualifiers) {
            QualifierWriter.write(out, parameter.qualifiers());
        }
        out.append("</PARAMETER").append(kind).append('>');
    }
}
