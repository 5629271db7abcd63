package dev.ferry.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.ferry.model.Decision;
import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import java.util.List;

/** Our own words for what a rule has answered. */
public final class Decisions {
    private Decisions() {}

    public static <E> List<E> accepted(Decision<E> decision) {
        return switch (decision) {
            case Decision.Accepted<E>(var events) -> events;
            case Decision.Refused<E>(var refusal) -> throw new AssertionError("refused: " + refusal);
        };
    }

    /** A refusal names what it is about, and says what to do. */
    public static Refusal refused(ReturnCode code, Decision<?> decision) {
        return switch (decision) {
            case Decision.Accepted<?>(var events) -> throw new AssertionError("accepted: " + events);
            case Decision.Refused<?>(var refusal) -> checked(code, refusal);
        };
    }

    public static <T> T ok(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Ok<T>(var value) -> value;
            case Outcome.Refused<T>(var refusal) -> throw new AssertionError("refused: " + refusal);
        };
    }

    public static Refusal refused(ReturnCode code, Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.Ok<?>(var value) -> throw new AssertionError("ok: " + value);
            case Outcome.Refused<?>(var refusal) -> checked(code, refusal);
        };
    }

    private static Refusal checked(ReturnCode code, Refusal refusal) {
        assertEquals(code, refusal.code(), refusal.toString());
        assertFalse(refusal.message().isBlank(), "a refusal says what was refused");
        assertFalse(refusal.remedy().isBlank(), "a refusal says what to do: " + refusal);
        return refusal;
    }
}
