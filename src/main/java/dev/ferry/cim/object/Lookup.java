package dev.ferry.cim.object;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.schema.CimClass;
import dev.ferry.cim.schema.CimProperty;
import dev.ferry.cim.schema.Schema;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.Names;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.cim.value.Typing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds the one instance that a path names, without going through all rows. The class of the path may be a superclass, and keys may be
 * missing as long as the others tell enough.
 */
final class Lookup {
    private final Catalog catalog;
    private final Schema schema;
    private final Scope scope;
    private final Reading reading = new Reading();

    Lookup(Catalog catalog, Scope scope) {
        this.catalog = catalog;
        this.schema = catalog.schema();
        this.scope = scope;
    }

    /** For who goes on from what was found. */
    Reading reading() {
        return reading;
    }

    /** Refuses a class that is not declared, keys that no such class has, and a path that means more than one instance. */
    Optional<CimInstance> find(ObjectPath path) throws CimFailure {
        schema.require(path.className());
        Map<ClassView<?>, ObjectPath> places = isHere(path) ? places(path) : Map.of();
        Map<ObjectPath, CimInstance> found = new LinkedHashMap<>();
        for (Map.Entry<ClassView<?>, ObjectPath> place : places.entrySet()) {
            boolean isWhole = place.getValue().namedKeys().size()
                    == schema.require(place.getKey().className()).keys().size();
            for (CimInstance instance : matches(place.getKey(), place.getValue())) {
                instance.path().ifPresent(itself -> found.put(itself, instance));
            }
            if (isWhole && !found.isEmpty()) {
                break;
            }
        }
        if (found.size() > 1) {
            throw ambiguous(path);
        }
        return found.values().stream().findFirst();
    }

    private static CimFailure ambiguous(ObjectPath path) {
        return new CimFailure(
                CimStatus.INVALID_PARAMETER,
                CimFailure.quoted(path.relative()) + " means more than one instance: name all keys of its class");
    }

    CimInstance get(ObjectPath path) throws CimFailure {
        return find(path)
                .orElseThrow(() -> new CimFailure(
                        CimStatus.NOT_FOUND,
                        "namespace " + schema.namespace() + " has no instance " + CimFailure.quoted(path.relative())));
    }

    private boolean isHere(ObjectPath path) {
        return path.namespace().isEmpty() || Names.same(path.namespace(), schema.namespace());
    }

    /** What the path would be in each class that it can mean. */
    private Map<ClassView<?>, ObjectPath> places(ObjectPath path) throws CimFailure {
        List<ClassView<?>> views = candidates(path);
        Map<ClassView<?>, ObjectPath> places = new LinkedHashMap<>();
        boolean isOfAny = views.isEmpty();
        for (ClassView<?> view : views) {
            CimClass owner = schema.require(view.className());
            List<ObjectPath.Key> given = given(path, owner);
            boolean isOfThis = given.stream().allMatch(key -> key(owner, key).isPresent());
            List<ObjectPath.Key> typed =
                    given.stream().flatMap(key -> typed(owner, key).stream()).toList();
            if (isOfThis && typed.size() == given.size()) {
                places.put(view, scope.absolute(ObjectPath.of(owner.name(), typed)));
            }
            isOfAny |= isOfThis;
        }
        if (!isOfAny) {
            CimClass likely = schema.require(views.getFirst().className());
            throw new CimFailure(
                    CimStatus.INVALID_PARAMETER,
                    CimFailure.quoted(path.relative()) + " names a key that is not there: class " + likely.name()
                            + " has "
                            + likely.keys().stream().map(CimProperty::name).collect(Collectors.joining(", ")));
        }
        return places;
    }

    /** A path that tells the class in CreationClassName is looked for there only. */
    private List<ClassView<?>> candidates(ObjectPath path) {
        List<ClassView<?>> views = catalog.views(path.className());
        String creationClass = path.key("CreationClassName").text();
        List<ClassView<?>> told = views.stream()
                .filter(view -> Names.same(view.className(), creationClass))
                .toList();
        return told.isEmpty() ? views : told;
    }

    /** A value without a name is that of the only key; where there is not one only, its name is none that fits. */
    private static List<ObjectPath.Key> given(ObjectPath path, CimClass owner) {
        return switch (path.keys()) {
            case ObjectPath.Keys.None _, ObjectPath.Keys.Singleton _ -> List.of();
            case ObjectPath.Keys.Unnamed(var value) -> {
                String name = owner.keys().size() == 1 ? owner.keys().getFirst().name() : "_";
                yield List.of(new ObjectPath.Key(name, value));
            }
            case ObjectPath.Keys.Named(var named) -> named.values();
        };
    }

    private static Optional<CimProperty> key(CimClass owner, ObjectPath.Key given) {
        return owner.property(given.name()).filter(CimProperty::isKey);
    }

    private static Optional<ObjectPath.Key> typed(CimClass owner, ObjectPath.Key given) {
        return key(owner, given)
                .flatMap(property -> Typing.convert(property.type().type(), given.value())
                        .filter(value -> !value.isNull())
                        .map(value -> new ObjectPath.Key(property.name(), value)));
    }

    private <R> List<CimInstance> matches(ClassView<R> view, ObjectPath place) throws CimFailure {
        List<CimInstance> matches = new ArrayList<>();
        for (R row : rows(view, place)) {
            for (CimInstance instance : view.instances(row, scope)) {
                if (instance.path().filter(itself -> isNamed(itself, place)).isPresent()) {
                    matches.add(instance);
                }
            }
        }
        return matches;
    }

    /** A link is made of a row that each of its ends concerns, so that any end can tell when the whole path does not. */
    private <R> List<R> rows(ClassView<R> view, ObjectPath place) throws CimFailure {
        Family<R> family = reading.of(view.family());
        Optional<List<R>> rows = family.concernedBy(scope, place);
        for (ObjectPath.Key key : place.namedKeys()) {
            if (rows.isEmpty() && key.value() instanceof CimValue.Reference(ObjectPath end)) {
                rows = family.concernedBy(scope, scope.absolute(end));
            }
        }
        if (rows.isEmpty() && namesOnlyClasses(place)) {
            throw ambiguous(place);
        }
        return rows.orElse(List.of());
    }

    /** Such a path means every row of a family that has many: what another family has is not all that it could mean. */
    private static boolean namesOnlyClasses(ObjectPath place) {
        return place.namedKeys().stream()
                .allMatch(key -> Names.same(key.name(), "CreationClassName")
                        || Names.same(key.name(), "SystemCreationClassName"));
    }

    private static boolean isNamed(ObjectPath itself, ObjectPath wanted) {
        List<ObjectPath.Key> said = itself.namedKeys().stream()
                .filter(key -> !wanted.key(key.name()).isNull())
                .toList();
        return ObjectPath.of(itself.className(), said).isSameAs(wanted);
    }
}
