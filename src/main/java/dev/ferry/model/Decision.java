package dev.ferry.model;

import java.util.List;

/** What a rule answers: events to persist (none means "already so"), or a refusal. Nothing else leaves a rule. */
public sealed interface Decision<E> {
    record Accepted<E>(List<E> events) implements Decision<E> {
        public Accepted {
            events = List.copyOf(events);
        }
    }

    record Refused<E>(Refusal refusal) implements Decision<E> {}

    static <E> Decision<E> accept(E event) {
        return new Accepted<>(List.of(event));
    }

    static <E> Decision<E> accept(List<E> events) {
        return new Accepted<>(events);
    }

    static <E> Decision<E> refuse(Refusal refusal) {
        return new Refused<>(refusal);
    }

    static <E> Decision<E> refuse(ReturnCode code, String message, String remedy) {
        return new Refused<>(new Refusal(code, message, remedy));
    }
}
