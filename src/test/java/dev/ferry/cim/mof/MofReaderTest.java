package dev.ferry.cim.mof;

import static dev.ferry.cim.Refusals.refuses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.Samples;
import dev.ferry.cim.value.CimType;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.DeclaredType;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class MofReaderTest {
    private static MofDocument read(String text) throws CimFailure {
        return MofReader.read(new MofSource("x.mof", text));
    }

    private static MofValue valueOf(String literal) throws CimFailure {
        return read("instance of X { A = " + literal + "; };")
                .instances()
                .getFirst()
                .assignments()
                .getFirst()
                .value();
    }

    private static CimValue literal(String literal) throws CimFailure {
        return valueOf(literal) instanceof MofValue.Literal(var value) ? value : CimValue.of("no literal");
    }

    @Test
    void readsADeclarationOfAQualifier() throws CimFailure {
        QualifierDeclaration key = read("Qualifier Key : boolean = false,\n Scope(property, reference),"
                        + " Flavor(DisableOverride, ToSubclass);")
                .qualifiers()
                .getFirst();

        assertEquals("Key", key.name());
        assertEquals(DeclaredType.of(CimType.BOOLEAN), key.type());
        assertEquals(new MofValue.Literal(CimValue.of(false)), key.defaultValue());
        assertEquals(Set.of(Scope.PROPERTY, Scope.REFERENCE), key.scopes());
        assertEquals(Set.of(Flavor.DISABLE_OVERRIDE, Flavor.TO_SUBCLASS), key.flavors());
        assertEquals(
                1, read("qualifier Values : string[], scope(ANY);").qualifiers().size());
    }

    @Test
    void readsAClassWithAllThatItCanHave() throws CimFailure {
        ClassDeclaration read = read("""
                        [Dynamic : ToInstance, Provider("p") : ToInstance DisableOverride, UUID("{1}")]
                        class A as $a : B
                        {
                            [key, read : ToSubclass] string Id;
                            uint8 Bytes[] = {1, 2};
                            uint16 Three[3];
                            B ref Other = "B.K=1";
                            string Plain = null;
                            void Go();
                            [static] uint32 Do([in] string X, [out] B REF Job, boolean Many[]);
                            object Any;
                        };
                        """).classes().getFirst();

        assertEquals("B", read.superclass());
        assertEquals(
                List.of("Dynamic", "Provider", "UUID"),
                read.qualifiers().stream().map(QualifierUse::name).toList());
        assertEquals(
                Set.of(Flavor.TO_INSTANCE, Flavor.DISABLE_OVERRIDE),
                read.qualifiers().get(1).flavors());
        assertEquals(
                List.of(
                        DeclaredType.of(CimType.STRING),
                        DeclaredType.arrayOf(CimType.UINT8),
                        new DeclaredType(CimType.UINT16, true, OptionalInt.of(3), ""),
                        DeclaredType.referenceTo("B"),
                        DeclaredType.of(CimType.STRING),
                        DeclaredType.of(CimType.STRING)),
                read.properties().stream().map(PropertyDeclaration::type).toList());
        assertEquals(Optional.empty(), read.methods().getFirst().returns());
        assertEquals(
                List.of(
                        DeclaredType.of(CimType.STRING),
                        DeclaredType.referenceTo("B"),
                        DeclaredType.arrayOf(CimType.BOOLEAN)),
                read.methods().getLast().parameters().stream()
                        .map(ParameterDeclaration::type)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "5, 5",
        "-5, -5",
        "+5, 5",
        "0x1F, 31",
        "-0x10, -16",
        "101b, 5",
        "0B, 0",
        "017, 15",
        "0, 0",
        "18446744073709551615, 18446744073709551615"
    })
    void readsWholeNumbersOfAllBases(String text, BigInteger number) throws CimFailure {
        assertEquals(number.toString(), literal(text).text());
    }

    @Test
    void readsRealNumbers() throws CimFailure {
        assertEquals(new CimValue.Real(CimType.REAL64, 1500), literal("1.5E3"));
        assertEquals(new CimValue.Real(CimType.REAL64, -0.5), literal("-.5"));
    }

    @Test
    void readsFlagsAndNoValueInAnyLetterCase() throws CimFailure {
        assertEquals(CimValue.of(true), literal("TRUE"));
        assertEquals(CimValue.of(false), literal("False"));
        assertEquals(CimValue.none(), literal("NULL"));
    }

    @Test
    void joinsStringsThatFollowEachOther() throws CimFailure {
        assertEquals(CimValue.of("one two"), literal("\"one \" /* and */ \n \"two\""));
    }

    @Test
    void resolvesEscapes() throws CimFailure {
        assertEquals(
                CimValue.of("\b\t\n\f\r\"'\\Aé€A1"),
                literal("\"\\b\\t\\n\\f\\r\\\"\\'\\\\\\x41\\xe9\\x20AC\\X00411\""));
        assertEquals(new CimValue.Char16('\''), literal("'\\''"));
    }

    @Test
    void readsAnInstanceAsWindowsPrintsIt() throws CimFailure {
        InstanceDeclaration read = read("""

                        [dynamic: ToInstance, provider("CIMWin32")]
                        instance of Win32_X
                        {
                        	Caption = "C:";
                        	[key: ToInstance ToSubclass] DeviceID = "C:";
                        	FreeSpace = "112";
                        	Codes = {1, 2};
                        	Nothing = {};
                        	Of = NULL;
                        };
                        """).instances().getFirst();

        assertEquals("Win32_X", read.className());
        assertEquals(
                List.of("Caption", "DeviceID", "FreeSpace", "Codes", "Nothing", "Of"),
                read.assignments().stream()
                        .map(InstanceDeclaration.Assignment::name)
                        .toList());
        assertEquals(new MofValue.Items(List.of()), read.assignments().get(4).value());
    }

    @Test
    void readsAliasesAndInstancesWithinInstances() throws CimFailure {
        List<InstanceDeclaration> read = read("instance of A as $First { K = 1; };\n"
                        + "instance of L { Left = $First; Right = instance of A { K = 2; }; }")
                .instances();

        assertEquals("First", read.getFirst().alias());
        assertEquals(
                new MofValue.Alias("First"),
                read.get(1).assignments().getFirst().value());
        assertTrue(read.get(1).assignments().getLast().value() instanceof MofValue.Nested(var inner)
                && inner.className().equals("A"));
    }

    @Test
    void handlesPragmas() throws CimFailure {
        MofDocument read = read("#pragma autorecover\n#pragma classflags(\"forceupdate\", 1)\n"
                + "#pragma include (\"CIM_Core.mof\")\n#include \"more.mof\"\n"
                + "class A {};\n#pragma namespace(\"\\\\\\\\.\\\\Root\\\\x\")\nclass B {};"
                + "#pragma namespace(\"root/y\")\ninstance of B {};");

        assertEquals(List.of("CIM_Core.mof", "more.mof"), read.includes());
        assertEquals(
                List.of("", "Root/x"),
                read.classes().stream().map(ClassDeclaration::namespace).toList());
        assertEquals("root/y", read.instances().getFirst().namespace());
    }

    @Test
    void passesOverAByteOrderMarkAndBothKindsOfComment() throws CimFailure {
        assertEquals(
                1,
                read("\uFEFF// x\r\n/* class Y { */ class X {};// end")
                        .classes()
                        .size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "class X { string A }|line 1, column 20: expected ';', found '}'",
                "class X { string 5; };|expected the name of a property or method, found '5'",
                "class X { thing A; };|expected a type, found 'thing'; a reference needs the word REF",
                "class X { string A[0]; };|expected a length of at least 1",
                "class X : { };|expected the name of a superclass, found '{'",
                "class X { [Key, Key] string A; };|the qualifier Key is there twice",
                "class X { [Key : Sometimes] string A; };|expected a flavor such as ToSubclass",
                "class X { [Key string A; };|expected ',' or ']', found 'string'",
                "clas X {};|expected 'class', 'instance', 'Qualifier' or '#pragma', found 'clas'",
                "instance X {};|expected 'of', found 'X'",
                "instance of X { A 1; };|expected '=', found '1'",
                "instance of X { A = maybe; };|expected a value, found 'maybe'",
                "instance of X { A = {1 2}; };|expected ',' or '}', found '2'",
                "instance of X { A = ; };|expected a value, found ';'",
                "instance of X { A = 1|expected ';', found the end of the text",
                "instance of X { A = \"C:\\Exports\"; };|column 24: expected one of b t n f r x",
                "instance of X { A = \"open|this quote is never closed",
                "instance of X { A = 'ab'; };|between single quotes there must be one character",
                "instance of X { A = 12x; };|expected a number",
                "instance of X { A = 08; };|expected digits of base 8",
                "instance of X { A = 12b; };|expected digits of base 2",
                "instance of X { A = 18446744073709551616; };|expected a number of at most 64 bits",
                "instance of X { A = $; };|expected a name after '$'",
                "/* never|this comment is never closed",
                "class X {} ^|did not expect the character '^'",
                "Qualifier Q : thing;|expected a type",
                "Qualifier Q : string, Scope(everywhere);|expected a scope such as class or property",
                "#pragma namespace(5)|expected a string, found '5'",
                "#pragma x(|the pragma x is never closed",
                "#warning|expected '#pragma', found '#warning'"
            })
    void saysWhereAndWhatWasExpected(String text, String expected) {
        refuses(CimStatus.INVALID_PARAMETER, () -> read(text), "x.mof, line 1", expected);
    }

    @Test
    void countsLinesAndColumns() {
        refuses(CimStatus.INVALID_PARAMETER, () -> read("class X {\n  /* \n */ string A\n};"), "line 4, column 1");
        refuses(CimStatus.INVALID_PARAMETER, () -> read("class X {\r\n\tstring 1;\r\n};"), "line 2, column 9");
        refuses(
                CimStatus.INVALID_PARAMETER,
                () -> read("instance of X {\n A = \"a\nb\";"),
                "line 2",
                "closed on the line");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "instance of X { A = "})
    void boundsHowDeepValuesLie(String opening) {
        refuses(
                CimStatus.INVALID_PARAMETER,
                () -> read("instance of X { A = " + opening.repeat(100_000)),
                "at most 16 deep");
    }

    @Test
    void readsOrRefusesWhateverItIsGiven() throws CimFailure {
        Random random = new Random(3);
        String seed = Samples.QUALIFIERS + Samples.CLASSES + Samples.EXPORT_MOF;
        String alphabet = "{}[]();:,=\"'#$/*\\ \nxX01bclassREF";
        int refused = 0;
        for (int i = 0; i < 2000; i++) {
            StringBuilder text = new StringBuilder(seed);
            for (int c = random.nextInt(1, 4); c > 0; c--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
                    default -> text.setLength(at);
                }
                text.append(' ');
            }
            try {
                read(text.toString());
            } catch (CimFailure failure) {
                refused++;
                assertTrue(failure.getMessage().startsWith("x.mof, line "), failure.getMessage());
            }
        }
        assertTrue(refused > 1000, "only " + refused + " were refused");
    }
}
