package dev.ferry.model.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class SilenceTest {
    @Test
    void doesNotAskWhileTheNodeAnswers() {
        Silence silence = Silence.NONE;
        for (int i = 0; i < 100; i++) {
            silence = silence.tick();
            assertFalse(silence.wantsToAsk(true));
            silence = silence.heard();
        }
    }

    @Test
    void asksWhenAKnownNodeHasBeenQuietForLongAndNotAtEachTick() {
        assertEquals(List.of(5, 7, 9, 11), asked(true, 12));
    }

    @Test
    void asksAtOnceForANodeThatIsNotToBeSeen() {
        assertEquals(List.of(1, 3, 5), asked(false, 6));
    }

    @Test
    void asksOneQuestionAtATime() {
        Silence silence = Silence.NONE.tick();
        assertTrue(silence.wantsToAsk(false));
        silence = silence.asked();
        for (int i = 0; i < 20; i++) {
            silence = silence.tick();
            assertFalse(silence.wantsToAsk(false));
        }
        assertTrue(silence.answered().wantsToAsk(false));
    }

    private static List<Integer> asked(boolean reachable, int ticks) {
        List<Integer> at = new ArrayList<>();
        Silence silence = Silence.NONE;
        for (int i = 1; i <= ticks; i++) {
            silence = silence.tick();
            if (silence.wantsToAsk(reachable)) {
                at.add(i);
                silence = silence.asked().answered();
            }
        }
        return at;
    }
}
