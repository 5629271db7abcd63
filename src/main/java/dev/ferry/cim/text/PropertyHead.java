package dev.ferry.cim.text;

import dev.ferry.cim.schema.CimProperty;

/** How the element of a property begins, in classes and in instances. */
public final class PropertyHead {
    static final String REFERENCE = "PROPERTY.REFERENCE";

    private PropertyHead() {}

    /** All but the end of the tag; answers with the name of the element. {@code more} is other attributes. */
    public static String write(StringBuilder out, CimProperty property, boolean isOriginTold, String more) {
        String element = begin(out, property);
        if (element.equals(REFERENCE)) {
            attribute(out, "REFERENCECLASS", property.type().referenceClass());
        } else {
            attribute(out, "TYPE", property.type().type().word());
        }
        if (isOriginTold) {
            attribute(out, "CLASSORIGIN", property.originClass());
        }
        property.embeddedClass()
                .ifPresent(embedded -> attribute(out, "EmbeddedObject", embedded.isEmpty() ? "object" : "instance"));
        out.append(more);
        return element;
    }

    /** Its name alone; answers with the name of the element. */
    static String begin(StringBuilder out, CimProperty property) {
        boolean isArray = property.type().isArray();
        String element = property.isReference() && !isArray ? REFERENCE : isArray ? "PROPERTY.ARRAY" : "PROPERTY";
        out.append('<').append(element);
        attribute(out, "NAME", property.name());
        return element;
    }

    public static void attribute(StringBuilder out, String name, String value) {
        out.append(' ').append(name).append("=\"").append(value).append('"');
    }
}
