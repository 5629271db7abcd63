package dev.ferry.cim.wql;

import dev.ferry.cim.schema.Schema;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimType;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What WMI tells about an instance besides its properties. */
public final class SystemProperties {
    private static final int GENUS_INSTANCE = 2;

    private SystemProperties() {}

    /** Empty when there is no system property of this name. */
    public static Optional<CimValue> find(String name, CimInstance instance, Schema schema) {
        List<String> derivation = schema.derivation(instance.className());
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "__CLASS" -> Optional.of(CimValue.of(instance.className()));
            case "__PATH" -> of(instance, ObjectPath::toString);
            case "__RELPATH" -> of(instance, ObjectPath::relative);
            case "__SERVER" -> of(instance, ObjectPath::host);
            case "__NAMESPACE" -> of(instance, path -> path.namespace().replace('/', '\\'));
            case "__SUPERCLASS" ->
                Optional.of(derivation.isEmpty() ? CimValue.none() : CimValue.of(derivation.getFirst()));
            case "__DYNASTY" ->
                Optional.of(CimValue.of(derivation.isEmpty() ? instance.className() : derivation.getLast()));
            case "__DERIVATION" -> Optional.of(CimValue.strings(derivation));
            case "__GENUS" -> Optional.of(CimValue.of(CimType.SINT32, GENUS_INSTANCE));
            case "__PROPERTY_COUNT" ->
                Optional.of(CimValue.of(CimType.SINT32, instance.properties().size()));
            default -> Optional.empty();
        };
    }

    /** Null where the instance has no place, or its place does not say so much. */
    private static Optional<CimValue> of(CimInstance instance, Function<ObjectPath, String> part) {
        return Optional.of(instance.path()
                .map(part)
                .filter(text -> !text.isEmpty())
                .map(CimValue::of)
                .orElse(CimValue.none()));
    }
}
