package dev.ferry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RestartDelayTest {
    private static final Duration BRIEFLY = Duration.ofSeconds(2);

    @Test
    void isASecondForANodeThatWasWell() {
        assertEquals(
                Duration.ofSeconds(1),
                RestartDelay.NONE.afterLiving(Duration.ofHours(1)).last());
        assertEquals(
                Duration.ofSeconds(1), RestartDelay.NONE.afterLiving(BRIEFLY).last());
    }

    @Test
    void growsToTenSecondsWhileItDiesYoungAndShrinksWhenItLives() {
        RestartDelay delay = RestartDelay.NONE;
        for (int seconds : new int[] {1, 2, 4, 8, 10, 10}) {
            delay = delay.afterLiving(BRIEFLY);
            assertEquals(Duration.ofSeconds(seconds), delay.last());
        }
        assertEquals(
                Duration.ofSeconds(1), delay.afterLiving(Duration.ofMinutes(1)).last());
    }
}
