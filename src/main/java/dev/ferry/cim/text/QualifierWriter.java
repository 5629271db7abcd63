package dev.ferry.cim.text;

import static dev.ferry.cim.text.PropertyHead.attribute;

import dev.ferry.cim.mof.Scope;
import dev.ferry.cim.schema.CimQualifier;
import dev.ferry.cim.schema.CimQualifierType;
import dev.ferry.cim.schema.Flavors;
import dev.ferry.cim.schema.Qualifiers;
import java.util.List;
import java.util.Locale;

/** QUALIFIER and QUALIFIER.DECLARATION elements. */
public final class QualifierWriter {
    private static final List<Scope> PLACES = List.of(
            Scope.CLASS,
            Scope.ASSOCIATION,
            Scope.REFERENCE,
            Scope.PROPERTY,
            Scope.METHOD,
            Scope.PARAMETER,
            Scope.INDICATION);

    private QualifierWriter() {}

    static void write(StringBuilder out, Qualifiers qualifiers) {
        qualifiers.all().forEach(qualifier -> write(out, qualifier));
    }

    private static void write(StringBuilder out, CimQualifier qualifier) {
        out.append("<QUALIFIER");
        attribute(out, "NAME", qualifier.name());
        attribute(out, "TYPE", qualifier.type().type().word());
        if (qualifier.propagated()) {
            attribute(out, "PROPAGATED", "true");
        }
        flavors(out, qualifier.flavors());
        out.append('>');
        ValueXml.write(out, qualifier.value());
        out.append("</QUALIFIER>");
    }

    public static void write(StringBuilder out, CimQualifierType type) {
        out.append("<QUALIFIER.DECLARATION");
        attribute(out, "NAME", type.name());
        attribute(out, "TYPE", type.type().type().word());
        attribute(out, "ISARRAY", Boolean.toString(type.type().isArray()));
        flavors(out, type.flavors());
        out.append("><SCOPE");
        boolean isAny = type.scopes().isEmpty() || type.scopes().contains(Scope.ANY);
        for (Scope place : PLACES) {
            if (isAny || type.scopes().contains(place)) {
                attribute(out, place.name().toUpperCase(Locale.ROOT), "true");
            }
        }
        out.append("/>");
        ValueXml.write(out, type.defaultValue());
        out.append("</QUALIFIER.DECLARATION>");
    }

    /** Only what differs from what holds where nothing is said. */
    private static void flavors(StringBuilder out, Flavors flavors) {
        if (flavors.overridable() != Flavors.USUAL.overridable()) {
            attribute(out, "OVERRIDABLE", Boolean.toString(flavors.overridable()));
        }
        if (flavors.toSubclass() != Flavors.USUAL.toSubclass()) {
            attribute(out, "TOSUBCLASS", Boolean.toString(flavors.toSubclass()));
        }
        if (flavors.toInstance() != Flavors.USUAL.toInstance()) {
            attribute(out, "TOINSTANCE", Boolean.toString(flavors.toInstance()));
        }
        if (flavors.translatable() != Flavors.USUAL.translatable()) {
            attribute(out, "TRANSLATABLE", Boolean.toString(flavors.translatable()));
        }
    }
}
