package dev.ferry.cim.object;

import dev.ferry.cim.value.CimInstance;
import java.util.List;

/**
 * Of which rows the instances of a class are made, and how.
 *
 * @param nameProperty the property that is the name of the row, "" when none is: equality and LIKE on it narrow what is read
 * @param idProperty the property that tells the row's id, "" when none does
 */
public record ClassView<R>(
        String className, Family<R> family, Rendering<R> rendering, String nameProperty, String idProperty) {

    /** A class of which nothing can be looked up but by its path. */
    public static <R> ClassView<R> of(String className, Family<R> family, Rendering<R> rendering) {
        return new ClassView<>(className, family, rendering, "", "");
    }

    /** With paths, and with every property that the class declares. */
    public List<CimInstance> instances(R row, Scope scope) {
        return rendering.of(row, scope).stream().map(Making::done).toList();
    }
}
