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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A class with all that it has, inherited or its own. The superclass is "" when it has none. What is asked of it for each instance that
 * is shown is worked out once.
 */
public final class CimClass {
    private final String name;
    private final String superclass;
    private final Qualifiers qualifiers;
    private final NamedMap<CimProperty> properties;
    private final NamedMap<CimMethod> methods;
    private final List<CimProperty> keys;
    private final List<CimProperty> keysByName;
    private final NamedMap<CimInstance.Property> defaults;

    CimClass(
            String name,
            String superclass,
            Qualifiers qualifiers,
            NamedMap<CimProperty> properties,
            NamedMap<CimMethod> methods) {
        this.name = name;
        this.superclass = superclass;
        this.qualifiers = qualifiers;
        this.properties = properties;
        this.methods = methods;
        this.keys = properties.values().stream().filter(CimProperty::isKey).toList();
        this.keysByName =
                properties.sorted().stream().filter(CimProperty::isKey).toList();
        this.defaults = properties.holding(properties.values().stream()
                .map(property -> new CimInstance.Property(property.name(), property.defaultValue()))
                .toList());
    }

    public String name() {
        return name;
    }

    public String superclass() {
        return superclass;
    }

    public Qualifiers qualifiers() {
        return qualifiers;
    }

    public NamedMap<CimProperty> propertiesByName() {
        return properties;
    }

    public List<CimProperty> properties() {
        return properties.values();
    }

    /** What an instance has in its properties before anything is set. */
    public NamedMap<CimInstance.Property> defaults() {
        return defaults;
    }

    /** Those that it declares or overrides itself. */
    public List<CimProperty> ownProperties() {
        return properties().stream()
                .filter(property -> Names.same(property.declaredIn(), name))
                .toList();
    }

    NamedMap<CimMethod> methodsByName() {
        return methods;
    }

    public List<CimMethod> methods() {
        return methods.values();
    }

    public Optional<CimProperty> property(String propertyName) {
        return properties.find(propertyName);
    }

    public CimProperty requireProperty(String propertyName) throws CimFailure {
        return property(propertyName)
                .orElseThrow(() -> new CimFailure(
                        CimStatus.NO_SUCH_PROPERTY,
                        "class " + name + " has no property " + CimFailure.quoted(propertyName)));
    }

    public Optional<CimMethod> method(String methodName) {
        return methods.find(methodName);
    }

    public List<CimProperty> keys() {
        return keys;
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
        Set<String> seen = new HashSet<>();
        for (CimInstance.Property property : given) {
            if (!seen.add(Names.key(property.name()))) {
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
        for (CimProperty key : keysByName) {
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
