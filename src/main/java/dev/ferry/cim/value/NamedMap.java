package dev.ferry.cim.value;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Things by name: kept in order, found in any letter case. Two are equal when they hold the same, in whatever order.
 */
public final class NamedMap<V> {
    private final Map<String, V> byKey;
    /** Made when it is first asked for; who asks at the same time makes the same. */
    private List<V> values;

    private NamedMap(Map<String, V> byKey) {
        this.byKey = byKey;
    }

    public static <V> NamedMap<V> empty() {
        return new NamedMap<>(Map.of());
    }

    /** Refuses two of one name: who builds it from what others sent looks first. */
    public static <V> NamedMap<V> of(Collection<V> values, Function<? super V, String> name) {
        Map<String, V> byKey = new LinkedHashMap<>();
        for (V value : values) {
            if (byKey.putIfAbsent(Names.key(name.apply(value)), value) != null) {
                throw new IllegalArgumentException("there are two of the name " + name.apply(value));
            }
        }
        return new NamedMap<>(byKey);
    }

    public Optional<V> find(String name) {
        return Optional.ofNullable(byKey.get(Names.key(name)));
    }

    public boolean contains(String name) {
        return byKey.containsKey(Names.key(name));
    }

    public List<V> values() {
        List<V> made = values;
        if (made == null) {
            made = List.copyOf(byKey.values());
            values = made;
        }
        return made;
    }

    public int size() {
        return byKey.size();
    }

    /** With this under the name: where the old one was, or at the end. */
    public NamedMap<V> with(String name, V value) {
        Map<String, V> changed = new LinkedHashMap<>(byKey);
        changed.put(Names.key(name), value);
        return new NamedMap<>(changed);
    }

    public NamedMap<V> without(String name) {
        Map<String, V> changed = new LinkedHashMap<>(byKey);
        changed.remove(Names.key(name));
        return new NamedMap<>(changed);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NamedMap<?> that && byKey.equals(that.byKey);
    }

    @Override
    public int hashCode() {
        return byKey.hashCode();
    }

    @Override
    public String toString() {
        return byKey.values().toString();
    }
}
