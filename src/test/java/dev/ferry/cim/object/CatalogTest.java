package dev.ferry.cim.object;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
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
    void refusesTwoViewsOfOneClassInAnyLetterCase() {
        refuses(ClassView.of("t_MACHINE", toy.desks, (_, _) -> List.of()), "T_Machine", "twice");
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
