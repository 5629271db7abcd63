package dev.ferry.cim.object;

import static dev.ferry.cim.Refusals.refuses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.object.Toy.Row;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PagesTest {
    private static final int ALL = 23;

    /** 9 systems with 0 to 4 parts: 9 instances of systems and 14 of parts. */
    private static Toy sample() {
        return Toy.of(
                Row.machine(1, 3),
                Row.machine(2, 0),
                Row.machine(3, 1),
                Row.machine(4, 4),
                Row.machine(5, 0),
                Row.machine(6, 2),
                Row.plan(1, 1),
                Row.plan(2, 0),
                Row.plan(3, 3));
    }

    /** As any node would go on: from the text of the cursor, with nothing kept. */
    private static Paging next(Page page, int size) throws CimFailure {
        return new Paging(size, Cursor.parse(page.next().orElseThrow().text()));
    }

    private interface Between {
        void change(int page);
    }

    private static List<String> walk(Toy toy, String className, int size, Between between) throws CimFailure {
        List<String> all = new ArrayList<>();
        Page page = toy.objects().enumerate(Toy.SCOPE, className, true, Paging.first(size));
        for (int count = 1; ; count++) {
            assertTrue(page.instances().size() <= size);
            all.addAll(Toy.told(page.instances()));
            if (page.next().isEmpty()) {
                return all;
            }
            assertEquals(size, page.instances().size(), "only the last page may be short");
            between.change(count);
            page = toy.objects().enumerate(Toy.SCOPE, className, true, next(page, size));
        }
    }

    @Test
    void givesClassAfterClassInTheOrderOfTheSchema() throws CimFailure {
        Toy toy = Toy.of(Row.plan(1, 2), Row.machine(1, 1)).with(new Toy.Order("o1", List.of()));
        assertEquals(
                List.of(
                        "T_Machine.CreationClassName=\"T_Machine\",Name=\"m00001\"",
                        "T_Plan.CreationClassName=\"T_Plan\",Name=\"p00001\"",
                        "T_Part.InstanceID=\"part:m00001:0\"",
                        "T_Part.InstanceID=\"part:p00001:0\"",
                        "T_Wheel.InstanceID=\"part:p00001:1\"",
                        "T_Order.InstanceID=\"o1\"",
                        "T_Desk.CreationClassName=\"T_Desk\",Name=\"desk\""),
                walk(toy, "T_Element", 100, _ -> {}));
    }

    @Test
    void givesTheClassAloneWhenAskedToStayFlat() throws CimFailure {
        Toy toy = sample();
        Page flat = toy.objects().enumerate(Toy.SCOPE, "t_part", false, Paging.first());
        Page deep = toy.objects().enumerate(Toy.SCOPE, "T_Part", true, Paging.first());
        assertEquals(9, flat.instances().size());
        assertTrue(flat.instances().stream().allMatch(part -> part.className().equals("T_Part")));
        assertEquals(14, deep.instances().size());
        assertEquals(
                List.of(),
                toy.objects()
                        .enumerate(Toy.SCOPE, "T_System", false, Paging.first())
                        .instances());
    }

    @Test
    void refusesAClassThatIsNotDeclaredAndHasNoneOfOneThatIsNotServed() throws CimFailure {
        Objects objects = sample().objects();
        refuses(
                CimStatus.INVALID_CLASS,
                () -> objects.enumerate(Toy.SCOPE, "T_Ghost", true, Paging.first()),
                "T_Ghost");
        assertEquals(
                new Page(List.of(), Optional.empty()), objects.enumerate(Toy.SCOPE, "T_Unseen", true, Paging.first()));
    }

    @Test
    void visitsEachInstanceOnceAtEveryPageSize() throws CimFailure {
        List<String> whole = walk(sample(), "T_Element", 100, _ -> {});
        assertEquals(ALL + 1, new HashSet<>(whole).size());
        for (int size = 1; size <= whole.size() + 1; size++) {
            assertEquals(whole, walk(sample(), "T_Element", size, _ -> {}), "pages of " + size);
        }
    }

    @Test
    void visitsEachInstanceThatStaysOnceWhenAnyRowVanishesAtAnyTime() throws CimFailure {
        List<String> rows = List.copyOf(sample().systems.rows.keySet());
        Set<String> whole = Set.copyOf(walk(sample(), "T_Element", 100, _ -> {}));
        for (int size = 1; size <= ALL; size++) {
            for (int when = 1; when <= ALL / size; when++) {
                // Each row at each page of one or two instances; of longer pages, another row each time.
                for (String gone : size <= 2 ? rows : List.of(rows.get((size + when) % rows.size()))) {
                    checkVanishing(size, gone, when, whole);
                }
            }
        }
    }

    private static void checkVanishing(int size, String gone, int when, Set<String> whole) throws CimFailure {
        Toy toy = sample();
        List<String> seen = walk(toy, "T_Element", size, page -> {
            if (page == when) {
                toy.systems.rows.remove(gone);
            }
        });
        String told = "pages of " + size + ", " + gone + " gone after page " + when + ": " + seen;
        assertEquals(seen.size(), new HashSet<>(seen).size(), told);
        assertTrue(
                seen.containsAll(
                        whole.stream().filter(path -> !path.contains(gone)).toList()),
                told);
    }

    @Test
    void goesOnWithinARowAlsoWhenAnotherHasComeBeforeIt() throws CimFailure {
        Toy toy = Toy.of(Row.machine(1, 1), Row.machine(3, 5), Row.machine(4, 1));
        List<String> seen = walk(toy, "T_Part", 2, page -> {
            if (page == 1) {
                toy.systems.rows.put("m00002", Row.machine(2, 1));
            }
        });
        assertEquals(seen.size(), new HashSet<>(seen).size());
        assertTrue(seen.contains("T_Part.InstanceID=\"part:m00002:0\""));
        assertEquals(8, seen.size());
    }

    @Test
    void saysThatThereIsNoMoreWithTheLastInstance() throws CimFailure {
        Objects objects = Toy.ofMachines(5, 0).objects();
        assertTrue(objects.enumerate(Toy.SCOPE, "T_Machine", true, Paging.first(5))
                .next()
                .isEmpty());
        assertFalse(objects.enumerate(Toy.SCOPE, "T_Machine", true, Paging.first(4))
                .next()
                .isEmpty());
    }

    @Test
    void beginsWithNothingWhenNothingIsWantedYet() throws CimFailure {
        Objects objects = Toy.ofMachines(2, 0).objects();
        Page none = objects.enumerate(Toy.SCOPE, "T_Machine", true, Paging.first(0));
        assertEquals(List.of(), none.instances());
        assertEquals(
                2,
                objects.enumerate(Toy.SCOPE, "T_Machine", true, next(none, 5))
                        .instances()
                        .size());
    }

    @Test
    void readsAboutAsManyRowsAsAPageShowsAndNeverMoreAtOnce() throws CimFailure {
        Toy toy = Toy.ofMachines(10_000, 0);
        toy.objects().enumerate(Toy.SCOPE, "T_Machine", true, Paging.first(10));
        assertEquals(11, toy.systems.rowsRead);
        toy.objects().enumerate(Toy.SCOPE, "T_Machine", true, Paging.first(Integer.MAX_VALUE));
        assertTrue(toy.systems.rowsRead <= 11 + Paging.INSTANCES_MAX + 100, toy.systems.rowsRead + " rows were read");
        assertEquals(100, toy.systems.longestPage);
    }

    @Test
    void givesAtMostAThousandInstances() throws CimFailure {
        Page page = Toy.ofMachines(2_000, 0)
                .objects()
                .enumerate(Toy.SCOPE, "T_Machine", true, Paging.first(Integer.MAX_VALUE));
        assertEquals(Paging.INSTANCES_MAX, page.instances().size());
    }

    @Test
    void givesThePageAgainAfterAReadThatFailed() throws CimFailure {
        Toy toy = Toy.ofMachines(30, 0);
        Page first = toy.objects().enumerate(Toy.SCOPE, "T_Machine", true, Paging.first(10));
        toy.systems.failsAtCall = toy.systems.calls + 1;
        Paging second = next(first, 10);
        refuses(CimStatus.FAILED, () -> toy.objects().enumerate(Toy.SCOPE, "T_Machine", true, second), "fails");
        assertEquals(
                List.of(11L, 12L),
                toy.objects().enumerate(Toy.SCOPE, "T_Machine", true, second).instances().stream()
                        .map(machine -> machine.number("Size").orElseThrow())
                        .limit(2)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"T_Desk.ZGVzaw", "T_Ghost.", "T_PartOf.bTAwMDAx"})
    void refusesTheCursorOfAnotherQuestion(String text) {
        refuses(
                CimStatus.INVALID_ENUMERATION_CONTEXT,
                () -> sample().objects().enumerate(Toy.SCOPE, "T_System", true, new Paging(5, Cursor.parse(text))),
                text);
    }

    @Test
    void refusesAChangedCursorOrGoesOnElsewhereAndNothingWorse() throws CimFailure {
        Toy toy = sample();
        Page page = toy.objects().enumerate(Toy.SCOPE, "T_Part", true, Paging.first(1));
        String text = page.next().orElseThrow().text();
        assertTrue(text.startsWith("T_Part..1."), text + " should be within the first row that has parts");
        Set<String> whole = new HashSet<>(walk(toy, "T_Part", 100, _ -> {}));
        int refused = 0;
        for (int at = 0; at < text.length(); at++) {
            for (char c : "0aZ._-~ \u00fc".toCharArray()) {
                String mutated = text.substring(0, at) + c + text.substring(at + 1);
                try {
                    Page other =
                            toy.objects().enumerate(Toy.SCOPE, "T_Part", true, new Paging(100, Cursor.parse(mutated)));
                    assertTrue(whole.containsAll(Toy.told(other.instances())), mutated);
                } catch (CimFailure failure) {
                    assertEquals(CimStatus.INVALID_ENUMERATION_CONTEXT, failure.status(), mutated);
                    refused++;
                }
            }
        }
        assertTrue(refused > text.length() * 5, refused + " were refused");
    }
}
