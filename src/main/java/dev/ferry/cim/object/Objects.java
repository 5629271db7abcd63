package dev.ferry.cim.object;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.cim.wql.Query;
import dev.ferry.cim.wql.Selection;
import java.util.List;
import java.util.Optional;

/**
 * All reads of one namespace. Answers come by pages, which hold no more rows than one block at a time; where the next page begins can be
 * asked of any node, and what came or went in between is there or not there, but shifts nothing. Methods block, see {@link Family}.
 */
public final class Objects {
    private final Catalog catalog;

    public Objects(Catalog catalog) {
        this.catalog = catalog;
    }

    public Catalog catalog() {
        return catalog;
    }

    /** Empty when there is no such instance; see {@link #get} for what a path may leave out. */
    public Optional<CimInstance> find(Scope scope, ObjectPath path) throws CimFailure {
        return lookup(scope).find(path);
    }

    /** The path may be of a superclass, and may lack keys when the others tell enough. Not there is NOT_FOUND. */
    public CimInstance get(Scope scope, ObjectPath path) throws CimFailure {
        return lookup(scope).get(path);
    }

    /** The instances of the class, and of those below it when {@code isDeep}, class by class in the schema's order. */
    public Page enumerate(Scope scope, String className, boolean isDeep, Paging paging) throws CimFailure {
        String declared = catalog.schema().require(className).name();
        List<ClassView<?>> views = catalog.views(declared).stream()
                .filter(view -> isDeep || view.className().equalsIgnoreCase(declared))
                .toList();
        return Walk.page(scope, Question.all(views), paging);
    }

    /** Any query that can be parsed. */
    public Page query(Scope scope, Query query, Paging paging) throws CimFailure {
        return switch (query) {
            case Query.Select select -> select(scope, select, paging);
            case Query.Associators associators -> associators(scope, associators, paging);
            case Query.References references -> references(scope, references, paging);
        };
    }

    /** Selects from the class and those below it. Names and ids that the condition tells narrow what is read. */
    public Page select(Scope scope, Query.Select select, Paging paging) throws CimFailure {
        Selection selection = Selection.of(select, catalog.schema());
        Question question = Question.of(
                catalog.views(select.className()),
                view -> Narrowing.of(select, view),
                instance -> Optional.of(instance).filter(selection::matches).map(selection::project));
        return Walk.page(scope, question, paging);
    }

    public Page associators(Scope scope, Query.Associators query, Paging paging) throws CimFailure {
        return Walk.page(scope, links(scope).associators(query), paging);
    }

    public Page references(Scope scope, Query.References query, Paging paging) throws CimFailure {
        return Walk.page(scope, links(scope).references(query), paging);
    }

    private Links links(Scope scope) {
        return new Links(catalog, lookup(scope));
    }

    private Lookup lookup(Scope scope) {
        return new Lookup(catalog, scope);
    }
}
