package dev.ferry.cim.management;

import dev.ferry.cim.object.Scope;
import dev.ferry.cim.schema.CimProperty;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimValue;
import java.util.Optional;
import java.util.stream.Collectors;

/** The texts of settings that can be changed, in whichever form a namespace has them. */
final class SettingTexts {
    private SettingTexts() {}

    /** Empty when nothing was said, or what every instance of the class says. An array is a text of lines. */
    static Optional<String> changed(Scope scope, CimInstance sent, String property) {
        CimValue value = sent.value(property);
        boolean isDefault = scope.schema()
                .find(sent.className())
                .flatMap(owner -> owner.property(property))
                .map(CimProperty::defaultValue)
                .filter(value::equals)
                .isPresent();
        return isDefault || value.isNull() ? Optional.empty() : Optional.of(text(value));
    }

    private static String text(CimValue value) {
        return value instanceof CimValue.Array(var _, var elements)
                ? elements.stream().map(CimValue::text).collect(Collectors.joining("\n"))
                : value.text();
    }
}
