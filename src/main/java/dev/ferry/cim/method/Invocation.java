package dev.ferry.cim.method;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.schema.CimMethod;
import dev.ferry.cim.text.EmbeddedText;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimInstance.Property;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.NamedMap;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.model.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One call of a method. The given parameters are declared and of their declared types; one that is not there, has no value, or is an
 * empty text where an embedded instance or a reference is meant, is a parameter that was not given.
 */
public record Invocation(Scope scope, Caller caller, ObjectPath target, CimMethod method, NamedMap<Property> given) {

    public CimValue value(String parameter) {
        return given.find(parameter).map(Property::value).orElse(CimValue.none());
    }

    public Optional<String> text(String parameter) {
        return value(parameter) instanceof CimValue.Text(String text) ? Optional.of(text) : Optional.empty();
    }

    public Optional<Boolean> flag(String parameter) {
        return value(parameter) instanceof CimValue.Bool(boolean flag) ? Optional.of(flag) : Optional.empty();
    }

    public Optional<Long> number(String parameter) {
        return value(parameter) instanceof CimValue.Whole(var _, var number)
                ? Optional.of(number.longValueExact())
                : Optional.empty();
    }

    public Optional<ObjectPath> reference(String parameter) {
        return value(parameter) instanceof CimValue.Reference(ObjectPath path) ? Optional.of(path) : Optional.empty();
    }

    /** The instance in a text, of that class or one below it. Refuses a text that cannot be read, and another class. */
    public Optional<CimInstance> embedded(String parameter, String className) throws CimFailure {
        Optional<String> text = text(parameter).filter(sent -> !sent.isBlank());
        return text.isEmpty() ? Optional.empty() : Optional.of(read(parameter, text.get(), className));
    }

    public List<CimInstance> embeddeds(String parameter, String className) throws CimFailure {
        List<CimInstance> all = new ArrayList<>();
        if (value(parameter) instanceof CimValue.Array(var _, var elements)) {
            for (CimValue element : elements) {
                if (element instanceof CimValue.Text(var text) && !text.isBlank()) {
                    all.add(read(parameter, text, className));
                }
            }
        }
        return all;
    }

    private CimInstance read(String parameter, String text, String className) throws CimFailure {
        CimInstance instance = EmbeddedText.read(text, scope.schema());
        if (!scope.schema().isSubclass(instance.className(), className)) {
            throw new CimFailure(
                    CimStatus.TYPE_MISMATCH,
                    "parameter " + parameter + " of " + method.name() + " must hold an instance of " + className
                            + ", not of " + instance.className());
        }
        return instance;
    }
}
