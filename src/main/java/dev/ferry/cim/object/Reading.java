package dev.ferry.cim.object;

import java.util.IdentityHashMap;

/** The families as one question reads them: what it reads of one for a link is still known when the ends of the link are looked up. */
final class Reading {
    private final IdentityHashMap<Family<?>, Family<?>> families = new IdentityHashMap<>();

    @SuppressWarnings("unchecked") // What a family gives for one question has rows of the same kind.
    <R> Family<R> of(Family<R> family) {
        return (Family<R>) families.computeIfAbsent(family, Family::forOneQuestion);
    }
}
