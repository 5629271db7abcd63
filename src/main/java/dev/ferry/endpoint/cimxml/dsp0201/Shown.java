package dev.ferry.endpoint.cimxml.dsp0201;

import dev.ferry.cim.value.Names;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What of an instance or a class is told: only the properties of a list, if there is one; and where each comes from. */
public record Shown(Optional<Set<String>> properties, boolean isOriginTold) {
    public static final Shown ALL = new Shown(Optional.empty(), false);

    public static Shown of(Optional<List<String>> properties, boolean isOriginTold) {
        return new Shown(properties.map(Shown::keys), isOriginTold);
    }

    /** Of these also only those. */
    public Shown within(Collection<String> others) {
        Set<String> keys = keys(others);
        return new Shown(
                Optional.of(properties
                        .map(all -> all.stream().filter(keys::contains).collect(Collectors.toUnmodifiableSet()))
                        .orElse(keys)),
                isOriginTold);
    }

    public boolean has(String property) {
        return properties.isEmpty() || properties.get().contains(Names.key(property));
    }

    private static Set<String> keys(Collection<String> names) {
        return names.stream().map(Names::key).collect(Collectors.toUnmodifiableSet());
    }
}
