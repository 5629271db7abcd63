package dev.ferry.cim.mof;

import dev.ferry.cim.value.DeclaredType;
import java.util.List;
import java.util.Optional;

/** A method of a class; one that is {@code void} returns no type. */
public record MethodDeclaration(
        String name,
        Optional<DeclaredType> returns,
        List<ParameterDeclaration> parameters,
        List<QualifierUse> qualifiers,
        Place place) {
    public MethodDeclaration {
        parameters = List.copyOf(parameters);
        qualifiers = List.copyOf(qualifiers);
    }
}
