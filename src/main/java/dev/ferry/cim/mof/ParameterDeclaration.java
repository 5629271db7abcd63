package dev.ferry.cim.mof;

import dev.ferry.cim.value.DeclaredType;
import java.util.List;

/** A parameter of a method. */
public record ParameterDeclaration(String name, DeclaredType type, List<QualifierUse> qualifiers, Place place) {
    public ParameterDeclaration {
        qualifiers = List.copyOf(qualifiers);
    }
}
