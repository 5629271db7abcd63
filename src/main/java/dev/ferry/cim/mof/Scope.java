package dev.ferry.cim.mof;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of element that a qualifier can be put on. */
public enum Scope {
    ANY,
    SCHEMA,
    CLASS,
    ASSOCIATION,
    INDICATION,
    PROPERTY,
    REFERENCE,
    METHOD,
    PARAMETER;

    static Optional<Scope> of(String word) {
        return Arrays.stream(values())
                .filter(scope -> scope.name().equalsIgnoreCase(word))
                .findFirst();
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
