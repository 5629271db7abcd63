package dev.ferry.cim.object;

import static dev.ferry.cim.Refusals.refuses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.object.Toy.Order;
import dev.ferry.cim.object.Toy.Row;
import dev.ferry.cim.value.CimInstance.Property;
import dev.ferry.cim.wql.Query;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LinksTest {
    private static final String MACHINE = "{T_Machine.CreationClassName=\"T_Machine\",Name=\"m00001\"}";
    private static final String DESK = "{T_Desk.CreationClassName=\"T_Desk\",Name=\"desk\"}";

    private final Toy toy = Toy.of(Row.machine(1, 3), Row.machine(2, 1), Row.plan(1, 2))
            .with(new Order("o1", List.of("m00001", "p00001", "gone")))
            .with(new Order("o2", List.of("m00001")));

    private Page ask(String text, Paging paging) throws CimFailure {
        return toy.objects().query(Toy.SCOPE, Query.parse(text), paging);
    }

    /** Classes and what the last key says, which is enough to know them by. */
    private String told(String text) throws CimFailure {
        return ask(text, Paging.first()).instances().stream()
                .map(instance -> instance.className().substring(2) + " "
                        + instance.path()
                                .orElseThrow()
                                .namedKeys()
                                .getLast()
                                .value()
                                .text()
                                .replaceAll(".*Name=|.*InstanceID=|\"", ""))
                .collect(Collectors.joining(", "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "|Part part:m00001:0, Wheel part:m00001:1, Part part:m00001:2, Order o1, Order o2, Desk desk",
                "ResultClass = T_Order|Order o1, Order o2",
                "ResultClass = T_Wheel|Wheel part:m00001:1",
                "ResultClass = T_Part|Part part:m00001:0, Wheel part:m00001:1, Part part:m00001:2",
                "ResultClass = T_Service|Desk desk",
                "AssocClass = T_FirstPart|Part part:m00001:0",
                "AssocClass = T_Link|Part part:m00001:0, Wheel part:m00001:1, Part part:m00001:2",
                "AssocClass = T_Affects|Order o1, Order o2",
                "Role = Antecedent|Part part:m00001:0, Wheel part:m00001:1, Part part:m00001:2",
                "Role = Dependent|''",
                "ResultRole = affecting|Order o1, Order o2",
                "ResultRole = Antecedent|''",
                "Role = Known ResultRole = Desk|Desk desk",
                "RequiredQualifier = Shiny|Wheel part:m00001:1",
                "RequiredAssocQualifier = Aggregation|Part part:m00001:0, Wheel part:m00001:1, Part part:m00001:2",
                "RequiredAssocQualifier = Missing|''",
                "AssocClass = T_Affects ResultClass = T_Part|''"
            })
    void followsLinksToTheirOtherEnds(String options, String expected) throws CimFailure {
        String where = options == null ? "" : " WHERE " + options;
        assertEquals(expected, told("ASSOCIATORS OF " + MACHINE + where));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{T_Part=\"part:m00001:0\"}|Machine m00001",
                "{T_Wheel.InstanceID=\"part:p00001:1\"}|Plan p00001",
                "{T_Order=\"o1\"}|Machine m00001, Plan p00001",
                "{T_Element.CreationClassName=\"T_Plan\",Name=\"p00001\"}|Part part:p00001:0, Wheel part:p00001:1, Order o1, Desk desk",
                "{T_Desk}|Machine m00001, Machine m00002, Plan p00001"
            })
    void followsThemInTheOtherDirectionToo(String object, String expected) throws CimFailure {
        String named = object.equals("{T_Desk}") ? DESK : object;
        assertEquals(expected, told("ASSOCIATORS OF " + named));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "|PartOf part:m00001:0, PartOf part:m00001:1, PartOf part:m00001:2, FirstPart part:m00001:0,"
                        + " Affects o1, Affects o2, Knows m00001",
                "ResultClass = T_Affects|Affects o1, Affects o2",
                "ResultClass = T_Link|PartOf part:m00001:0, PartOf part:m00001:1, PartOf part:m00001:2, FirstPart part:m00001:0",
                "Role = Affected|Affects o1, Affects o2",
                "Role = Affecting|''",
                "RequiredQualifier = Aggregation|PartOf part:m00001:0, PartOf part:m00001:1, PartOf part:m00001:2"
            })
    void tellsTheLinksThemselves(String options, String expected) throws CimFailure {
        String where = options == null ? "" : " WHERE " + options;
        assertEquals(expected, told("REFERENCES OF " + MACHINE + where));
    }

    @Test
    void takesObjectsAtEndsThatAreDeclaredForOthers() throws CimFailure {
        // T_PartOf declares a T_Machine, and a T_Plan is none; but both are a T_System.
        String plan = "{T_Plan.CreationClassName=\"T_Plan\",Name=\"p00001\"}";
        assertEquals(
                "Part part:p00001:0, Wheel part:p00001:1",
                told("ASSOCIATORS OF " + plan + " WHERE AssocClass = T_PartOf"));
    }

    @Test
    void tellsTheKeysOnlyWhenNoMoreIsWanted() throws CimFailure {
        for (String kind : List.of("ASSOCIATORS", "REFERENCES")) {
            ask(kind + " OF " + DESK + " WHERE KeysOnly", Paging.first())
                    .instances()
                    .forEach(instance -> assertEquals(
                            instance.path().orElseThrow().namedKeys().size(),
                            instance.properties().size()));
        }
        assertEquals(
                List.of("InstanceID"),
                ask("ASSOCIATORS OF " + MACHINE + " WHERE ResultClass = T_Wheel KeysOnly", Paging.first())
                        .instances()
                        .getFirst()
                        .properties()
                        .stream()
                        .map(Property::name)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ASSOCIATORS OF " + MACHINE + " WHERE ClassDefsOnly",
                "REFERENCES OF " + MACHINE + " WHERE ClassDefsOnly",
                "ASSOCIATORS OF {T_Machine} WHERE SchemaOnly",
                "REFERENCES OF {T_Machine} WHERE SchemaOnly",
                "ASSOCIATORS OF {T_Machine}"
            })
    void refusesToTellClasses(String text) {
        refuses(CimStatus.NOT_SUPPORTED, () -> ask(text, Paging.first()), "name an instance", "SchemaOnly");
    }

    @Test
    void refusesObjectsAndClassesThatAreNotThere() {
        String gone = "{T_Order=\"o9\"}";
        refuses(CimStatus.NOT_FOUND, () -> told("ASSOCIATORS OF " + gone), "o9");
        refuses(CimStatus.NOT_FOUND, () -> told("REFERENCES OF " + gone), "o9");
        refuses(CimStatus.INVALID_CLASS, () -> told("ASSOCIATORS OF " + MACHINE + " WHERE ResultClass = T_Ghost"));
        refuses(CimStatus.INVALID_CLASS, () -> told("ASSOCIATORS OF " + MACHINE + " WHERE AssocClass = T_Ghost"));
        refuses(CimStatus.INVALID_CLASS, () -> told("REFERENCES OF " + MACHINE + " WHERE ResultClass = T_Ghost"));
    }

    @Test
    void visitsEachEndAndEachLinkAtEveryPageSize() throws CimFailure {
        for (String text : List.of("ASSOCIATORS OF " + MACHINE, "REFERENCES OF " + MACHINE, "ASSOCIATORS OF " + DESK)) {
            HashSet<String> whole =
                    new HashSet<>(Toy.told(ask(text, Paging.first()).instances()));
            for (int size = 1; size <= 8; size++) {
                List<String> seen = walk(text, size);
                assertEquals(whole, new HashSet<>(seen), text + ", pages of " + size);
                // The first part is linked twice: it may come again, on another page.
                int twice = text.equals("ASSOCIATORS OF " + MACHINE) ? 1 : 0;
                assertTrue(seen.size() - whole.size() <= twice, text + ", pages of " + size + ": " + seen);
            }
        }
    }

    private List<String> walk(String text, int size) throws CimFailure {
        List<String> seen = new ArrayList<>();
        Page page = ask(text, Paging.first(size));
        while (true) {
            List<String> told = Toy.told(page.instances());
            assertEquals(told.size(), new HashSet<>(told).size(), "an end is given once in a page");
            seen.addAll(told);
            if (page.next().isEmpty()) {
                return seen;
            }
            page = ask(text, new Paging(size, Cursor.parse(page.next().get().text())));
        }
    }

    @Test
    void goesOnWhenALinkedRowVanishes() throws CimFailure {
        String text = "ASSOCIATORS OF " + MACHINE + " WHERE ResultClass = T_Order";
        toy.with(new Order("o3", List.of("m00001")));
        Page first = ask(text, Paging.first(1));
        toy.orders.rows.remove("o1");
        toy.orders.rows.remove("o2");
        assertEquals(
                List.of("T_Order.InstanceID=\"o3\""),
                Toy.told(ask(text, new Paging(5, first.next().orElseThrow())).instances()));
    }

    @Test
    void readsOnlyRowsThatTheObjectConcerns() throws CimFailure {
        Toy many = Toy.ofMachines(10_000, 2).with(new Order("o1", List.of("m00001")));
        many.objects().query(Toy.SCOPE, Query.parse("ASSOCIATORS OF " + MACHINE), Paging.first());
        assertTrue(many.systems.rowsRead < 10, many.systems.rowsRead + " rows were read");
        assertTrue(many.systems.asked.isEmpty());
    }

    @Test
    void goesThroughAllRowsByBlocksWhenAnyOfThemMayBeLinked() throws CimFailure {
        Toy many = Toy.ofMachines(10_000, 0);
        Page page = many.objects()
                .query(
                        Toy.SCOPE,
                        Query.parse("ASSOCIATORS OF " + DESK + " WHERE ResultClass = T_Machine"),
                        Paging.first(5));
        assertEquals(5, page.instances().size());
        assertTrue(many.systems.rowsRead < 20, many.systems.rowsRead + " rows were read");
    }

    @Test
    void saysSoWhenReadingAnEndFails() throws CimFailure {
        String text = "ASSOCIATORS OF " + MACHINE;
        ask(text, Paging.first());
        int calls = toy.systems.calls;
        for (int at = 1; at <= calls; at++) {
            toy.systems.calls = 0;
            toy.systems.failsAtCall = at;
            refuses(CimStatus.FAILED, () -> ask(text, Paging.first()), "call " + at + " fails");
        }
    }
}
