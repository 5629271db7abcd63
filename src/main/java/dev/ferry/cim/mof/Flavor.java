package dev.ferry.cim.mof;

import java.util.Arrays;
import java.util.Optional;

/** What becomes of a qualifier in subclasses, instances and translations. */
public enum Flavor {
    ENABLE_OVERRIDE("EnableOverride"),
    DISABLE_OVERRIDE("DisableOverride"),
    TO_SUBCLASS("ToSubclass"),
    RESTRICTED("Restricted"),
    TO_INSTANCE("ToInstance"),
    NOT_TO_INSTANCE("NotToInstance"),
    NOT_TO_SUBCLASS("NotToSubclass"),
    TRANSLATABLE("Translatable"),
    AMENDED("Amended");

    private final String word;

    Flavor(String word) {
        this.word = word;
    }

    static Optional<Flavor> of(String word) {
        return Arrays.stream(values())
                .filter(flavor -> flavor.word.equalsIgnoreCase(word))
                .findFirst();
    }
}
