package dev.ferry.cim.management;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.schema.CimProperty;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimInstance.Property;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.Names;
import dev.ferry.model.Outcome;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what was asked for that cannot be had, so that nothing is answered as done that was not. Clients send whole instances: what is
 * as it is shown, what the schema says anyway, and what has no value asks for nothing.
 */
final class Unserved {
    /** Nobody means a wish with these. */
    private static final Set<String> LABELS = Set.of("instanceid", "caption", "description");

    private Unserved() {}

    /** The instance itself, or a refusal that names the first property that asks for what cannot be had. */
    static Outcome<CimInstance> none(Scope scope, CimInstance sent, CimInstance shown, Set<String> served) {
        return sent.properties().stream()
                .filter(property -> asks(scope, sent, shown, property))
                .filter(property -> served.stream().noneMatch(name -> Names.same(name, property.name())))
                .findFirst()
                .map(property -> Refusals.<CimInstance>notServed(
                        property.name() + " of " + sent.className() + " cannot be "
                                + CimFailure.quoted(property.value().text()) + " here",
                        "leave it out, or as it is"))
                .orElseGet(() -> Outcome.ok(sent));
    }

    private static boolean asks(Scope scope, CimInstance sent, CimInstance shown, Property property) {
        CimValue value = property.value();
        Optional<CimValue> declared = scope.schema()
                .find(sent.className())
                .flatMap(owner -> owner.property(property.name()))
                .map(CimProperty::defaultValue);
        return !saysNothing(value)
                && !LABELS.contains(Names.key(property.name()))
                && !value.equals(shown.value(property.name()))
                && !declared.filter(value::equals).isPresent();
    }

    private static boolean saysNothing(CimValue value) {
        return switch (value) {
            case CimValue.Null _ -> true;
            case CimValue.Text(var text) -> text.isEmpty();
            case CimValue.Array(var _, var elements) -> elements.stream().allMatch(Unserved::saysNothing);
            case CimValue.Bool _,
                    CimValue.Whole _,
                    CimValue.Real _,
                    CimValue.Char16 _,
                    CimValue.Time _,
                    CimValue.Reference _ -> false;
        };
    }
}
