package dev.ferry.cim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;

/** What a refusal must say. */
public final class Refusals {
    private Refusals() {}

    /** The status, and every part of the sentence. */
    public static void refuses(CimStatus status, Executable call, String... parts) {
        CimFailure failure = assertThrows(CimFailure.class, call);
        for (String part : parts) {
            assertTrue(failure.getMessage().contains(part), failure.getMessage() + " should say " + part);
        }
        assertEquals(status, failure.status(), failure.getMessage());
    }
}
