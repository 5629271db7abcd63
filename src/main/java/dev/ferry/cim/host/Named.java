package dev.ferry.cim.host;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.object.Family;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.object.Wanted;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.model.Guid;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Rows of which there are so few that they are read as a whole: nodes and networks. Known and ordered by their names. A path of any
 * other class than {@code classes} concerns none of them, nor does one of a virtual system, which is known by a GUID.
 */
record Named<R>(Source<R> source, Function<R, String> name, Set<String> classes) implements Family<R> {
    /** Where the rows come from. */
    @FunctionalInterface
    interface Source<R> {
        List<R> read(Scope scope) throws CimFailure;
    }

    @Override
    public List<R> page(Scope scope, Wanted wanted, String after, int limit) throws CimFailure {
        return source.read(scope).stream()
                .filter(row -> after.isEmpty() || key(row).compareTo(after) > 0)
                .sorted(Comparator.comparing(this::key))
                .limit(limit)
                .toList();
    }

    @Override
    public String key(R row) {
        return name.apply(row);
    }

    @Override
    public Optional<List<R>> concernedBy(Scope scope, ObjectPath path) throws CimFailure {
        boolean isOurs = classes.stream().anyMatch(own -> scope.schema().isSubclass(path.className(), own));
        return Optional.of(isOurs && !Guid.isGuid(path.key("Name").text()) ? source.read(scope) : List.of());
    }
}
