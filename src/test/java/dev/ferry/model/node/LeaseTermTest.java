package dev.ferry.model.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(10)
class LeaseTermTest {
    private static final LeaseRules RULES =
            new LeaseRules(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(1));

    @Test
    void isNotHeldBeforeItWasGranted() {
        assertFalse(LeaseTerm.NONE.held(0));
        assertFalse(LeaseTerm.NONE.held(Long.MIN_VALUE));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1_000_000, -7, Long.MAX_VALUE - 100, Long.MIN_VALUE})
    void isHeldForTheTimeToLiveLessTheMarginFromWhenItWasAskedFor(long asked) {
        LeaseTerm term = LeaseTerm.NONE.renewed(asked, RULES);
        assertTrue(term.held(asked));
        assertTrue(term.held(asked + seconds(4) - 1));
        assertFalse(term.held(asked + seconds(4)));
        assertFalse(term.held(asked + seconds(3600)));
    }

    @Test
    void isNotLongerForAnAnswerThatComesLate() {
        long asked = 0;
        long answered = asked + seconds(6);
        assertFalse(LeaseTerm.NONE.renewed(asked, RULES).held(answered));
    }

    @Test
    void isNotShortenedByTheAnswerToAnOlderQuestion() {
        LeaseTerm later = LeaseTerm.NONE.renewed(seconds(3), RULES);
        assertEquals(later, later.renewed(seconds(1), RULES));
    }

    @Test
    void isHeldAgainWhenItIsRenewedAfterItRanOut() {
        LeaseTerm out = LeaseTerm.NONE.renewed(0, RULES);
        assertFalse(out.held(seconds(20)));
        assertTrue(out.renewed(seconds(20), RULES).held(seconds(21)));
    }

    @Test
    void refusesRulesByWhichItWouldRunOutBetweenTwoRenewals() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new LeaseRules(Duration.ofSeconds(5), Duration.ofSeconds(4), Duration.ofSeconds(1)));
    }

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
