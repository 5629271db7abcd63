package dev.ferry.cim.value;

import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** A value, or that there is none. A value is always one that its type can hold. */
public sealed interface CimValue {
    /** As CIM-XML writes it; "" when there is no value. */
    String text();

    default boolean isNull() {
        return this instanceof Null;
    }

    /** No value. */
    static CimValue none() {
        return new Null();
    }

    /** Null makes no value. */
    static CimValue of(String text) {
        return text == null ? none() : new Text(text);
    }

    static CimValue of(boolean flag) {
        return new Bool(flag);
    }

    static CimValue of(CimDateTime time) {
        return time == null ? none() : new Time(time);
    }

    static CimValue of(ObjectPath path) {
        return path == null ? none() : new Reference(path);
    }

    static CimValue of(CimType type, long number) {
        return new Whole(type, BigInteger.valueOf(number));
    }

    static CimValue uint8(long number) {
        return of(CimType.UINT8, number);
    }

    static CimValue uint16(long number) {
        return of(CimType.UINT16, number);
    }

    static CimValue uint32(long number) {
        return of(CimType.UINT32, number);
    }

    static CimValue uint64(long number) {
        return of(CimType.UINT64, number);
    }

    static CimValue array(CimType elementType, Collection<? extends CimValue> elements) {
        return new Array(elementType, List.copyOf(elements));
    }

    static CimValue strings(Collection<String> texts) {
        return array(CimType.STRING, texts.stream().map(Text::new).toList());
    }

    static CimValue uint16s(Collection<Integer> numbers) {
        return array(
                CimType.UINT16,
                numbers.stream().map(number -> of(CimType.UINT16, number)).toList());
    }

    static CimValue references(Collection<ObjectPath> paths) {
        return array(CimType.REFERENCE, paths.stream().map(Reference::new).toList());
    }

    /** No value. It has no type of its own: the declaration has. */
    record Null() implements CimValue {
        @Override
        public String text() {
            return "";
        }
    }

    record Bool(boolean flag) implements CimValue {
        @Override
        public String text() {
            return flag ? "TRUE" : "FALSE";
        }
    }

    record Whole(CimType type, BigInteger number) implements CimValue {
        public Whole {
            if (!type.holds(number)) {
                throw new IllegalArgumentException(type.told() + " cannot hold " + number);
            }
        }

        @Override
        public String text() {
            return number.toString();
        }
    }

    record Real(CimType type, double number) implements CimValue {
        public Real {
            if (!type.isReal()) {
                throw new IllegalArgumentException(type.told() + " cannot hold " + number);
            }
            number = type == CimType.REAL32 ? (float) number : number;
        }

        @Override
        public String text() {
            String digits = type == CimType.REAL32 ? Float.toString((float) number) : Double.toString(number);
            return digits.replace("Infinity", "INF");
        }
    }

    record Char16(char character) implements CimValue {
        @Override
        public String text() {
            return String.valueOf(character);
        }
    }

    record Text(String text) implements CimValue {
        public Text {
            Objects.requireNonNull(text, "text");
        }
    }

    record Time(CimDateTime time) implements CimValue {
        public Time {
            Objects.requireNonNull(time, "time");
        }

        @Override
        public String text() {
            return time.text();
        }
    }

    record Reference(ObjectPath path) implements CimValue {
        public Reference {
            Objects.requireNonNull(path, "path");
        }

        @Override
        public String text() {
            return path.toString();
        }
    }

    /** Elements of one type; any of them may be missing. An empty array is not the same as no value. */
    record Array(CimType elementType, List<CimValue> elements) implements CimValue {
        public Array {
            elements = List.copyOf(elements);
            for (CimValue element : elements) {
                if (!element.isNull() && !elementType.equals(typeOf(element))) {
                    throw new IllegalArgumentException(
                            "an array of " + elementType.word() + " cannot hold " + element.text());
                }
            }
        }

        @Override
        public String text() {
            return elements.stream().map(CimValue::text).collect(Collectors.joining(", ", "{", "}"));
        }

        /** Null for what has no type of its own. */
        private static CimType typeOf(CimValue value) {
            return switch (value) {
                case Bool _ -> CimType.BOOLEAN;
                case Whole whole -> whole.type();
                case Real real -> real.type();
                case Char16 _ -> CimType.CHAR16;
                case Text _ -> CimType.STRING;
                case Time _ -> CimType.DATETIME;
                case Reference _ -> CimType.REFERENCE;
                case Null _, Array _ -> null;
            };
        }
    }
}
