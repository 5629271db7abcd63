package dev.ferry.cim.schema;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.value.Names;
import dev.ferry.cim.wql.Query;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which classes are linked to a class, and by which: what the declarations allow, whether or not there are such instances. */
public final class ClassLinks {
    private final Schema schema;
    private final String of;

    private ClassLinks(Schema schema, String of) {
        this.schema = schema;
        this.of = of;
    }

    /** The associations that an instance of the class can stand in. */
    public static List<CimClass> references(Schema schema, Query.References query) throws CimFailure {
        ClassLinks links =
                new ClassLinks(schema, schema.require(query.of().className()).name());
        return links.associations(query.resultClass())
                .filter(link -> links.nearEnds(link, query.role()).findAny().isPresent())
                .toList();
    }

    /** The classes at the other ends of these. */
    public static List<CimClass> associators(Schema schema, Query.Associators query) throws CimFailure {
        ClassLinks links =
                new ClassLinks(schema, schema.require(query.of().className()).name());
        Set<CimClass> found = new LinkedHashSet<>();
        for (CimClass link : links.associations(query.associationClass()).toList()) {
            for (CimProperty near : links.nearEnds(link, query.role()).toList()) {
                link.references().stream()
                        .filter(far -> !Names.same(far.name(), near.name()) && isSaid(far, query.resultRole()))
                        .flatMap(far -> schema.find(far.type().referenceClass()).stream())
                        .filter(far -> query.resultClass().isEmpty()
                                || schema.isSubclass(far.name(), query.resultClass())
                                || schema.isSubclass(query.resultClass(), far.name()))
                        .forEach(found::add);
            }
        }
        return List.copyOf(found);
    }

    private Stream<CimClass> associations(String wanted) throws CimFailure {
        String above = wanted.isEmpty() ? "" : schema.require(wanted).name();
        return schema.classes().stream()
                .filter(owner -> owner.isAssociation() && (above.isEmpty() || schema.isSubclass(owner.name(), above)));
    }

    private Stream<CimProperty> nearEnds(CimClass link, String role) {
        return link.references().stream()
                .filter(end ->
                        isSaid(end, role) && schema.isSubclass(of, end.type().referenceClass()));
    }

    private static boolean isSaid(CimProperty end, String role) {
        return role.isEmpty() || Names.same(end.name(), role);
    }
}
