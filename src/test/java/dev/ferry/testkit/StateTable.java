package dev.ferry.testkit;

import static org.junit.jupiter.api.Assertions.fail;

import dev.ferry.model.Decision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A table of transitions, derived from the rules and held against the one in a document. */
public final class StateTable {
    private StateTable() {}

    /** One row for each state and each thing that may come, unless that is accepted without an event. */
    public static <S, E> String derive(
            Map<String, S> states,
            Map<String, Function<S, Decision<E>>> comings,
            BiFunction<S, E, S> on,
            Function<S, String> label) {
        StringJoiner rows = new StringJoiner("\n", "", "\n");
        rows.add("| State | What comes | Events | Next |").add("| --- | --- | --- | --- |");
        states.forEach((name, state) -> comings.forEach((coming, rule) -> {
            switch (rule.apply(state)) {
                case Decision.Refused<E>(var refusal) ->
                    rows.add("| " + name + " | " + coming + " | refused: "
                            + refusal.code().number() + " | |");
                case Decision.Accepted<E>(var events) when events.isEmpty() -> {}
                case Decision.Accepted<E>(var events) -> {
                    S next = state;
                    for (E event : events) {
                        next = on.apply(next, event);
                    }
                    rows.add("| " + name + " | " + coming + " | " + names(events) + " | " + label.apply(next) + " |");
                }
            }
        }));
        return rows.toString();
    }

    public static void assertIn(Path document, String table) throws IOException {
        if (!Files.readString(document).contains(table)) {
            fail(document + " does not have this table, which is what the code does:\n\n" + table);
        }
    }

    private static String names(List<?> events) {
        return String.join(
                ", ", events.stream().map(e -> e.getClass().getSimpleName()).toList());
    }
}
