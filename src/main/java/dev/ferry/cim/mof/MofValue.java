package dev.ferry.cim.mof;

import dev.ferry.cim.value.CimValue;
import java.util.List;

/** A value as it was written, before anybody knows which type is meant. */
public sealed interface MofValue {
    /** A literal; whole numbers have the widest type that holds them. */
    record Literal(CimValue value) implements MofValue {}

    /** What stands between braces. */
    record Items(List<MofValue> values) implements MofValue {
        public Items {
            values = List.copyOf(values);
        }
    }

    /** {@code $Name}: the instance that was given this name. */
    record Alias(String name) implements MofValue {}

    /** An instance within another. */
    record Nested(InstanceDeclaration instance) implements MofValue {}
}
