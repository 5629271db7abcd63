package dev.ferry.cim.wql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(10)
class LikePatternTest {
    @ParameterizedTest
    @CsvSource({
        "abc, ABC, true",
        "abc, abcd, false",
        "a%, abc, true",
        "%c, abc, true",
        "%b%, abc, true",
        "%, '', true",
        "'', '', true",
        "'', a, false",
        "a_c, abc, true",
        "a_c, ac, false",
        "_, '', false",
        "[a-c]x, Bx, true",
        "[a-c]x, dx, false",
        "[^a]x, bx, true",
        "[^a]x, ax, false",
        "[^a]x, Ax, false",
        "[xyz]%, y-1, true",
        "100[%], 100%, true",
        "100[%], 1000, false",
        "a[_]b, a_b, true",
        "a[_]b, axb, false",
        "[], [], true",
        "[a, [a, true",
        "[]a], ], true",
        "[a=c], b, true",
        "[-a], -, true",
        "a%b%c, a-b-c-b-c, true",
        "a%b%c, a-b-c-b, false",
        "%%%a, ba, true",
        "a.c, abc, false",
        "Microsoft:%\\\\%, Microsoft:A\\\\B, true"
    })
    void matchesAsWqlDoes(String pattern, String text, boolean matches) {
        assertEquals(matches, new LikePattern(pattern).matches(text), pattern + " and " + text);
    }

    @Test
    void isNotSlowedDownByManyPercents() {
        assertFalse(new LikePattern("%a".repeat(2000) + "b").matches("a".repeat(16_000)));
    }
}
