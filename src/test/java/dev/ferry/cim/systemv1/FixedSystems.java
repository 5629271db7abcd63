package dev.ferry.cim.systemv1;

import dev.ferry.cim.object.Family;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.object.Wanted;
import dev.ferry.cim.system.SystemEntry;
import dev.ferry.cim.value.ObjectPath;
import java.util.List;
import java.util.Optional;

/** A family of rows that a test has made. */
record FixedSystems(List<SystemEntry> rows) implements Family<SystemEntry> {
    @Override
    public List<SystemEntry> page(Scope scope, Wanted wanted, String after, int limit) {
        return rows.stream()
                .filter(row -> key(row).compareTo(after) > 0)
                .sorted((a, b) -> key(a).compareTo(key(b)))
                .limit(limit)
                .toList();
    }

    @Override
    public String key(SystemEntry row) {
        return row.row().id().value();
    }

    @Override
    public Optional<List<SystemEntry>> concernedBy(Scope scope, ObjectPath path) {
        return Optional.of(rows);
    }
}
