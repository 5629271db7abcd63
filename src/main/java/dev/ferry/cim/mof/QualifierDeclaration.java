package dev.ferry.cim.mof;

import dev.ferry.cim.value.DeclaredType;
import java.util.Set;

/** {@code Qualifier Key : boolean = false, Scope(property, reference), Flavor(DisableOverride);} */
public record QualifierDeclaration(
        String namespace,
        String name,
        DeclaredType type,
        MofValue defaultValue,
        Set<Scope> scopes,
        Set<Flavor> flavors,
        Place place) {
    public QualifierDeclaration {
        scopes = Set.copyOf(scopes);
        flavors = Set.copyOf(flavors);
    }
}
