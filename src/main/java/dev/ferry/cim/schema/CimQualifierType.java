package dev.ferry.cim.schema;

import dev.ferry.cim.mof.Scope;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.DeclaredType;
import java.util.Set;

/** A qualifier as it is declared: where it may stand, and what it says where no value is given. */
public record CimQualifierType(
        String name, DeclaredType type, CimValue defaultValue, Set<Scope> scopes, Flavors flavors) {
    public CimQualifierType {
        scopes = Set.copyOf(scopes);
    }

    /**
     * Whether it may stand on such an element. What may stand on a class or a property may on their special kinds too.
     */
    boolean covers(Scope scope) {
        return switch (scope) {
            case ASSOCIATION, INDICATION -> has(scope) || has(Scope.CLASS);
            case REFERENCE -> has(scope) || has(Scope.PROPERTY);
            case CLASS, PROPERTY, METHOD, PARAMETER, SCHEMA, ANY -> has(scope);
        };
    }

    private boolean has(Scope scope) {
        return scopes.isEmpty() || scopes.contains(Scope.ANY) || scopes.contains(scope);
    }
}
