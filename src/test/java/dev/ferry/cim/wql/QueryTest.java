package dev.ferry.cim.wql;

import static dev.ferry.cim.Refusals.refuses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.value.CimType;
import dev.ferry.cim.value.CimValue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class QueryTest {
    private static Query.Select select(String text) throws CimFailure {
        return assertInstanceOf(Query.Select.class, Query.parse(text));
    }

    private static Condition where(String condition) throws CimFailure {
        return select("SELECT * FROM C WHERE " + condition).where().orElseThrow();
    }

    private static Condition equal(String name, CimValue literal) {
        return new Condition.Comparison(new Column(List.of(name)), Operator.EQUAL, literal);
    }

    @Test
    void readsASelect() throws CimFailure {
        Query.Select select =
                select(" select Name, Msvm_ComputerSystem.EnabledState ,__PATH\r\n from Msvm_ComputerSystem ");

        assertEquals("Msvm_ComputerSystem", select.className());
        assertEquals(
                List.of("Name", "EnabledState", "__PATH"),
                select.columns().stream().map(Column::toString).toList());
        assertEquals(Optional.empty(), select.where());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM C",
                "select C.* from C",
                "SELECT * FROM C AS a",
                "SELECT a.* FROM C a",
                "SELECT *\tFROM c"
            })
    void takesAStarForAllColumns(String text) throws CimFailure {
        assertEquals(List.of(), select(text).columns());
    }

    @Test
    void readsTheAliasesOfCql() throws CimFailure {
        Query.Select select = select("SELECT s.Name FROM CIM_ComputerSystem s WHERE s.EnabledState = 2");

        assertEquals("s", select.alias());
        assertEquals(new Column(List.of("Name")), select.columns().getFirst());
        assertEquals(Optional.of(equal("EnabledState", CimValue.uint64(2))), select.where());
    }

    @Test
    void bindsNotTighterThanAndAndAndTighterThanOr() throws CimFailure {
        Condition a = equal("A", CimValue.uint64(1));
        Condition b = equal("B", CimValue.uint64(2));
        Condition c = equal("C1", CimValue.uint64(3));

        assertEquals(new Condition.Or(List.of(a, new Condition.And(List.of(b, c)))), where("A=1 OR B=2 AND C1=3"));
        assertEquals(new Condition.And(List.of(new Condition.Or(List.of(a, b)), c)), where("(A=1 OR B=2) AND C1=3"));
        assertEquals(new Condition.And(List.of(new Condition.Not(a), b)), where("not A=1 and B=2"));
        assertEquals(new Condition.And(List.of(a, b, c)), where("A=1 AND (B=2 AND (C1=3))"));
    }

    @ParameterizedTest
    @CsvSource({
        "=, EQUAL",
        "<>, NOT_EQUAL",
        "!=, NOT_EQUAL",
        "<, LESS",
        ">, GREATER",
        "<=, LESS_OR_EQUAL",
        ">=, GREATER_OR_EQUAL"
    })
    void readsAllOperatorsOnBothSides(String text, Operator operator) throws CimFailure {
        Column column = new Column(List.of("A"));
        CimValue five = CimValue.uint64(5);

        assertEquals(new Condition.Comparison(column, operator, five), where("A " + text + "5"));
        assertEquals(new Condition.Comparison(column, operator.mirrored(), five), where("5" + text + " A"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'abc'|abc",
                "\"abc\"|abc",
                "'say \"x\"'|say \"x\"",
                "'Microsoft:A\\\\B'|Microsoft:A\\B",
                "'C:\\x'|C:\\x",
                "'it\\'s'|it's",
                "'it''s'|it's",
                "''|``"
            })
    void readsStringsInTheirForms(String literal, String text) throws CimFailure {
        assertEquals(equal("A", CimValue.of(text)), where("A = " + literal));
    }

    @Test
    void readsOtherLiterals() throws CimFailure {
        assertEquals(equal("A", CimValue.of(true)), where("A = TRUE"));
        assertEquals(equal("A", CimValue.of(CimType.SINT64, -5)), where("A=-5"));
        assertEquals(equal("A", CimValue.uint64(31)), where("A = 0x1F"));
        assertEquals(equal("A", new CimValue.Real(CimType.REAL64, 2.5)), where("A = 2.5"));
    }

    @Test
    void readsLikeIsaAndNull() throws CimFailure {
        Column a = new Column(List.of("A"));

        assertEquals(new Condition.Like(a, "x%"), where("A LIKE 'x%'"));
        assertEquals(new Condition.Not(new Condition.Like(a, "x%")), where("A not like 'x%'"));
        assertEquals(new Condition.IsNull(a), where("A IS NULL"));
        assertEquals(new Condition.Not(new Condition.IsNull(a)), where("A is not null"));
        assertEquals(new Condition.IsNull(a), where("A = NULL"));
        assertEquals(new Condition.Not(new Condition.IsNull(a)), where("A <> NULL"));
        assertEquals(new Condition.IsA(a, "X"), where("A ISA 'X'"));
        assertEquals(new Condition.IsA(new Column(List.of("__this")), "X"), where("C ISA X"));
    }

    @Test
    void readsASubscription() throws CimFailure {
        Query.Select select = select("SELECT * FROM __InstanceModificationEvent WITHIN 0.5 WHERE TargetInstance ISA"
                + " 'Msvm_ConcreteJob' AND TargetInstance.JobState = 7");

        assertEquals(Optional.of(Duration.ofMillis(500)), select.within());
        assertEquals(
                new Condition.And(List.of(
                        new Condition.IsA(new Column(List.of("TargetInstance")), "Msvm_ConcreteJob"),
                        new Condition.Comparison(
                                new Column(List.of("TargetInstance", "JobState")),
                                Operator.EQUAL,
                                CimValue.uint64(7)))),
                select.where().orElseThrow());
    }

    @Test
    void readsAssociators() throws CimFailure {
        Query.Associators query = assertInstanceOf(
                Query.Associators.class,
                Query.parse(
                        "associators of {\\\\H\\root\\x:Msvm_ComputerSystem.CreationClassName=\"Msvm_ComputerSystem\","
                                + "Name=\"{a}}\"} where resultrole=SettingData ASSOCCLASS = "
                                + "Msvm_SystemExportSettingData"
                                + " ResultClass = Msvm_VirtualSystemExportSettingData Role = ManagedElement"
                                + " RequiredQualifier = Key RequiredAssocQualifier = Association KeysOnly"));

        assertEquals("H", query.of().host());
        assertEquals(CimValue.of("{a}}"), query.of().key("Name"));
        assertEquals("Msvm_SystemExportSettingData", query.associationClass());
        assertEquals("Msvm_VirtualSystemExportSettingData", query.resultClass());
        assertEquals("SettingData", query.resultRole());
        assertEquals("ManagedElement", query.role());
        assertEquals("Key", query.requiredQualifier());
        assertEquals("Association", query.requiredAssociationQualifier());
        assertTrue(query.keysOnly() && !query.classDefinitionsOnly() && !query.schemaOnly());
    }

    @Test
    void readsReferences() throws CimFailure {
        Query.References query = assertInstanceOf(
                Query.References.class,
                Query.parse("REFERENCES OF {C.K=\"v\"} WHERE ResultClass=L Role=R RequiredQualifier=Q ClassDefsOnly"
                        + " SchemaOnly"));

        assertEquals("C.K=\"v\"", query.of().toString());
        assertEquals(List.of("L", "R", "Q"), List.of(query.resultClass(), query.role(), query.requiredQualifier()));
        assertTrue(query.classDefinitionsOnly() && query.schemaOnly() && !query.keysOnly());
        assertInstanceOf(Query.References.class, Query.parse("references of {C.K=1}"));
    }

    @Test
    void tellsWhatAProviderCanLookUp() throws CimFailure {
        Query.Select select = select(
                "SELECT * FROM C WHERE Name = 'x' AND (State = 2 AND C.Id = 'y') AND A LIKE 'z' AND (B = 1 OR D = 2)"
                        + " AND E <> 3 AND F.G = 4 AND NOT H = 5");

        assertEquals(CimValue.of("x"), select.equalities().find("NAME").orElseThrow());
        assertEquals(CimValue.uint64(2), select.equalities().find("State").orElseThrow());
        assertEquals(CimValue.of("y"), select.equalities().find("Id").orElseThrow());
        assertEquals(3, select.equalities().size());
        assertEquals(
                0, select("SELECT * FROM C WHERE A = 1 OR B = 2").equalities().size());
        assertEquals(1, select("SELECT * FROM C WHERE A = 1").equalities().size());
        assertEquals(0, select("SELECT * FROM C").equalities().size());
    }

    @Test
    void knowsItsLanguages() throws CimFailure {
        assertInstanceOf(Query.Select.class, Query.parse("wql", "SELECT * FROM C"));
        assertInstanceOf(Query.Select.class, Query.parse("DMTF:CQL", "SELECT * FROM C"));
        refuses(CimStatus.QUERY_LANGUAGE_NOT_SUPPORTED, () -> Query.parse("SQL", "SELECT * FROM C"), "'SQL'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|character 1: expected SELECT, ASSOCIATORS OF or REFERENCES OF, found the end",
                "DELETE FROM C|character 1: expected SELECT",
                "SELECT FROM C|character 13: expected 'from', found 'C'",
                "SELECT A, FROM C|character 16: expected 'from', found 'C'",
                "SELECT * FROM|character 14: expected the name of a class, found the end",
                "SELECT * FROM C WHERE|character 22: expected a property, found the end",
                "SELECT * FROM C WHERE A|expected =, <>, <, >",
                "SELECT * FROM C WHERE A = |expected a string, a number, TRUE, FALSE or NULL, found the end",
                "SELECT * FROM C WHERE A = B|expected a string",
                "SELECT * FROM C WHERE A = 'x|character 27: this quote is never closed",
                "SELECT * FROM C WHERE A = 5x|character 27: a number is followed by 'x'",
                "SELECT * FROM C WHERE A LIKE 5|expected a pattern in quotes, found '5'",
                "SELECT * FROM C WHERE A < NULL|NULL only after =",
                "SELECT * FROM C WHERE (A = 1|expected ')', found the end",
                "SELECT * FROM C WHERE A = 1)|character 28: expected the end, found ')'",
                "SELECT * FROM C WHERE A = 1; DROP|did not expect ';'",
                "SELECT * FROM C WHERE A IS 5|expected 'null', found '5'",
                "SELECT * FROM C WITHIN x|expected a number of seconds",
                "SELECT * FROM C WITHIN -1|expected a number of seconds from 0",
                "SELECT *.A FROM C|expected 'from', found '.'",
                "SELECT A.*.B FROM C|expected a property before this",
                "ASSOCIATORS {C}|expected 'of', found a path",
                "ASSOCIATORS OF C|expected an object path in braces, found 'C'",
                "ASSOCIATORS OF {C.K=\"x\"|this brace is never closed",
                "ASSOCIATORS OF {5}|character 16: '5' is not an object path",
                "ASSOCIATORS OF {C.K=1} WHERE|expected one of AssocClass",
                "ASSOCIATORS OF {C.K=1} WHERE Nothing=X|found 'Nothing'",
                "ASSOCIATORS OF {C.K=1} WHERE Role=X Role=Y|Role is there twice",
                "ASSOCIATORS OF {C.K=1} WHERE Role=|expected a name, found the end",
                "REFERENCES OF {C.K=1} WHERE AssocClass=X|expected one of ResultClass, Role, RequiredQualifier"
            })
    void saysWhereAQueryBreaks(String text, String sentence) {
        refuses(CimStatus.INVALID_QUERY, () -> Query.parse(text), sentence);
    }

    @Test
    void hasLimits() {
        refuses(CimStatus.INVALID_QUERY, () -> Query.parse("SELECT * FROM C WHERE A='" + "x".repeat(20_000)), "16384");
        refuses(CimStatus.INVALID_QUERY, () -> where("(".repeat(5000) + "A=1"), "64 deep");
        refuses(CimStatus.INVALID_QUERY, () -> where("NOT ".repeat(2000) + "A=1"), "64 deep");
        refuses(CimStatus.INVALID_QUERY, () -> where("A=1 OR ".repeat(1000) + "A=1"), "256 comparisons");
        refuses(CimStatus.INVALID_QUERY, () -> where("A" + ".A".repeat(100) + "=1"), "8 names");
        refuses(CimStatus.INVALID_QUERY, () -> Query.parse("SELECT A" + ",A".repeat(500) + " FROM C"), "256 columns");
    }

    @Test
    void readsOrRefusesWhateverItIsAsked() {
        List<String> seeds = List.of(
                "SELECT Name, __PATH FROM Msvm_ComputerSystem WHERE (Name LIKE 'a[b-d]%' OR EnabledState <= "
                        + "2) AND NOT X IS"
                        + " NULL",
                "ASSOCIATORS OF {Msvm_ComputerSystem.Name=\"x\"} WHERE ResultClass = A AssocClass=B KeysOnly",
                "REFERENCES OF {root\\x:C.K=5} WHERE Role = R");
        String alphabet = "'\"(){}[]=<>!.,*%_\\ aA1-null\u0000ü";
        Random random = new Random(99);
        int refused = 0;
        for (int i = 0; i < 6000; i++) {
            StringBuilder text = new StringBuilder(seeds.get(i % seeds.size()));
            for (int c = random.nextInt(1, 4); c > 0; c--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
                    default -> text.replace(at, Math.min(text.length(), at + 4), " OR ");
                }
            }
            try {
                Query.parse(text.toString());
            } catch (CimFailure failure) {
                refused++;
                assertEquals(CimStatus.INVALID_QUERY, failure.status());
            }
        }
        assertTrue(refused > 1000, "only " + refused + " were refused");
    }
}
