package dev.ferry.cim.wql;

import java.util.List;

/** A property, or one of the instance that a property holds: {@code TargetInstance.JobState}. */
public record Column(List<String> names) {
    public Column {
        names = List.copyOf(names);
    }

    public boolean isSimple() {
        return names.size() == 1;
    }

    public String name() {
        return names.getFirst();
    }

    public boolean isSystem() {
        return names.getLast().startsWith("__");
    }

    Column below() {
        return new Column(names.subList(1, names.size()));
    }

    @Override
    public String toString() {
        return String.join(".", names);
    }
}
