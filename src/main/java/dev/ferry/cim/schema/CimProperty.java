package dev.ferry.cim.schema;

import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.DeclaredType;
import java.util.Optional;

/**
 * A property of a class. Its origin is the class that introduced it; {@code declaredIn} is the nearest one that
 * declares or overrides it.
 */
public record CimProperty(
        String name,
        DeclaredType type,
        CimValue defaultValue,
        Qualifiers qualifiers,
        String originClass,
        String declaredIn) {
    public boolean isKey() {
        return qualifiers.flag("Key");
    }

    public boolean isReference() {
        return type.isReference();
    }

    /** The class whose instances it holds as text; "" when it may be any class; empty when it holds none. */
    public Optional<String> embeddedClass() {
        return qualifiers.embeddedClass();
    }
}
