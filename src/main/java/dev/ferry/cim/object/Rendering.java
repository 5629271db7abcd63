package dev.ferry.cim.object;

import java.util.List;

/** How a row is shown as instances of one class, in a fixed order. Pure: all that it needs is in the row. */
@FunctionalInterface
public interface Rendering<R> {
    List<Making> of(R row, Scope scope);
}
