package dev.ferry.cim.wql;

import dev.ferry.cim.value.CimDateTime;
import dev.ferry.cim.value.CimType;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.cim.value.Typing;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalInt;

/** How a value of an instance stands to a literal: the literal is taken for what the value is. */
final class Comparing {
    private Comparing() {}

    /** Empty when nobody can tell, as with a value that is not there. */
    static Optional<Boolean> holds(CimValue value, Operator operator, CimValue literal) {
        if (value instanceof CimValue.Reference(var path)) {
            return Typing.convert(CimType.REFERENCE, literal)
                    .filter(CimValue.Reference.class::isInstance)
                    .flatMap(other -> sameOrNot(operator, path, ((CimValue.Reference) other).path()));
        }
        OptionalInt comparison = compared(value, literal);
        return comparison.isPresent() ? Optional.of(operator.holds(comparison.getAsInt())) : Optional.empty();
    }

    private static Optional<Boolean> sameOrNot(Operator operator, ObjectPath path, ObjectPath other) {
        return operator == Operator.EQUAL || operator == Operator.NOT_EQUAL
                ? Optional.of(path.isSameAs(other) == (operator == Operator.EQUAL))
                : Optional.empty();
    }

    private static OptionalInt compared(CimValue value, CimValue literal) {
        return switch (value) {
            case CimValue.Null _, CimValue.Array _, CimValue.Reference _ -> OptionalInt.empty();
            case CimValue.Text(var text) -> compared(text, literal);
            case CimValue.Char16(var character) -> compared(String.valueOf(character), literal);
            case CimValue.Bool(var flag) ->
                Typing.convert(CimType.BOOLEAN, literal).orElse(null) instanceof CimValue.Bool(var that)
                        ? OptionalInt.of(Boolean.compare(flag, that))
                        : OptionalInt.empty();
            case CimValue.Time(var time) ->
                Typing.convert(CimType.DATETIME, literal).orElse(null) instanceof CimValue.Time(CimDateTime that)
                        ? time.comparedTo(that)
                        : OptionalInt.empty();
            case CimValue.Whole(var _, var number) -> compared(new BigDecimal(number), literal);
            case CimValue.Real(var _, var number) ->
                Double.isFinite(number) ? compared(BigDecimal.valueOf(number), literal) : OptionalInt.empty();
        };
    }

    /** WMI compares texts in any letter case. */
    private static OptionalInt compared(String text, CimValue literal) {
        return literal instanceof CimValue.Text(var that)
                ? OptionalInt.of(text.compareToIgnoreCase(that))
                : OptionalInt.empty();
    }

    private static OptionalInt compared(BigDecimal number, CimValue literal) {
        return switch (literal) {
            case CimValue.Whole(var _, var that) -> OptionalInt.of(number.compareTo(new BigDecimal(that)));
            case CimValue.Real(var _, var that)
            when Double.isFinite(that) -> OptionalInt.of(number.compareTo(BigDecimal.valueOf(that)));
            case CimValue.Text(var text) ->
                Typing.parse(CimType.SINT64, text)
                        .or(() -> Typing.parse(CimType.UINT64, text))
                        .or(() -> Typing.parse(CimType.REAL64, text))
                        .map(that -> compared(number, that))
                        .orElse(OptionalInt.empty());
            case CimValue.Bool(var flag) -> OptionalInt.of(number.compareTo(flag ? BigDecimal.ONE : BigDecimal.ZERO));
            case CimValue.Real _,
                    CimValue.Null _,
                    CimValue.Char16 _,
                    CimValue.Time _,
                    CimValue.Reference _,
                    CimValue.Array _ -> OptionalInt.empty();
        };
    }
}
