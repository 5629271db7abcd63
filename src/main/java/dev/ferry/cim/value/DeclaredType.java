package dev.ferry.cim.value;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * How an element is declared: its type, whether it is an array and of how many, and the class that a reference is to.
 */
public record DeclaredType(CimType type, boolean isArray, OptionalInt arraySize, String referenceClass) {
    public DeclaredType {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(arraySize, "arraySize");
        if ((type == CimType.REFERENCE) == referenceClass.isEmpty()) {
            throw new IllegalArgumentException("a reference, and only that, has a class: " + type.word());
        }
    }

    public static DeclaredType of(CimType type) {
        return new DeclaredType(type, false, OptionalInt.empty(), "");
    }

    public static DeclaredType arrayOf(CimType type) {
        return new DeclaredType(type, true, OptionalInt.empty(), "");
    }

    public static DeclaredType referenceTo(String className) {
        return new DeclaredType(CimType.REFERENCE, false, OptionalInt.empty(), className);
    }

    public boolean isReference() {
        return type == CimType.REFERENCE;
    }

    public boolean agreesWith(DeclaredType other) {
        return type == other.type && isArray == other.isArray;
    }

    /** In words, for a sentence: {@code uint8 (0 to 255)}, {@code array of string}, {@code reference to X}. */
    public String told() {
        String one = isReference() ? "reference to " + referenceClass : type.told();
        return isArray ? "array of " + one : one;
    }
}
