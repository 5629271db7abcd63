package dev.ferry.cim.value;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/** The types of CIM. Whether there is one value or an array of them is a matter of {@link DeclaredType}. */
public enum CimType {
    BOOLEAN("boolean"),
    UINT8("uint8", 8, false),
    UINT16("uint16", 16, false),
    UINT32("uint32", 32, false),
    UINT64("uint64", 64, false),
    SINT8("sint8", 8, true),
    SINT16("sint16", 16, true),
    SINT32("sint32", 32, true),
    SINT64("sint64", 64, true),
    REAL32("real32"),
    REAL64("real64"),
    CHAR16("char16"),
    STRING("string"),
    DATETIME("datetime"),
    REFERENCE("reference");

    private final String word;
    private final BigInteger min;
    private final BigInteger max;

    CimType(String word) {
        this.word = word;
        this.min = null;
        this.max = null;
    }

    CimType(String word, int bits, boolean signed) {
        this.word = word;
        this.min = signed ? BigInteger.ONE.shiftLeft(bits - 1).negate() : BigInteger.ZERO;
        this.max = BigInteger.ONE.shiftLeft(signed ? bits - 1 : bits).subtract(BigInteger.ONE);
    }

    /** The type of this word, in any letter case. */
    public static Optional<CimType> of(String word) {
        return Arrays.stream(values())
                .filter(type -> type.word.equalsIgnoreCase(word))
                .findFirst();
    }

    /** The word for it in MOF and in CIM-XML. */
    public String word() {
        return word;
    }

    public boolean isWhole() {
        return min != null;
    }

    public boolean isReal() {
        return this == REAL32 || this == REAL64;
    }

    public boolean isNumeric() {
        return isWhole() || isReal();
    }

    /** Whether a whole number fits this type; false for all that is not a whole number. */
    public boolean holds(BigInteger number) {
        return isWhole() && number.compareTo(min) >= 0 && number.compareTo(max) <= 0;
    }

    /** The type in words that tell a caller what it may send. */
    public String told() {
        return isWhole() ? word + " (" + min + " to " + max + ")" : word;
    }
}
