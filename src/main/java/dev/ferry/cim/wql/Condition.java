package dev.ferry.cim.wql;

import dev.ferry.cim.value.CimValue;
import java.util.List;

/** What an instance must be like. */
public sealed interface Condition {
    record And(List<Condition> conditions) implements Condition {
        public And {
            conditions = List.copyOf(conditions);
        }
    }

    record Or(List<Condition> conditions) implements Condition {
        public Or {
            conditions = List.copyOf(conditions);
        }
    }

    record Not(Condition condition) implements Condition {}

    record Comparison(Column column, Operator operator, CimValue literal) implements Condition {}

    /** {@code %} is any text, {@code _} any character, {@code [a-c]} one of these, {@code [^a]} none of these. */
    record Like(Column column, String pattern) implements Condition {}

    /** The instance that the column holds is of this class; the instance itself where the column is {@code __this}. */
    record IsA(Column column, String className) implements Condition {}

    record IsNull(Column column) implements Condition {}
}
