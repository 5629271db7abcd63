package dev.ferry.cim.mof;

import java.util.Optional;
import java.util.Set;

/** A qualifier on an element: {@code key}, {@code MaxLen(256)}, {@code Values{"a", "b"} : ToSubclass}. */
public record QualifierUse(String name, Optional<MofValue> value, Set<Flavor> flavors, Place place) {
    public QualifierUse {
        flavors = Set.copyOf(flavors);
    }
}
