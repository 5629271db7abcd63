package dev.ferry.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cluster.LeaseTable.Holder;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BelongingTest {
    /** It reaches b no more, and has not put it out. */
    private static final Side SIDE = new Side("a#1", Set.of("a#1"), Set.of("a#1", "b#1"));

    private static Holder held(String owner, String... side) {
        return new Holder(owner, Set.of(side), OffsetDateTime.MAX);
    }

    @Test
    void isKnownByWhomTheRowNames() {
        assertEquals(Belonging.SAME, Belonging.of(Optional.of(held("generation", "b#1", "c#1")), SIDE));
        assertEquals(Belonging.OTHER, Belonging.of(Optional.of(held("generation", "a#2", "c#1")), SIDE));
        assertEquals(Belonging.OTHER, Belonging.of(Optional.of(held("generation", "c#1")), SIDE));
    }

    @Test
    void isOpenWhileNobodyIsUp() {
        assertEquals(Belonging.OPEN, Belonging.of(Optional.of(held("generation", "generation")), SIDE));
        assertEquals(Belonging.OPEN, Belonging.of(Optional.empty(), SIDE));
    }

    @Test
    void setsAHolderOfTheSameHalfApartFromOneOfTheOther() {
        assertTrue(SIDE.isWith(held("b#1", "b#1")), "not put out");
        assertTrue(SIDE.isWith(held("d#1", "a#1", "d#1")), "has left since, and reached this one");
        assertFalse(SIDE.isWith(held("c#1", "c#1")));
        assertFalse(SIDE.isWith(held("b#2", "b#2")), "another process at the same address");
    }
}
