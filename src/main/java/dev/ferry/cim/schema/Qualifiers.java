package dev.ferry.cim.schema;

import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.NamedMap;
import java.util.List;
import java.util.Optional;

/** The qualifiers of an element, inherited ones among them. */
public record Qualifiers(NamedMap<CimQualifier> byName) {
    public List<CimQualifier> all() {
        return byName.values();
    }

    public Optional<CimQualifier> find(String name) {
        return byName.find(name);
    }

    public CimValue value(String name) {
        return find(name).map(CimQualifier::value).orElse(CimValue.none());
    }

    /** Whether the qualifier is there and true. */
    public boolean flag(String name) {
        return value(name) instanceof CimValue.Bool(boolean flag) && flag;
    }

    public Optional<String> text(String name) {
        return value(name) instanceof CimValue.Text(String text) ? Optional.of(text) : Optional.empty();
    }

    /** The class whose instances the element holds as text; "" when it may be any class; empty when it holds none. */
    Optional<String> embeddedClass() {
        return text("EmbeddedInstance").or(() -> flag("EmbeddedObject") ? Optional.of("") : Optional.empty());
    }
}
