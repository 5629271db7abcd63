package dev.ferry.cim.value;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Things by name: kept in order, found in any letter case. Two are equal when they hold the same, in whatever order.
 */
public final class NamedMap<V> {
    /** What all instances of a class have in common: their names, and the place of each. */
    private static final class Shape {
        private static final Shape EMPTY = new Shape(List.of(), Map.of());

        private final List<String> keys;
        /** Under its key, and under the name as it is spelled, which is how nearly everybody asks. */
        private final Map<String, Integer> places;
        /** Made when it is first asked for; who asks at the same time makes the same. */
        private volatile int[] byName;

        private Shape(List<String> keys, Map<String, Integer> places) {
            this.keys = keys;
            this.places = places;
        }

        private int place(String name) {
            Integer place = places.get(name);
            if (place == null) {
                place = places.get(Names.key(name));
            }
            return place == null ? -1 : place;
        }

        private Shape with(String name) {
            List<String> more = new ArrayList<>(keys);
            more.add(Names.key(name));
            Map<String, Integer> morePlaces = new HashMap<>(places);
            morePlaces.put(Names.key(name), keys.size());
            morePlaces.put(name, keys.size());
            return new Shape(more, morePlaces);
        }

        private Shape only(int[] left) {
            Map<Integer, Integer> moved = new HashMap<>();
            for (int at = 0; at < left.length; at++) {
                moved.put(left[at], at);
            }
            Map<String, Integer> kept = new HashMap<>();
            places.forEach((name, place) -> {
                if (moved.containsKey(place)) {
                    kept.put(name, moved.get(place));
                }
            });
            return new Shape(IntStream.of(left).mapToObj(keys::get).toList(), kept);
        }

        private int[] byName() {
            int[] made = byName;
            if (made == null) {
                made = IntStream.range(0, keys.size())
                        .boxed()
                        .sorted(Comparator.comparing(keys::get))
                        .mapToInt(Integer::intValue)
                        .toArray();
                byName = made;
            }
            return made;
        }
    }

    private final Shape shape;
    private final List<V> values;

    private NamedMap(Shape shape, List<V> values) {
        this.shape = shape;
        this.values = List.copyOf(values);
    }

    public static <V> NamedMap<V> empty() {
        return new NamedMap<>(Shape.EMPTY, List.of());
    }

    /** Refuses two of one name: who builds it from what others sent looks first. */
    public static <V> NamedMap<V> of(Collection<V> values, Function<? super V, String> name) {
        List<String> keys = new ArrayList<>(values.size());
        Map<String, Integer> places = new HashMap<>();
        for (V value : values) {
            String spelled = name.apply(value);
            String key = Names.key(spelled);
            if (places.putIfAbsent(key, keys.size()) != null) {
                throw new IllegalArgumentException("there are two of the name " + spelled);
            }
            places.putIfAbsent(spelled, keys.size());
            keys.add(key);
        }
        return new NamedMap<>(new Shape(keys, places), List.copyOf(values));
    }

    public Optional<V> find(String name) {
        int place = shape.place(name);
        return place < 0 ? Optional.empty() : Optional.of(values.get(place));
    }

    public boolean contains(String name) {
        return shape.place(name) >= 0;
    }

    /** Where in {@link #values} it is; there must be one of the name. */
    public int place(String name) {
        int place = shape.place(name);
        if (place < 0) {
            throw new IllegalArgumentException("there is none of the name " + name);
        }
        return place;
    }

    public List<V> values() {
        return values;
    }

    /** In the order of their names. */
    public List<V> sorted() {
        List<V> sorted = new ArrayList<>(values.size());
        for (int place : shape.byName()) {
            sorted.add(values.get(place));
        }
        return sorted;
    }

    public int size() {
        return values.size();
    }

    /** The same names in the same order, with others under them. */
    public <W> NamedMap<W> holding(List<W> others) {
        if (others.size() != values.size()) {
            throw new IllegalArgumentException(others.size() + " cannot have the names of " + values.size());
        }
        return new NamedMap<>(shape, others);
    }

    /** With this under the name: where the old one was, or at the end. */
    public NamedMap<V> with(String name, V value) {
        int place = shape.place(name);
        List<V> changed = new ArrayList<>(values);
        if (place < 0) {
            changed.add(value);
            return new NamedMap<>(shape.with(name), changed);
        }
        changed.set(place, value);
        return new NamedMap<>(shape, changed);
    }

    public NamedMap<V> without(String name) {
        int place = shape.place(name);
        return place < 0 ? this : keeping(at -> at != place);
    }

    /** Only those that fit. */
    public NamedMap<V> retaining(Predicate<? super V> fits) {
        return keeping(at -> fits.test(values.get(at)));
    }

    private NamedMap<V> keeping(IntPredicate kept) {
        int[] left = IntStream.range(0, values.size()).filter(kept).toArray();
        return left.length == values.size()
                ? this
                : new NamedMap<>(
                        shape.only(left),
                        IntStream.of(left).mapToObj(values::get).toList());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NamedMap<?> that
                && size() == that.size()
                && IntStream.range(0, size()).allMatch(at -> that.find(shape.keys.get(at))
                        .filter(values.get(at)::equals)
                        .isPresent());
    }

    @Override
    public int hashCode() {
        int hash = 0;
        for (int at = 0; at < size(); at++) {
            hash += shape.keys.get(at).hashCode() ^ values.get(at).hashCode();
        }
        return hash;
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
