package dev.ferry.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SealedTextTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final byte[] KEY = {1, 2, 3};

    private static SealedText at(Instant now) {
        return new SealedText(KEY, Duration.ofMinutes(10), InstantSource.fixed(now));
    }

    @Test
    void knowsItsOwnAtAnyNodeUntilItIsTooOld() {
        String sealed = at(NOW).seal("anna", "where I was: ü");
        assertEquals(Optional.of("where I was: ü"), at(NOW.plusSeconds(599)).open("anna", sealed));
        assertEquals(Optional.empty(), at(NOW.plusSeconds(600)).open("anna", sealed));
    }

    @Test
    void isWorthNothingToOthersAndWithAnotherKey() {
        String sealed = at(NOW).seal("anna", "x");
        assertEquals(Optional.empty(), at(NOW).open("ann", sealed));
        SealedText other = new SealedText(new byte[] {9}, Duration.ofMinutes(10), InstantSource.fixed(NOW));
        assertEquals(Optional.empty(), other.open("anna", sealed));
    }

    @Test
    void isRefusedWhenAnyCharacterOfItWasChanged() {
        String sealed = at(NOW).seal("anna", "root/virtualization");
        for (int i = 0; i < sealed.length() - 1; i++) {
            char other = sealed.charAt(i) == 'A' ? 'B' : 'A';
            String changed = sealed.substring(0, i) + other + sealed.substring(i + 1);
            assertEquals(Optional.empty(), at(NOW).open("anna", changed), changed);
        }
        assertEquals(Optional.empty(), at(NOW).open("anna", ""));
        assertEquals(Optional.empty(), at(NOW).open("anna", "uuid:not-one-of-ours"));
        assertTrue(sealed.matches("[A-Za-z0-9_-]+"));
    }
}
