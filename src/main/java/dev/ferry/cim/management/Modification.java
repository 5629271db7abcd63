package dev.ferry.cim.management;

import dev.ferry.cim.object.Scope;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.model.Outcome;
import dev.ferry.model.system.SettingsPatch;
import java.util.Optional;
import java.util.Set;

/** What changed settings change. Clients send the whole instance back with one thing changed, or a new one with that thing alone. */
final class Modification {
    private static final Set<String> SERVED = Set.of("ElementName", "Notes", "IsSaved");

    private Modification() {}

    /** Empty when everything is as it was sent. */
    static Outcome<Optional<SettingsPatch>> of(Scope scope, CimInstance sent, CimInstance shown) {
        return Unserved.none(scope, sent, shown, SERVED).map(_ -> {
            String name = changed(scope, sent, shown, "ElementName");
            String notes = changed(scope, sent, shown, "Notes");
            return name == null && notes == null
                    ? Optional.empty()
                    : Optional.of(new SettingsPatch(name, null, null, notes));
        });
    }

    private static String changed(Scope scope, CimInstance sent, CimInstance shown, String property) {
        return SettingTexts.changed(scope, sent, property)
                .filter(_ -> !sent.value(property).equals(shown.value(property)))
                .orElse(null);
    }
}
