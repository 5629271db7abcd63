package dev.ferry.cim.object;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.schema.CimClass;
import dev.ferry.cim.schema.CimProperty;
import dev.ferry.cim.schema.Qualifiers;
import dev.ferry.cim.schema.Schema;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.Names;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.cim.wql.Query;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What is linked to an object, and the links themselves. The object must be there; an end that is not there is left out. An end that
 * two links lead to is given once in a page, so that whoever reads several pages may meet it again in another.
 */
final class Links {
    private final Schema schema;
    private final List<ClassView<?>> views;
    private final Lookup lookup;

    Links(Catalog catalog, Lookup lookup) {
        this.schema = catalog.schema();
        this.views = catalog.views().stream()
                .filter(view -> schema.find(view.className())
                        .filter(CimClass::isAssociation)
                        .isPresent())
                .toList();
        this.lookup = lookup;
    }

    Question references(Query.References query) throws CimFailure {
        refuseClasses(query.of(), query.classDefinitionsOnly() || query.schemaOnly());
        requireIfSaid(query.resultClass());
        ObjectPath object = object(query.of());
        List<ClassView<?>> linking = views.stream()
                .filter(view -> isOf(view.className(), query.resultClass())
                        && isQualified(view.className(), query.requiredQualifier())
                        && ends(view.className(), query.role()).anyMatch(near -> fits(near, object.className())))
                .toList();
        return Question.about(
                object,
                linking,
                lookup.reading(),
                link -> ends(link.className(), query.role()).anyMatch(near -> leadsTo(link, near, object))
                        ? List.of(() -> Optional.of(query.keysOnly() ? keysOf(link) : link))
                        : List.of());
    }

    Question associators(Query.Associators query) throws CimFailure {
        refuseClasses(query.of(), query.classDefinitionsOnly() || query.schemaOnly());
        requireIfSaid(query.associationClass());
        requireIfSaid(query.resultClass());
        ObjectPath object = object(query.of());
        List<ClassView<?>> linking = views.stream()
                .filter(view -> isOf(view.className(), query.associationClass())
                        && isQualified(view.className(), query.requiredAssociationQualifier())
                        && ends(view.className(), query.role())
                                .anyMatch(near -> fits(near, object.className()) && hasFarEnd(view, near, query)))
                .toList();
        Set<ObjectPath> given = new HashSet<>();
        return Question.about(object, linking, lookup.reading(), link -> ends(link.className(), query.role())
                .filter(near -> leadsTo(link, near, object))
                .flatMap(near -> farEnds(link.className(), near, query))
                .flatMap(far -> link.reference(far.name()).stream())
                .<Lead>map(end -> () -> end(end, query, given))
                .toList());
    }

    private static void refuseClasses(ObjectPath of, boolean isAboutClasses) throws CimFailure {
        if (isAboutClasses || of.isClass()) {
            throw new CimFailure(
                    CimStatus.NOT_SUPPORTED,
                    "links are told between instances only: name an instance, and leave out ClassDefsOnly and SchemaOnly");
        }
    }

    private void requireIfSaid(String className) throws CimFailure {
        if (!className.isEmpty()) {
            schema.require(className);
        }
    }

    /** The object's own path, whatever class and keys the query has for it. */
    private ObjectPath object(ObjectPath of) throws CimFailure {
        return lookup.get(of).path().orElseThrow();
    }

    private Optional<CimInstance> end(ObjectPath path, Query.Associators query, Set<ObjectPath> given)
            throws CimFailure {
        if (given.contains(path) || !isRelated(path.className(), query.resultClass())) {
            return Optional.empty();
        }
        return lookup.find(path)
                .filter(end -> isOf(end.className(), query.resultClass())
                        && isQualified(end.className(), query.requiredQualifier())
                        && end.path().filter(given::add).isPresent())
                .map(end -> query.keysOnly() ? keysOf(end) : end);
    }

    private boolean hasFarEnd(ClassView<?> view, CimProperty near, Query.Associators query) {
        return farEnds(view.className(), near, query)
                .anyMatch(far -> query.resultClass().isEmpty() || fits(far, query.resultClass()));
    }

    private Stream<CimProperty> farEnds(String link, CimProperty near, Query.Associators query) {
        return ends(link, query.resultRole()).filter(far -> !Names.same(far.name(), near.name()));
    }

    private Stream<CimProperty> ends(String link, String role) {
        return schema.find(link).stream()
                .flatMap(owner -> owner.references().stream())
                .filter(end -> role.isEmpty() || Names.same(end.name(), role));
    }

    private static boolean leadsTo(CimInstance link, CimProperty end, ObjectPath object) {
        return link.reference(end.name()).filter(object::isSameAs).isPresent();
    }

    /**
     * Whether such an object can stand at an end. Documents declare ends more narrowly than they are used (planned systems have
     * settings too), so that what has the same superclass fits as well, unless that is the root of all.
     */
    private boolean fits(CimProperty end, String className) {
        String declared = end.type().referenceClass();
        List<String> above = schema.derivation(declared);
        return isRelated(className, declared) || (above.size() > 1 && isRelated(className, above.getFirst()));
    }

    private boolean isRelated(String one, String other) {
        return isOf(one, other) || schema.isSubclass(other, one);
    }

    private boolean isOf(String className, String wanted) {
        return wanted.isEmpty() || schema.isSubclass(className, wanted);
    }

    private boolean isQualified(String className, String qualifier) {
        Predicate<Qualifiers> isThere = all -> all.find(qualifier)
                .filter(found -> !(found.value() instanceof CimValue.Bool) || all.flag(qualifier))
                .isPresent();
        return qualifier.isEmpty()
                || schema.find(className)
                        .map(CimClass::qualifiers)
                        .filter(isThere)
                        .isPresent();
    }

    private CimInstance keysOf(CimInstance instance) {
        Optional<CimClass> owner = schema.find(instance.className());
        return instance.retaining(property -> owner.flatMap(declared -> declared.property(property.name()))
                .filter(CimProperty::isKey)
                .isPresent());
    }
}
