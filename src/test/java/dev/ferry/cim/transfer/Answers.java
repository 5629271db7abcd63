package dev.ferry.cim.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.schema.Schema;
import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;

/** What came of reading settings. */
final class Answers {
    private Answers() {}

    static Schema schema(Namespace namespace) {
        try {
            return namespace.schema();
        } catch (CimFailure e) {
            throw new AssertionError(e);
        }
    }

    static <T> T ok(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Ok<T>(var value) -> value;
            case Outcome.Refused<T>(var refusal) -> throw new AssertionError(refusal.toString());
        };
    }

    /** The code, and what the sentence must name. */
    static void refuses(ReturnCode code, Outcome<?> outcome, String part) {
        Refusal refusal =
                switch (outcome) {
                    case Outcome.Ok<?>(var value) -> throw new AssertionError("not refused: " + value);
                    case Outcome.Refused<?>(var why) -> why;
                };
        assertEquals(code, refusal.code(), refusal.message());
        assertTrue(refusal.message().contains(part), refusal.message() + " should say " + part);
        assertTrue(!refusal.remedy().isEmpty(), "a refusal says what to do");
    }
}
