package dev.ferry.cim.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(10)
class TypingTest {
    @ParameterizedTest
    @ValueSource(strings = {"true", "TRUE", "True", "1", " true "})
    void takesForTrueWhatClientsWriteForIt(String text) {
        assertEquals(Optional.of(CimValue.of(true)), Typing.parse(CimType.BOOLEAN, text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "", "2", "-1", "truee", "wahr"})
    void takesNothingElseForABoolean(String text) {
        assertEquals(Optional.empty(), Typing.parse(CimType.BOOLEAN, text));
    }

    @ParameterizedTest
    @CsvSource({
        "UINT8, 0, 255, -1, 256",
        "UINT16, 0, 65535, -1, 65536",
        "UINT32, 0, 4294967295, -1, 4294967296",
        "UINT64, 0, 18446744073709551615, -1, 18446744073709551616",
        "SINT8, -128, 127, -129, 128",
        "SINT16, -32768, 32767, -32769, 32768",
        "SINT32, -2147483648, 2147483647, -2147483649, 2147483648",
        "SINT64, -9223372036854775808, 9223372036854775807, -9223372036854775809, 9223372036854775808"
    })
    void holdsWholeNumbersWithinTheirRangeOnly(CimType type, String min, String max, String below, String above) {
        assertEquals(Optional.of(new CimValue.Whole(type, new BigInteger(min))), Typing.parse(type, min));
        assertEquals(Optional.of(new CimValue.Whole(type, new BigInteger(max))), Typing.parse(type, max));
        assertEquals(Optional.empty(), Typing.parse(type, below));
        assertEquals(Optional.empty(), Typing.parse(type, above));
        assertThrows(
                IllegalArgumentException.class, () -> new CimValue.Whole(type, new BigInteger(below)), type.word());
    }

    @ParameterizedTest
    @CsvSource({"0x1F, 31", "0XfF, 255", "101b, 5", "+7, 7", "007, 7", "' 12 ', 12"})
    void readsNumbersInTheirForms(String text, long number) {
        assertEquals(Optional.of(CimValue.uint8(number)), Typing.parse(CimType.UINT8, text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.0", "0x", "12a", "--1", "0b1", "١"})
    void takesNothingElseForAWholeNumber(String text) {
        assertEquals(Optional.empty(), Typing.parse(CimType.UINT32, text));
    }

    @Test
    void doesNotSpendTimeOnNumbersOfAMillionDigits() {
        assertEquals(Optional.empty(), Typing.parse(CimType.UINT64, "9".repeat(1_000_000)));
        assertEquals(Optional.empty(), Typing.parse(CimType.REAL64, "9".repeat(1_000_000)));
    }

    @Test
    void keepsStringsToTheCharacter() {
        assertEquals(Optional.of(CimValue.of(" a\n ")), Typing.parse(CimType.STRING, " a\n "));
        assertEquals(Optional.of(CimValue.of("")), Typing.parse(CimType.STRING, ""));
    }

    @Test
    void readsRealNumbersAsXmlSchemaWritesThem() {
        assertEquals(Optional.of(new CimValue.Real(CimType.REAL64, 0.125)), Typing.parse(CimType.REAL64, "1.25e-1"));
        assertEquals("INF", Typing.parse(CimType.REAL64, "INF").orElseThrow().text());
        assertEquals("-INF", Typing.parse(CimType.REAL32, "-INF").orElseThrow().text());
        assertEquals("0.1", new CimValue.Real(CimType.REAL32, 0.1).text());
        assertEquals(Optional.empty(), Typing.parse(CimType.REAL64, "1f"));
    }

    @Test
    void takesAnEmptyTextForNoReference() {
        assertEquals(Optional.of(CimValue.none()), Typing.parse(CimType.REFERENCE, " "));
        assertTrue(Typing.parse(CimType.REFERENCE, "no path at all").isEmpty());
    }

    @Test
    void takesOneValueForAnArrayOfOne() {
        assertEquals(
                Optional.of(CimValue.strings(List.of("a"))),
                Typing.convert(DeclaredType.arrayOf(CimType.STRING), CimValue.of("a")));
    }

    @Test
    void takesNoArrayForOneValue() {
        assertEquals(Optional.empty(), Typing.convert(DeclaredType.of(CimType.STRING), CimValue.strings(List.of("a"))));
    }

    @Test
    void convertsTheElementsOfAnArrayAndKeepsItsHoles() {
        CimValue texts = CimValue.array(CimType.STRING, List.of(CimValue.of("1"), CimValue.none()));

        assertEquals(
                Optional.of(CimValue.array(CimType.UINT16, List.of(CimValue.uint16(1), CimValue.none()))),
                Typing.convert(DeclaredType.arrayOf(CimType.UINT16), texts));
    }

    @Test
    void holdsNoMoreElementsThanAreDeclared() {
        DeclaredType two = new DeclaredType(CimType.STRING, true, OptionalInt.of(2), "");

        assertTrue(Typing.convert(two, CimValue.strings(List.of("a", "b"))).isPresent());
        assertTrue(Typing.convert(two, CimValue.strings(List.of("a", "b", "c"))).isEmpty());
    }

    @Test
    void leavesNoValueWithoutOneWhateverIsDeclared() {
        for (CimType type : CimType.values()) {
            assertEquals(Optional.of(CimValue.none()), Typing.convert(type, CimValue.none()));
        }
    }

    @Test
    void refusesAnArrayOfMixedTypes() {
        assertThrows(
                IllegalArgumentException.class,
                () -> CimValue.array(CimType.UINT8, List.of(CimValue.uint8(1), CimValue.uint16(1))));
    }

    @Test
    void tellsNoArrayFromAnEmptyOne() {
        assertTrue(CimValue.none().isNull());
        assertEquals("{}", CimValue.strings(List.of()).text());
        assertTrue(!CimValue.strings(List.of()).equals(CimValue.none()));
    }
}
