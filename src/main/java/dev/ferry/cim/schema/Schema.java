package dev.ferry.cim.schema;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.mof.MofDocument;
import dev.ferry.cim.mof.MofReader;
import dev.ferry.cim.mof.MofSource;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.NamedMap;
import dev.ferry.cim.value.Names;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.cim.value.Typing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All classes of one namespace, in the order in which the MOF declares them. */
public final class Schema {
    private final String namespace;
    private final NamedMap<CimQualifierType> qualifierTypes;
    private final NamedMap<CimClass> classes;
    /** Of each class, by its name as it is declared: the names of itself and of all above it. */
    private final Map<String, Set<String>> lines = new HashMap<>();

    /** Of each class that has any: all below it, in the order of the schema. */
    private final Map<String, List<CimClass>> below = new HashMap<>();

    Schema(String namespace, NamedMap<CimQualifierType> qualifierTypes, NamedMap<CimClass> classes) {
        this.namespace = namespace;
        this.qualifierTypes = qualifierTypes;
        this.classes = classes;
        for (CimClass own : classes.values()) {
            List<String> above = derivation(own.name());
            above.forEach(
                    name -> below.computeIfAbsent(name, _ -> new ArrayList<>()).add(own));
            Set<String> line = new HashSet<>(above);
            line.add(own.name());
            lines.put(own.name(), line);
        }
    }

    /** What the texts say for this namespace, and for none in particular. Their order does not matter. */
    public static Schema read(String namespace, List<MofSource> sources) throws CimFailure {
        List<MofDocument> documents = new ArrayList<>();
        for (MofSource source : sources) {
            documents.add(MofReader.read(source));
        }
        return of(namespace, documents);
    }

    /** See {@link #read}. Refuses unknown superclasses, what overrides badly, and what is there twice. */
    public static Schema of(String namespace, List<MofDocument> documents) throws CimFailure {
        return new SchemaLinker(ObjectPath.namespaceOf(namespace), documents).schema();
    }

    public String namespace() {
        return namespace;
    }

    public List<CimQualifierType> qualifierTypes() {
        return qualifierTypes.values();
    }

    public Optional<CimQualifierType> qualifierType(String name) {
        return qualifierTypes.find(name);
    }

    public List<CimClass> classes() {
        return classes.values();
    }

    public Optional<CimClass> find(String className) {
        return classes.find(className);
    }

    public CimClass require(String className) throws CimFailure {
        return require(className, CimStatus.INVALID_CLASS);
    }

    /** For those to whom a class that is missing is something else than an invalid one. */
    public CimClass require(String className, CimStatus missing) throws CimFailure {
        return find(className)
                .orElseThrow(() -> new CimFailure(
                        missing, "namespace " + namespace + " has no class " + CimFailure.quoted(className)));
    }

    /** Whether the one is the other or inherits from it, however far away. */
    public boolean isSubclass(String className, String ofClass) {
        return lines.getOrDefault(spelled(className), Set.of()).contains(spelled(ofClass));
    }

    private String spelled(String className) {
        return find(className).map(CimClass::name).orElse("");
    }

    /** The superclasses, nearest first. */
    public List<String> derivation(String className) {
        List<String> names = new ArrayList<>();
        Optional<CimClass> here = find(className).flatMap(own -> find(own.superclass()));
        while (here.isPresent()) {
            names.add(here.get().name());
            here = find(here.get().superclass());
        }
        return names;
    }

    /** All that inherit from the class, however far away; not the class itself. */
    public List<CimClass> subclasses(String className) {
        return List.copyOf(below.getOrDefault(spelled(className), List.of()));
    }

    /** Those whose superclass is this one; of "" those that have none. */
    public List<CimClass> directSubclasses(String className) {
        return classes().stream()
                .filter(other -> Names.same(other.superclass(), className))
                .toList();
    }

    /** The path with the class's own spelling, all keys named, and each of its declared type. */
    public ObjectPath typed(ObjectPath path) throws CimFailure {
        CimClass owner = require(path.className());
        List<CimProperty> keys = owner.keys();
        List<ObjectPath.Key> given =
                switch (path.keys()) {
                    case ObjectPath.Keys.None _ -> List.of();
                    case ObjectPath.Keys.Singleton _ -> List.of();
                    case ObjectPath.Keys.Unnamed(var value)
                    when keys.size() == 1 ->
                        List.of(new ObjectPath.Key(keys.getFirst().name(), value));
                    case ObjectPath.Keys.Unnamed _ ->
                        throw new CimFailure(
                                CimStatus.INVALID_PARAMETER,
                                path + " names no key, and class " + owner.name() + " has " + keys.size());
                    case ObjectPath.Keys.Named(var named) -> named.values();
                };
        ObjectPath.Keys typed = given.isEmpty() ? path.keys() : typedKeys(owner, given);
        return new ObjectPath(path.host(), path.namespace(), owner.name(), typed);
    }

    private ObjectPath.Keys typedKeys(CimClass owner, List<ObjectPath.Key> given) throws CimFailure {
        List<ObjectPath.Key> typed = new ArrayList<>();
        for (ObjectPath.Key key : given) {
            CimProperty property = owner.property(key.name())
                    .filter(CimProperty::isKey)
                    .orElseThrow(() -> new CimFailure(
                            CimStatus.INVALID_PARAMETER,
                            "class " + owner.name() + " has no key " + CimFailure.quoted(key.name())));
            CimValue value = Typing.convert(property.type().type(), key.value())
                    .filter(converted -> !converted.isNull())
                    .orElseThrow(() -> new CimFailure(
                            CimStatus.TYPE_MISMATCH,
                            "class " + owner.name() + ", key " + property.name() + " is declared "
                                    + property.type().told() + " and cannot hold "
                                    + CimFailure.quoted(key.value().text())));
            typed.add(new ObjectPath.Key(property.name(), value));
        }
        for (CimProperty key : owner.keys()) {
            if (typed.stream().noneMatch(other -> Names.same(other.name(), key.name()))) {
                throw new CimFailure(
                        CimStatus.INVALID_PARAMETER,
                        "a path to class " + owner.name() + " lacks the key " + key.name());
            }
        }
        return new ObjectPath.Keys.Named(NamedMap.of(typed, ObjectPath.Key::name));
    }
}
