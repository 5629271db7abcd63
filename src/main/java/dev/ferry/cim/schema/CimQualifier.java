package dev.ferry.cim.schema;

import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.DeclaredType;

/** A qualifier of an element, and whether the element has it from its superclass. */
public record CimQualifier(String name, DeclaredType type, CimValue value, Flavors flavors, boolean propagated) {
    CimQualifier inherited() {
        return new CimQualifier(name, type, value, flavors, true);
    }
}
