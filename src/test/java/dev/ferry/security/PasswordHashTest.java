package dev.ferry.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PasswordHashTest {
    private final SecureRandom random = new SecureRandom();

    @Test
    void agreesWithThePublishedVector() {
        // RFC 7914, section 11: PBKDF2-HMAC-SHA-256 of "passwd" with salt "salt", 1 iteration; its first 32 bytes.
        var hash = PasswordHash.parse("pbkdf2-sha256$1$c2FsdA$VawEblbjCJ/sFpHCJUS2BflBhSFt3gRl5oudV8INrLw");
        assertTrue(hash.matches("passwd"));
        assertFalse(hash.matches("passwd "));
    }

    @Test
    void isReadAgainFromItsText() {
        String text = PasswordHash.of("pässword", 1_000, random).text();
        assertTrue(text.startsWith("pbkdf2-sha256$1000$"), text);
        assertTrue(PasswordHash.parse(text).matches("pässword"));
        assertFalse(PasswordHash.parse(text).matches("password"));
        assertNotEquals(text, PasswordHash.of("pässword", 1_000, random).text());
    }

    @Test
    void refusesTextsOfAnotherKind() {
        assertThrows(IllegalArgumentException.class, () -> PasswordHash.parse("bcrypt$1$YQ$YQ"));
        assertThrows(IllegalArgumentException.class, () -> PasswordHash.parse("pbkdf2-sha256$0$YQ$YQ"));
        assertThrows(IllegalArgumentException.class, () -> PasswordHash.parse("pbkdf2-sha256$1$YQ"));
    }

    @Test
    void isRememberedForAMinute() {
        var now = new AtomicLong();
        var logins = new VerifiedLogins(random, now::get);
        var anna = new Principal("anna", Role.ADMIN);
        logins.remember(anna, "secret", "hash", logins.generation());
        assertEquals(Optional.of(anna), logins.find("anna", "secret"));
        assertEquals(Optional.empty(), logins.find("annas", "ecret"));
        now.addAndGet(VerifiedLogins.LIFETIME.plus(Duration.ofNanos(1)).toNanos());
        assertEquals(Optional.empty(), logins.find("anna", "secret"));
    }

    @Test
    void isNotRememberedWhenAccountsChangedWhileItWasChecked() {
        var logins = new VerifiedLogins(random, System::nanoTime);
        long readAt = logins.generation();
        logins.forgetAll();
        logins.remember(new Principal("anna", Role.ADMIN), "secret", "hash", readAt);
        assertEquals(Optional.empty(), logins.find("anna", "secret"));
    }
}
