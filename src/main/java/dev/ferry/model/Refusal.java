package dev.ferry.model;

import java.util.Objects;

/** Why something was not done: the code, a sentence that names the object and the rule, and what to do about it. */
public record Refusal(ReturnCode code, String message, String remedy) {
    public Refusal {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
        remedy = remedy == null ? "" : remedy;
    }

    public static Refusal of(ReturnCode code, String message, String remedy) {
        return new Refusal(code, message, remedy);
    }
}
