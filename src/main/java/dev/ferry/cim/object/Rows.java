package dev.ferry.cim.object;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.value.ObjectPath;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The rows of a family one after the other, of which no more than one block is held at a time. */
final class Rows<R> {
    private static final int BLOCK_MAX = 100;

    private final Family<R> family;
    private final Scope scope;
    private final Wanted wanted;
    private final Deque<R> block = new ArrayDeque<>();
    private boolean isLastBlock;
    private String after;
    private int least = 1;

    private Rows(Family<R> family, Scope scope, Wanted wanted, String after) {
        this.family = family;
        this.scope = scope;
        this.wanted = wanted;
        this.after = after;
    }

    /** Rows after the one of that key; the first, if it is "". */
    static <R> Rows<R> of(Family<R> family, Scope scope, Wanted wanted, String after) {
        return new Rows<>(family, scope, wanted, after);
    }

    /** Only those that the object concerns, by their keys, unless the family must go through all to find them. */
    static <R> Rows<R> concernedBy(ObjectPath object, Family<R> family, Scope scope, String after) throws CimFailure {
        Rows<R> rows = new Rows<>(family, scope, Wanted.ALL, after);
        Optional<List<R>> concerned = family.concernedBy(scope, object);
        if (concerned.isPresent()) {
            rows.isLastBlock = true;
            concerned.get().stream()
                    .filter(row -> after.isEmpty() || family.key(row).compareTo(after) > 0)
                    .sorted(Comparator.comparing(family::key))
                    .forEach(rows.block::add);
        }
        return rows;
    }

    /** Reads about as many as are still of use, and more each time when few of them were. */
    Optional<R> next(int ofUse) throws CimFailure {
        if (block.isEmpty() && !isLastBlock) {
            block.addAll(family.page(scope, wanted, after, Math.min(BLOCK_MAX, Math.max(ofUse, least))));
            isLastBlock = block.isEmpty();
            least = Math.min(BLOCK_MAX, least * 2);
            checkItMoves();
        }
        return Optional.ofNullable(block.poll());
    }

    private void checkItMoves() {
        if (!block.isEmpty()) {
            String last = family.key(block.getLast());
            if (last.equals(after)) {
                throw new IllegalStateException("a family gives the row " + last + " after itself");
            }
            after = last;
        }
    }
}
