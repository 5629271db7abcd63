package dev.ferry.model.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.system.ItemsEdit.How;
import dev.ferry.model.system.ItemsEdit.Item;
import dev.ferry.testkit.Samples;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostDataTest {
    private static final HostData BLUE = new HostData("web", Map.of("colour", "blue"));

    private static Outcome<HostData> edit(How how, Item... items) {
        return BLUE.edited(new ItemsEdit(how, Arrays.asList(items)));
    }

    private static void refused(String part, Outcome<HostData> outcome) {
        Refusal refusal = assertInstanceOf(Outcome.Refused.class, outcome).refusal();
        assertEquals(ReturnCode.INVALID_PARAMETER, refusal.code());
        assertTrue(refusal.message().contains(part), refusal::message);
    }

    @Test
    void addsModifiesAndRemovesItems() {
        assertEquals(
                Outcome.ok(new HostData("web", Map.of("colour", "blue", "shape", "round"))),
                edit(How.ADD, new Item("shape", "round")));
        assertEquals(
                Outcome.ok(new HostData("web", Map.of("colour", "red"))), edit(How.MODIFY, new Item("colour", "red")));
        assertEquals(Outcome.ok(new HostData("web", Map.of())), edit(How.REMOVE, new Item("colour", "")));
    }

    @Test
    void refusesAllOfAnEditWhenOneItemCannotBe() {
        refused("already", edit(How.ADD, new Item("shape", "round"), new Item("colour", "red")));
        refused("already", edit(How.ADD, new Item("shape", "round"), new Item("shape", "square")));
        refused("no item 'shape'", edit(How.MODIFY, new Item("shape", "round")));
        refused("no item 'shape'", edit(How.REMOVE, new Item("colour", ""), new Item("shape", "")));
        refused("cannot be kept", edit(How.ADD, new Item(" ", "x")));
        refused("cannot be kept", edit(How.ADD, new Item("long", "x".repeat(1024))));
    }

    @Test
    void saysNothingWhereNothingIsKept() {
        SystemSettings plain = Samples.web();

        assertNull(plain.withHost(HostData.NONE).host());
        assertEquals(plain, plain.withHost(HostData.NONE));
        assertEquals(
                List.of("colour"),
                List.copyOf(plain.withHost(BLUE).hostData().items().keySet()));
    }
}
