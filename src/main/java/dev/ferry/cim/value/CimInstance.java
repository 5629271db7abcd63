package dev.ferry.cim.value;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * An instance: its class, its properties and, if it has a place, its path. A property that is not there was not said;
 * one without a value was said to have none.
 */
public record CimInstance(String className, NamedMap<Property> values, Optional<ObjectPath> path) {
    /** A property of an instance. */
    public record Property(String name, CimValue value) {
        public Property {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(value, "value");
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Property that && Names.same(name, that.name) && value.equals(that.value);
        }

        @Override
        public int hashCode() {
            return Objects.hash(Names.key(name), value);
        }
    }

    public CimInstance {
        Objects.requireNonNull(values, "values");
        Objects.requireNonNull(path, "path");
        if (!Names.isName(className)) {
            throw new IllegalArgumentException(className + " is not the name of a class");
        }
    }

    public static CimInstance of(String className) {
        return new CimInstance(className, NamedMap.empty(), Optional.empty());
    }

    /** Refuses two properties of one name. */
    public static CimInstance of(String className, Collection<Property> properties) {
        return new CimInstance(className, NamedMap.of(properties, Property::name), Optional.empty());
    }

    public List<Property> properties() {
        return values.values();
    }

    public boolean has(String name) {
        return values.contains(name);
    }

    /** The value of a property; null when it has none or was not said. */
    public CimValue value(String name) {
        return values.find(name).map(Property::value).orElse(CimValue.none());
    }

    public Optional<String> text(String name) {
        return value(name) instanceof CimValue.Text(String text) ? Optional.of(text) : Optional.empty();
    }

    public Optional<Boolean> flag(String name) {
        return value(name) instanceof CimValue.Bool(boolean flag) ? Optional.of(flag) : Optional.empty();
    }

    /** A whole number; one of a uint64 beyond what a long holds is an error of whoever asks for a long. */
    public Optional<Long> number(String name) {
        return value(name) instanceof CimValue.Whole(var _, var number)
                ? Optional.of(number.longValueExact())
                : Optional.empty();
    }

    public Optional<ObjectPath> reference(String name) {
        return value(name) instanceof CimValue.Reference(ObjectPath to) ? Optional.of(to) : Optional.empty();
    }

    /** The texts of an array of strings, without the missing ones; empty when there is no array. */
    public List<String> texts(String name) {
        return value(name) instanceof CimValue.Array(var _, var elements)
                ? elements.stream()
                        .filter(CimValue.Text.class::isInstance)
                        .map(CimValue::text)
                        .toList()
                : List.of();
    }

    public CimInstance with(String name, CimValue value) {
        return new CimInstance(className, values.with(name, new Property(name, value)), path);
    }

    public CimInstance without(String name) {
        return new CimInstance(className, values.without(name), path);
    }

    /** With only those of its properties that fit. */
    public CimInstance retaining(Predicate<? super Property> fits) {
        return new CimInstance(className, values.retaining(fits), path);
    }

    public CimInstance at(ObjectPath place) {
        return new CimInstance(className, values, Optional.of(place));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CimInstance that
                && Names.same(className, that.className)
                && values.equals(that.values)
                && path.equals(that.path);
    }

    @Override
    public int hashCode() {
        return Objects.hash(Names.key(className), values, path);
    }
}
