package dev.ferry.cim.schema;

import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.DeclaredType;
import java.util.Optional;

/** A parameter of a method. */
public record CimParameter(String name, DeclaredType type, Qualifiers qualifiers) {
    /** The standard takes a parameter for an input unless it says no; WMI's {@code [out]} alone says no. */
    public boolean isIn() {
        return qualifiers.value("In") instanceof CimValue.Bool(boolean flag) ? flag : !isOut();
    }

    public boolean isOut() {
        return qualifiers.flag("Out");
    }

    /** The class whose instances it holds as text; "" when it may be any class; empty when it holds none. */
    public Optional<String> embeddedClass() {
        return qualifiers.embeddedClass();
    }
}
