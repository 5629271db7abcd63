package dev.ferry.cim.object;

import static dev.ferry.cim.Refusals.refuses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.object.Toy.Row;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimInstance.Property;
import dev.ferry.cim.wql.Query;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SelectTest {
    private static Page select(Toy toy, String text, Paging paging) throws CimFailure {
        return toy.objects().query(Toy.SCOPE, Query.parse(text), paging);
    }

    private static Page select(Toy toy, String text) throws CimFailure {
        return select(toy, text, Paging.first());
    }

    @Test
    void selectsFromAClassAndThoseBelowIt() throws CimFailure {
        Toy toy = Toy.of(Row.machine(1, 0), Row.machine(2, 0), Row.plan(2, 0));
        assertEquals(
                List.of(
                        "T_Machine.CreationClassName=\"T_Machine\",Name=\"m00001\"",
                        "T_Plan.CreationClassName=\"T_Plan\",Name=\"p00002\""),
                Toy.told(select(toy, "SELECT * FROM T_System WHERE Name LIKE '%1' OR CreationClassName = 'T_Plan'")
                        .instances()));
    }

    @Test
    void showsOnlyWhatWasSelected() throws CimFailure {
        CimInstance machine = select(Toy.ofMachines(1, 0), "SELECT size, Name FROM T_Machine")
                .instances()
                .getFirst();
        assertEquals(
                List.of("Size", "Name"),
                machine.properties().stream().map(Property::name).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Name = 'm04711'",
                "'M04711' = Name AND Size > 5",
                "ElementName = 'name of M04711'",
                "Size = 4711 AND (ElementName = 'Name of m04711')",
                "ElementName LIKE 'Name of m04711'",
                "ElementName LIKE '%4711'",
                "ElementName LIKE 'name_of m04711' AND Size = 4711"
            })
    void readsOnlyTheRowThatTheConditionNames(String condition) throws CimFailure {
        Toy toy = Toy.ofMachines(10_000, 0);
        Page page = select(toy, "SELECT * FROM T_Machine WHERE " + condition);
        assertEquals(
                List.of(4711L),
                page.instances().stream()
                        .map(machine -> machine.number("Size").orElseThrow())
                        .toList());
        assertTrue(page.next().isEmpty());
        assertEquals(1, toy.systems.rowsRead);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Size = 4711",
                "Name = 'm04711' OR Size = 4711",
                "NOT Name <> 'm04711'",
                "Name >= 'm04711' AND Name <= 'm04711'",
                "ElementName LIKE 'Name of m0471[1]'"
            })
    void goesThroughAllRowsInBlocksWhenTheConditionNamesNone(String condition) throws CimFailure {
        Toy toy = Toy.ofMachines(10_000, 0);
        Page page = select(toy, "SELECT * FROM T_Machine WHERE " + condition, Paging.first(1));
        assertEquals(1, page.instances().size());
        assertEquals(Wanted.ALL, toy.systems.asked.getFirst());
        assertEquals(10_000, toy.systems.rowsRead);
        assertTrue(toy.systems.calls < 120, toy.systems.calls + " reads");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "ElementName = 'a'|a|none",
                "ElementName = 'a*b?'|a*b?|none",
                "ElementName = 'M\u00fcller'|M*ller|none",
                "ElementName LIKE '%a%'|*a*|none",
                "ElementName LIKE 'a_c'|a?c|none",
                "ElementName LIKE 'a__d'|a**d|none",
                "ElementName LIKE '%\u00c4'|**|none",
                "ElementName LIKE 'a[bc]%'|none|none",
                "NOT ElementName LIKE 'a%'|none|none",
                "ElementName <> 'a'|none|none",
                "ElementName LIKE 'a%' AND ElementName = 'abc' AND Name = 'n'|abc|n",
                "Name LIKE 'n%'|none|none",
                "__CLASS = 'T_Machine'|none|none"
            })
    void narrowsNoFurtherThanTheConditionDoes(String condition, String name, String id) throws CimFailure {
        Toy toy = new Toy();
        select(toy, "SELECT * FROM T_Machine WHERE " + condition);
        assertEquals(List.of(new Wanted(name, id)), toy.systems.asked);
    }

    @Test
    void findsByPatternsWhatAnyLetterCaseAndAlphabetWrites() throws CimFailure {
        Toy toy = new Toy();
        ClassView<Row> view = new ClassView<>(
                "T_Machine",
                toy.systems,
                (row, scope) -> List.of(scope.make("T_Machine")
                        .set("CreationClassName", "T_Machine")
                        .set("Name", row.name())
                        .set("ElementName", "Name of " + row.name())),
                "ElementName",
                "Name");
        toy.systems.rows.put("\u00dcber \ud83d\ude00", new Row("T_Machine", "\u00dcber \ud83d\ude00", 1, 0));
        Objects objects = new Objects(new Catalog(Toy.schema(), List.of(view)));
        for (String condition : List.of(
                "= 'name of \u00fcber \ud83d\ude00'",
                "LIKE '%\u00fcBER %'",
                "LIKE 'Name of _ber __'",
                "LIKE '%_%_%'",
                "LIKE 'Name of \u00dcber _%'")) {
            Query query = Query.parse("SELECT * FROM T_Machine WHERE ElementName " + condition);
            assertEquals(
                    1,
                    objects.query(Toy.SCOPE, query, Paging.first()).instances().size(),
                    condition);
        }
    }

    @Test
    void visitsEachResultOnceAtEveryPageSize() throws CimFailure {
        Toy toy = Toy.ofMachines(12, 3);
        String text = "SELECT * FROM T_Part WHERE Slot <> 1";
        for (int size = 1; size <= 25; size++) {
            List<String> seen = new ArrayList<>();
            Page page = select(toy, text, Paging.first(size));
            seen.addAll(Toy.told(page.instances()));
            while (page.next().isPresent()) {
                page = select(toy, text, new Paging(size, page.next().get()));
                seen.addAll(Toy.told(page.instances()));
            }
            assertEquals(24, seen.size(), "pages of " + size);
            assertEquals(24, new HashSet<>(seen).size(), "pages of " + size);
        }
    }

    @Test
    void refusesWhatDoesNotFitTheSchema() {
        refuses(CimStatus.INVALID_CLASS, () -> select(new Toy(), "SELECT * FROM T_Ghost"), "T_Ghost");
        refuses(CimStatus.INVALID_QUERY, () -> select(new Toy(), "SELECT Wings FROM T_Machine"), "Wings");
        refuses(CimStatus.INVALID_QUERY, () -> select(new Toy(), "SELECT * FROM T_Machine WHERE Name = 5"), "Name");
    }
}
