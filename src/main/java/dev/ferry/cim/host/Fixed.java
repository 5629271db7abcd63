package dev.ferry.cim.host;

import dev.ferry.cim.object.Family;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.object.Wanted;
import dev.ferry.cim.value.ObjectPath;
import java.util.List;
import java.util.Optional;

/** The one row of what is always there: the node that was asked, by the name that paths have for it. */
final class Fixed implements Family<String> {
    @Override
    public List<String> page(Scope scope, Wanted wanted, String after, int limit) {
        return after.isEmpty() ? List.of(scope.host()) : List.of();
    }

    @Override
    public String key(String host) {
        return host;
    }

    /** Finding out whether it does costs more than the row itself. */
    @Override
    public Optional<List<String>> concernedBy(Scope scope, ObjectPath path) {
        return Optional.of(List.of(scope.host()));
    }
}
