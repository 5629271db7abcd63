package dev.ferry.cim.object;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.value.ObjectPath;
import java.util.List;
import java.util.Optional;

/**
 * Rows of one kind, each of which is shown as instances of many classes: a system as its ComputerSystem, its settings, its devices and
 * the links between them. Methods block while the cluster answers; they are called on virtual threads.
 */
public interface Family<R> {
    /** At most {@code limit} rows after the one of that key ("" before the first), in the family's own order. */
    List<R> page(Scope scope, Wanted wanted, String after, int limit) throws CimFailure;

    /** Where the row stands in the order; a page can begin after it also when the row is gone. */
    String key(R row);

    /**
     * The rows whose instances can be what the path names, or can refer to it, found without going through all; empty when only going
     * through all would tell (a path to the host concerns every system). A path that concerns none gives an empty list.
     */
    Optional<List<R>> concernedBy(Scope scope, ObjectPath path) throws CimFailure;

    /**
     * The same rows for one question, which asks for few of them again and again; it may remember some of what it read. Used by one
     * thread.
     */
    default Family<R> forOneQuestion() {
        return this;
    }
}
