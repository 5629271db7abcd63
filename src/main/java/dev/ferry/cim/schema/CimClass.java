package dev.ferry.cim.schema;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.NamedMap;
import dev.ferry.cim.value.Names;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.cim.value.Typing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A class with all that it has, inherited or its own. The superclass is "" when it has none. */
public record CimClass(
        String name,
        String superclass,
        Qualifiers qualifiers,
        NamedMap<CimProperty> propertiesByName,
        NamedMap<CimMethod> methodsByName) {
    public List<CimProperty> properties() {
        return propertiesByName.values();
    }

    /** Those that it declares or overrides itself. */
    public List<CimProperty> ownProperties() {
        return properties().stream()
                .filter(property -> Names.same(property.declaredIn(), name))
                .toList();
    }

    public List<CimMethod> methods() {
        return methodsByName.values();
    }

    public List<CimMethod> ownMethods() {
        return methods().stream()
                .filter(method -> Names.same(method.declaredIn(), name))
                .toList();
    }

    public Optional<CimProperty> property(String propertyName) {
        return propertiesByName.find(propertyName);
    }

    public CimProperty requireProperty(String propertyName) throws CimFailure {
        return property(propertyName)
                .orElseThrow(() -> new CimFailure(
                        CimStatus.NO_SUCH_PROPERTY,
                        "class " + name + " has no property " + CimFailure.quoted(propertyName)));
    }

    public Optional<CimMethod> method(String methodName) {
        return methodsByName.find(methodName);
    }

    public List<CimProperty> keys() {
        return properties().stream().filter(CimProperty::isKey).toList();
    }

    public List<CimProperty> references() {
        return properties().stream().filter(CimProperty::isReference).toList();
    }

    public boolean isAssociation() {
        return qualifiers.flag("Association");
    }

    public boolean isIndication() {
        return qualifiers.flag("Indication");
    }

    public boolean isAbstract() {
        return qualifiers.flag("Abstract");
    }

    /** The value as this property holds it; refuses what it cannot hold, and a property that is not there. */
    public CimInstance.Property typed(String propertyName, CimValue value) throws CimFailure {
        CimProperty property = requireProperty(propertyName);
        CimValue converted = Typing.convert(property.type(), value)
                .orElseThrow(() -> new CimFailure(
                        CimStatus.TYPE_MISMATCH,
                        "class " + name + ", property " + property.name() + " is declared "
                                + property.type().told() + " and cannot hold " + CimFailure.quoted(value.text())));
        return new CimInstance.Property(property.name(), converted);
    }

    /** An instance of this class with these values; refuses two of one name. */
    public CimInstance instance(List<CimInstance.Property> given) throws CimFailure {
        List<CimInstance.Property> typed = new ArrayList<>();
        for (CimInstance.Property property : given) {
            if (typed.stream().anyMatch(other -> Names.same(other.name(), property.name()))) {
                throw new CimFailure(
                        CimStatus.INVALID_PARAMETER,
                        "class " + name + ", property " + property.name() + " is given twice");
            }
            typed.add(typed(property.name(), property.value()));
        }
        return CimInstance.of(name, typed);
    }

    /** The path of an instance by its keys, in the order of their names as WMI writes them; refuses one that lacks a key. */
    public ObjectPath pathOf(CimInstance instance) throws CimFailure {
        List<ObjectPath.Key> values = new ArrayList<>();
        List<CimProperty> sorted = keys().stream()
                .sorted(Comparator.comparing(key -> Names.key(key.name())))
                .toList();
        for (CimProperty key : sorted) {
            CimValue value = instance.value(key.name());
            if (value.isNull()) {
                throw new CimFailure(
                        CimStatus.INVALID_PARAMETER, "class " + name + ", key " + key.name() + " has no value");
            }
            values.add(new ObjectPath.Key(key.name(), value));
        }
        return values.isEmpty()
                ? new ObjectPath("", "", name, new ObjectPath.Keys.Singleton())
                : ObjectPath.of(name, values);
    }
}
