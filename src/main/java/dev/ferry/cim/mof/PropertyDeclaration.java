package dev.ferry.cim.mof;

import dev.ferry.cim.value.DeclaredType;
import java.util.List;
import java.util.Optional;

/** A property of a class, with its default if one is written. */
public record PropertyDeclaration(
        String name, DeclaredType type, Optional<MofValue> defaultValue, List<QualifierUse> qualifiers, Place place) {
    public PropertyDeclaration {
        qualifiers = List.copyOf(qualifiers);
    }
}
