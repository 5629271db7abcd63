package dev.ferry.cim.object;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.CimFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CatalogTest {
    private final Toy toy = new Toy();

    private void refuses(ClassView<?> view, String... parts) {
        List<ClassView<?>> views = new ArrayList<>(toy.views());
        views.add(view);
        IllegalStateException refusal =
                assertThrows(IllegalStateException.class, () -> new Catalog(Toy.schema(), views));
        for (String part : parts) {
            assertTrue(refusal.getMessage().contains(part), refusal.getMessage());
        }
    }

    @Test
    void refusesAViewOfAClassThatIsNotDeclared() {
        refuses(ClassView.of("T_Ghost", toy.desks, (_, _) -> List.of()), "root/virtualization/v2", "T_Ghost");
    }

    @Test
    void showsAClassOfRowsOfTwoKinds() throws CimFailure {
        Toy machines = Toy.ofMachines(3, 2);
        List<ClassView<?>> views = new ArrayList<>(machines.views());
        views.add(ClassView.of(
                "T_Part",
                machines.desks,
                (desk, scope) -> List.of(scope.make("T_Part").set("InstanceID", "part:" + desk + ":0"))));
        Objects objects = new Objects(new Catalog(Toy.schema(), views));
        for (int size = 1; size <= 8; size++) {
            List<String> seen = new ArrayList<>();
            Optional<Cursor> next = Optional.of(Cursor.START);
            while (next.isPresent()) {
                Page page = objects.enumerate(
                        Toy.SCOPE,
                        "T_Part",
                        false,
                        new Paging(size, Cursor.parse(next.get().text())));
                page.instances()
                        .forEach(part -> seen.add(part.text("InstanceID").orElseThrow()));
                next = page.next();
            }
            assertEquals("part:desk:0", seen.getLast(), "pages of " + size);
            assertEquals(seen.size(), Set.copyOf(seen).size(), seen::toString);
            assertTrue(seen.size() > 3, seen::toString);
        }
    }

    @Test
    void refusesToLookRowsUpByAPropertyThatIsNotThere() {
        refuses(new ClassView<>("T_Unseen", toy.desks, (_, _) -> List.of(), "Nickname", ""), "T_Unseen", "Nickname");
        refuses(new ClassView<>("T_Unseen", toy.desks, (_, _) -> List.of(), "", "Number"), "T_Unseen", "Number");
    }

    @Test
    void servesAClassAndThoseBelowItInTheOrderOfTheSchema() {
        Catalog catalog = new Catalog(Toy.schema(), toy.views());
        assertEquals(
                List.of("T_Machine", "T_Plan", "T_Part", "T_Wheel", "T_Order", "T_Desk"),
                names(catalog.views("t_element")));
        assertEquals(List.of("T_Wheel"), names(catalog.views("T_Wheel")));
        assertEquals(List.of(), names(catalog.views("T_Unseen")));
        assertEquals(List.of(), names(catalog.views("T_Ghost")));
    }

    private static List<String> names(List<ClassView<?>> views) {
        return views.stream().<String>map(ClassView::className).toList();
    }
}
