package dev.ferry.cim.value;

import dev.ferry.cim.CimFailure;
import java.util.Optional;

/** How values stand in a path, and when two of them name the same instance. */
final class KeyValues {
    private KeyValues() {}

    /** Refuses what cannot be the value of a key. */
    static void check(String name, CimValue value) {
        if (value.isNull() || value instanceof CimValue.Array) {
            throw new IllegalArgumentException("the key " + name + " must have one value");
        }
    }

    /** What decides whether two values are equal: not the width of a number, nor that a datetime is written as text. */
    static Object form(CimValue value) {
        return switch (value) {
            case CimValue.Whole(var _, var number) -> number;
            case CimValue.Real(var _, var number) -> number;
            case CimValue.Time(var time) -> time.text();
            case CimValue.Text(var text) -> text;
            case CimValue.Reference(var path) -> path;
            case CimValue.Bool _, CimValue.Char16 _, CimValue.Null _, CimValue.Array _ -> value;
        };
    }

    static String print(CimValue value) {
        return switch (value) {
            case CimValue.Text(var text) -> quoted(text);
            case CimValue.Time(var time) -> quoted(time.text());
            case CimValue.Reference(var path) -> quoted(path.toString());
            case CimValue.Char16(var character) -> "'" + escaped(String.valueOf(character), '\'') + "'";
            case CimValue.Bool _, CimValue.Whole _, CimValue.Real _, CimValue.Null _, CimValue.Array _ -> value.text();
        };
    }

    static boolean same(ObjectPath.Keys one, ObjectPath.Keys other) {
        return switch (one) {
            case ObjectPath.Keys.None _ -> other instanceof ObjectPath.Keys.None;
            case ObjectPath.Keys.Singleton _ -> other instanceof ObjectPath.Keys.Singleton;
            case ObjectPath.Keys.Unnamed(var value) ->
                only(other).filter(that -> same(value, that)).isPresent();
            case ObjectPath.Keys.Named(var named)
            when other instanceof ObjectPath.Keys.Named(var others) ->
                named.size() == others.size()
                        && named.values().stream().allMatch(key -> others.find(key.name())
                                .filter(that -> same(key.value(), that.value()))
                                .isPresent());
            case ObjectPath.Keys.Named _ ->
                only(one)
                        .flatMap(value -> only(other).filter(that -> same(value, that)))
                        .isPresent();
        };
    }

    private static Optional<CimValue> only(ObjectPath.Keys keys) {
        return switch (keys) {
            case ObjectPath.Keys.None _, ObjectPath.Keys.Singleton _ -> Optional.empty();
            case ObjectPath.Keys.Unnamed(var value) -> Optional.of(value);
            case ObjectPath.Keys.Named(var named)
            when named.size() == 1 -> Optional.of(named.values().getFirst().value());
            case ObjectPath.Keys.Named _ -> Optional.empty();
        };
    }

    private static boolean same(CimValue one, CimValue other) {
        if (one instanceof CimValue.Reference(var path)) {
            return reference(other).filter(path::isSameAs).isPresent();
        }
        if (other instanceof CimValue.Reference) {
            return same(other, one);
        }
        boolean areTexts = one instanceof CimValue.Text && other instanceof CimValue.Text;
        return areTexts ? Names.same(one.text(), other.text()) : form(one).equals(form(other));
    }

    private static Optional<ObjectPath> reference(CimValue value) {
        return switch (value) {
            case CimValue.Reference(var path) -> Optional.of(path);
            case CimValue.Text(var text) -> {
                try {
                    yield Optional.of(ObjectPath.parse(text));
                } catch (CimFailure _) {
                    yield Optional.empty();
                }
            }
            case CimValue.Bool _,
                    CimValue.Whole _,
                    CimValue.Real _,
                    CimValue.Char16 _,
                    CimValue.Time _,
                    CimValue.Null _,
                    CimValue.Array _ -> Optional.empty();
        };
    }

    private static String quoted(String text) {
        return '"' + escaped(text, '"') + '"';
    }

    private static String escaped(String text, char quote) {
        return text.replace("\\", "\\\\").replace(String.valueOf(quote), "\\" + quote);
    }
}
