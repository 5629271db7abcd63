package dev.ferry.cim.schema;

import dev.ferry.cim.mof.MofValue;
import dev.ferry.cim.value.CimType;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.DeclaredType;
import dev.ferry.cim.value.Typing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Literals of MOF as values. Aliases and instances are none: they need more than a declaration to be understood. */
final class Literals {
    private Literals() {}

    /** Empty when the declared type cannot hold it. */
    static Optional<CimValue> typed(DeclaredType declared, MofValue value) {
        return switch (value) {
            case MofValue.Literal(var literal) -> Typing.convert(declared, literal);
            case MofValue.Items(var values) when declared.isArray() -> items(declared, values);
            case MofValue.Items _, MofValue.Alias _, MofValue.Nested _ -> Optional.empty();
        };
    }

    private static Optional<CimValue> items(DeclaredType declared, List<MofValue> values) {
        List<CimValue> elements = new ArrayList<>();
        for (MofValue value : values) {
            Optional<CimValue> element = value instanceof MofValue.Literal(var literal)
                    ? Typing.convert(declared.type(), literal)
                    : Optional.empty();
            element.ifPresent(elements::add);
        }
        return elements.size() == values.size()
                ? Typing.convert(declared, new CimValue.Array(declared.type(), elements))
                : Optional.empty();
    }

    /** The type that a literal has where nothing is declared; a flag where there is no value at all. */
    static DeclaredType looksLike(Optional<MofValue> value) {
        return switch (value.orElse(new MofValue.Literal(CimValue.of(true)))) {
            case MofValue.Literal(var literal) -> DeclaredType.of(type(literal));
            case MofValue.Items(var values) ->
                DeclaredType.arrayOf(looksLike(values.stream()
                                .findFirst()
                                .or(() -> Optional.of(new MofValue.Literal(CimValue.none()))))
                        .type());
            case MofValue.Alias _, MofValue.Nested _ -> DeclaredType.of(CimType.STRING);
        };
    }

    private static CimType type(CimValue literal) {
        return switch (literal) {
            case CimValue.Bool _ -> CimType.BOOLEAN;
            case CimValue.Whole _ -> CimType.SINT64;
            case CimValue.Real _ -> CimType.REAL64;
            case CimValue.Char16 _ -> CimType.CHAR16;
            case CimValue.Text _, CimValue.Null _, CimValue.Time _, CimValue.Reference _, CimValue.Array _ ->
                CimType.STRING;
        };
    }
}
