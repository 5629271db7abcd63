package dev.ferry.cim.host;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.object.Family;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.object.Wanted;
import dev.ferry.cim.value.Names;
import dev.ferry.cim.value.ObjectPath;
import java.util.List;
import java.util.Optional;

/**
 * The one row of what is always there: the node that was asked, by the name that paths have for it. A path may also be of another node
 * in {@code others}: who was told it there can go on with it here.
 */
record Fixed(Named.Source<String> others) implements Family<String> {
    /** Of which paths of other nodes mean nothing here. */
    static Fixed alone() {
        return new Fixed(_ -> List.of());
    }

    @Override
    public List<String> page(Scope scope, Wanted wanted, String after, int limit) {
        return after.isEmpty() ? List.of(scope.host()) : List.of();
    }

    @Override
    public String key(String host) {
        return host;
    }

    /** Finding out whether a path concerns the node that was asked costs more than the row itself. */
    @Override
    public Optional<List<String>> concernedBy(Scope scope, ObjectPath path) throws CimFailure {
        String system = path.key("SystemName").text();
        if (system.isEmpty() || Names.same(system, scope.host())) {
            return Optional.of(List.of(scope.host()));
        }
        return Optional.of(others.read(scope).stream()
                .filter(other -> Names.same(other, system))
                .toList());
    }
}
