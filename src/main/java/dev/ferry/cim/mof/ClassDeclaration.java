package dev.ferry.cim.mof;

import java.util.List;

/** A class as written. Namespace and superclass are "" where none is written. */
public record ClassDeclaration(
        String namespace,
        String name,
        String superclass,
        List<QualifierUse> qualifiers,
        List<PropertyDeclaration> properties,
        List<MethodDeclaration> methods,
        Place place) {
    public ClassDeclaration {
        qualifiers = List.copyOf(qualifiers);
        properties = List.copyOf(properties);
        methods = List.copyOf(methods);
    }
}
