package dev.ferry.cim.value;

import dev.ferry.cim.CimFailure;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives a value the type that is declared, as leniently as clients need it: numbers as text, {@code 1} for true, one
 * value for an array of one. Empty where the declared type cannot hold it; who asks knows what to say.
 */
public final class Typing {
    private static final Pattern WHOLE =
            Pattern.compile("([+-]?)(?:0[xX]([0-9a-fA-F]{1,40})|([01]{1,80})[bB]|(\\d{1,40}))");
    private static final Pattern REAL =
            Pattern.compile("[+-]?(?:\\d{1,400}\\.?\\d{0,400}|\\.\\d{1,400})(?:[eE][+-]?\\d{1,4})?");

    private Typing() {}

    public static Optional<CimValue> convert(DeclaredType declared, CimValue value) {
        if (!declared.isArray() || value.isNull()) {
            return convert(declared.type(), value);
        }
        List<CimValue> given = value instanceof CimValue.Array(var _, var elements) ? elements : List.of(value);
        if (declared.arraySize().isPresent()
                && given.size() > declared.arraySize().getAsInt()) {
            return Optional.empty();
        }
        List<CimValue> converted = new ArrayList<>();
        for (CimValue element : given) {
            convert(declared.type(), element).ifPresent(converted::add);
        }
        return converted.size() == given.size()
                ? Optional.of(new CimValue.Array(declared.type(), converted))
                : Optional.empty();
    }

    /** One value. No value stays none, whatever is declared. */
    public static Optional<CimValue> convert(CimType type, CimValue value) {
        return switch (value) {
            case CimValue.Null _ -> Optional.of(value);
            case CimValue.Text(var text) -> parse(type, text);
            case CimValue.Whole(var _, var number) -> whole(type, number);
            case CimValue.Bool _ -> onlyIf(type == CimType.BOOLEAN, value);
            case CimValue.Real(var _, var number) ->
                type.isReal() ? Optional.of(new CimValue.Real(type, number)) : Optional.empty();
            case CimValue.Char16(var character) ->
                type == CimType.STRING
                        ? Optional.of(CimValue.of(String.valueOf(character)))
                        : onlyIf(type == CimType.CHAR16, value);
            case CimValue.Time _ -> onlyIf(type == CimType.DATETIME, value);
            case CimValue.Reference _ -> onlyIf(type == CimType.REFERENCE, value);
            case CimValue.Array _ -> Optional.empty();
        };
    }

    /** The value that a text means. An empty text is no reference. */
    public static Optional<CimValue> parse(CimType type, String text) {
        String word = text.strip();
        return switch (type) {
            case STRING -> Optional.of(CimValue.of(text));
            case BOOLEAN -> flag(word);
            case UINT8, UINT16, UINT32, UINT64, SINT8, SINT16, SINT32, SINT64 ->
                number(word).flatMap(n -> whole(type, n));
            case REAL32, REAL64 -> real(type, word);
            case CHAR16 ->
                text.length() == 1
                        ? Optional.of(new CimValue.Char16(text.charAt(0)))
                        : number(word).flatMap(n -> whole(type, n));
            case DATETIME -> CimDateTime.parse(word).map(CimValue::of);
            case REFERENCE -> word.isEmpty() ? Optional.of(CimValue.none()) : reference(word);
        };
    }

    private static Optional<CimValue> onlyIf(boolean fits, CimValue value) {
        return fits ? Optional.of(value) : Optional.empty();
    }

    private static Optional<CimValue> flag(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> Optional.of(CimValue.of(true));
            case "false", "0" -> Optional.of(CimValue.of(false));
            default -> Optional.empty();
        };
    }

    private static Optional<CimValue> whole(CimType type, BigInteger number) {
        return switch (type) {
            case BOOLEAN -> number.bitLength() > 1 ? Optional.empty() : flag(number.toString());
            case REAL32, REAL64 -> Optional.of(new CimValue.Real(type, number.doubleValue()));
            case CHAR16 ->
                CimType.UINT16.holds(number)
                        ? Optional.of(new CimValue.Char16((char) number.intValueExact()))
                        : Optional.empty();
            case UINT8, UINT16, UINT32, UINT64, SINT8, SINT16, SINT32, SINT64 ->
                type.holds(number) ? Optional.of(new CimValue.Whole(type, number)) : Optional.empty();
            case STRING, DATETIME, REFERENCE -> Optional.empty();
        };
    }

    private static Optional<BigInteger> number(String word) {
        Matcher matcher = WHOLE.matcher(word);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        BigInteger size = matcher.group(2) != null
                ? new BigInteger(matcher.group(2), 16)
                : matcher.group(3) != null ? new BigInteger(matcher.group(3), 2) : new BigInteger(matcher.group(4));
        return Optional.of(matcher.group(1).equals("-") ? size.negate() : size);
    }

    private static Optional<CimValue> real(CimType type, String word) {
        if (REAL.matcher(word).matches()) {
            return Optional.of(new CimValue.Real(type, Double.parseDouble(word)));
        }
        return switch (word) {
            case "INF", "+INF" -> Optional.of(new CimValue.Real(type, Double.POSITIVE_INFINITY));
            case "-INF" -> Optional.of(new CimValue.Real(type, Double.NEGATIVE_INFINITY));
            case "NaN" -> Optional.of(new CimValue.Real(type, Double.NaN));
            default -> Optional.empty();
        };
    }

    private static Optional<CimValue> reference(String text) {
        try {
            return Optional.of(CimValue.of(ObjectPath.parse(text)));
        } catch (CimFailure _) {
            return Optional.empty();
        }
    }
}
