package dev.ferry.cim.object;

import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.NamedMap;
import dev.ferry.cim.value.Names;
import dev.ferry.cim.wql.Condition;
import dev.ferry.cim.wql.Query;
import java.util.Optional;

/**
 * What the condition of a select says about the rows of a view. It says too little rather than too much: each instance is held against the
 * whole condition anyway.
 */
final class Narrowing {
    private static final String ANY_TEXT = "*";

    private Narrowing() {}

    static Wanted of(Query.Select select, ClassView<?> view) {
        NamedMap<CimValue> equalities = select.equalities();
        String name = text(equalities, view.nameProperty())
                .map(Narrowing::plain)
                .or(() -> liked(select, view.nameProperty()))
                .orElse(null);
        return new Wanted(name, text(equalities, view.idProperty()).orElse(null));
    }

    private static Optional<String> text(NamedMap<CimValue> equalities, String property) {
        return equalities.find(property).filter(CimValue.Text.class::isInstance).map(CimValue::text);
    }

    private static Optional<String> liked(Query.Select select, String property) {
        return select.conjuncts().stream()
                .filter(Condition.Like.class::isInstance)
                .map(Condition.Like.class::cast)
                .filter(like ->
                        like.column().isSimple() && Names.same(like.column().name(), property))
                .flatMap(like -> glob(like.pattern()).stream())
                .findFirst();
    }

    /**
     * Empty where characters are listed in brackets. One character of a query may be half of one in a name, so that {@code _} is one
     * character only where it is alone.
     */
    private static Optional<String> glob(String pattern) {
        boolean isAlone = pattern.indexOf('_') == pattern.lastIndexOf('_');
        return pattern.indexOf('[') >= 0
                ? Optional.empty()
                : Optional.of(plain(pattern.replace('_', isAlone ? '?' : '*').replace('%', '*')));
    }

    /** Beyond ASCII, letter case is a matter of who reads: such a character may be any text. */
    private static String plain(String text) {
        return text.replaceAll("[^\\x00-\\x7F]+", ANY_TEXT);
    }
}
