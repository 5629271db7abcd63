package dev.ferry.cim.schema;

import dev.ferry.cim.mof.Flavor;
import java.util.Set;

/** What becomes of a qualifier in subclasses, in instances and in translations. */
public record Flavors(boolean overridable, boolean toSubclass, boolean toInstance, boolean translatable) {
    /** What holds where nothing is said. */
    public static final Flavors USUAL = new Flavors(true, true, false, false);

    /** With what these words change. */
    Flavors with(Set<Flavor> words) {
        Flavors flavors = this;
        for (Flavor word : words) {
            flavors = flavors.with(word);
        }
        return flavors;
    }

    private Flavors with(Flavor word) {
        return switch (word) {
            case ENABLE_OVERRIDE -> new Flavors(true, toSubclass, toInstance, translatable);
            case DISABLE_OVERRIDE -> new Flavors(false, toSubclass, toInstance, translatable);
            case TO_SUBCLASS -> new Flavors(overridable, true, toInstance, translatable);
            case RESTRICTED, NOT_TO_SUBCLASS -> new Flavors(overridable, false, toInstance, translatable);
            case TO_INSTANCE -> new Flavors(overridable, toSubclass, true, translatable);
            case NOT_TO_INSTANCE -> new Flavors(overridable, toSubclass, false, translatable);
            case TRANSLATABLE, AMENDED -> new Flavors(overridable, toSubclass, toInstance, true);
        };
    }
}
