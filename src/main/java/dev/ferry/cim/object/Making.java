package dev.ferry.cim.object;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.schema.CimClass;
import dev.ferry.cim.schema.CimProperty;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimType;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * An instance that is being made. It begins with the defaults that the schema declares; what is set must be declared and fit, which
 * is a matter of this program and not of any caller, so that what does not is an {@link IllegalStateException}.
 */
public final class Making {
    private final Scope scope;
    private final CimClass owner;
    /** As many as the class has, in its order; one instance is made of them in the end. */
    private final List<CimInstance.Property> values;

    Making(Scope scope, CimClass owner) {
        this.scope = scope;
        this.owner = owner;
        this.values = new ArrayList<>(owner.defaults().values());
    }

    /** Null is no value, also where the schema has a default. */
    public Making set(String property, String text) {
        return set(property, CimValue.of(text));
    }

    public Making set(String property, boolean flag) {
        return set(property, CimValue.of(flag));
    }

    /** A whole number of whatever width the schema declares. */
    public Making set(String property, long number) {
        return set(property, new CimValue.Whole(declared(property).type().type(), BigInteger.valueOf(number)));
    }

    public Making set(String property, ObjectPath path) {
        return set(property, CimValue.of(path));
    }

    public Making texts(String property, Collection<String> texts) {
        return set(property, CimValue.strings(texts));
    }

    /** Whole numbers of whatever width the schema declares. */
    public Making numbers(String property, Collection<? extends Number> numbers) {
        CimType type = declared(property).type().type();
        return set(
                property,
                CimValue.array(
                        type,
                        numbers.stream()
                                .map(number -> CimValue.of(type, number.longValue()))
                                .toList()));
    }

    public Making set(String property, CimValue value) {
        try {
            CimInstance.Property typed = owner.typed(property, value);
            values.set(owner.defaults().place(typed.name()), typed);
            return this;
        } catch (CimFailure e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** The instance, with its path when it has keys that are set. */
    CimInstance done() {
        CimInstance instance = embedded();
        try {
            return owner.keys().isEmpty() ? instance : instance.at(scope.absolute(owner.pathOf(instance)));
        } catch (CimFailure e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** The instance as it is written into a text: without a path. */
    public CimInstance embedded() {
        return new CimInstance(owner.name(), owner.defaults().holding(values), Optional.empty());
    }

    private CimProperty declared(String property) {
        return owner.property(property)
                .orElseThrow(() -> new IllegalStateException("class " + owner.name() + " has no property " + property));
    }
}
