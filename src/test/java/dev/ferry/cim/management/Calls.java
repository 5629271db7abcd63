package dev.ferry.cim.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.method.Invocation;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.schema.CimMethod;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.text.EmbeddedText;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimInstance.Property;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.NamedMap;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.model.Caller;
import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Calls made by hand, of the methods that the real schemas declare. */
final class Calls {
    static final String SYSTEM = "D351C151-DAC7-4042-B434-B72D522C1E4A";
    static final String OTHER = "0B51A7A5-5F3C-4C6B-8C5B-4C9D2C8E7A10";
    static final String SERVICE = "Msvm_VirtualSystemManagementService";

    private static final Map<Namespace, Scope> SCOPES = new EnumMap<>(Namespace.class);

    private Calls() {}

    static synchronized Scope scope(Namespace namespace) {
        return SCOPES.computeIfAbsent(namespace, wanted -> {
            try {
                return new Scope(wanted, wanted.schema(), "node-1");
            } catch (CimFailure e) {
                throw new AssertionError(e);
            }
        });
    }

    /** On the one service of the namespace. */
    static Invocation call(Namespace namespace, String method, Property... given) throws CimFailure {
        return on(ObjectPath.of(SERVICE, "Name", "vmms"), namespace, method, given);
    }

    static Invocation on(ObjectPath target, Namespace namespace, String method, Property... given) throws CimFailure {
        CimMethod declared = scope(namespace)
                .schema()
                .require(target.className())
                .method(method)
                .orElseThrow();
        NamedMap<Property> typed = NamedMap.empty();
        for (Property property : given) {
            typed = typed.with(
                    property.name(), new Property(property.name(), declared.typed(property.name(), property.value())));
        }
        return new Invocation(scope(namespace), new Caller("anna", "wsman", "192.0.2.7"), target, declared, typed);
    }

    static Property text(String name, String text) {
        return new Property(name, CimValue.of(text));
    }

    static Property flag(String name, boolean flag) {
        return new Property(name, CimValue.of(flag));
    }

    static Property path(String name, ObjectPath path) {
        return new Property(name, CimValue.of(path));
    }

    static Property system(String name) {
        return path(name, systemPath(SYSTEM));
    }

    static ObjectPath systemPath(String name) {
        return ObjectPath.of(
                "Msvm_ComputerSystem",
                List.of(
                        new ObjectPath.Key("CreationClassName", CimValue.of("Msvm_ComputerSystem")),
                        new ObjectPath.Key("Name", CimValue.of(name))));
    }

    static ObjectPath settingsPath(String guid) {
        return ObjectPath.of("Msvm_VirtualSystemSettingData", "InstanceID", "Microsoft:" + guid);
    }

    static CimInstance instance(String className, Property... properties) {
        return CimInstance.of(className, List.of(properties));
    }

    /** As a client writes it into a text. */
    static Property embedded(Namespace namespace, String name, CimInstance instance) throws CimFailure {
        return text(name, written(namespace, instance));
    }

    static Property embeddeds(Namespace namespace, String name, CimInstance... instances) throws CimFailure {
        List<String> texts = new ArrayList<>();
        for (CimInstance instance : instances) {
            texts.add(written(namespace, instance));
        }
        return new Property(name, CimValue.strings(texts));
    }

    private static String written(Namespace namespace, CimInstance instance) throws CimFailure {
        return EmbeddedText.write(instance, scope(namespace).schema());
    }

    static <T> T ok(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Ok<T>(var value) -> value;
            case Outcome.Refused<T>(var refusal) -> throw new AssertionError(refusal.message());
        };
    }

    static void refused(ReturnCode code, String part, Outcome<?> outcome) {
        Refusal refusal = assertInstanceOf(Outcome.Refused.class, outcome, outcome::toString)
                .refusal();
        assertTrue(refusal.message().contains(part), refusal.message() + " should say " + part);
        assertEquals(code, refusal.code(), refusal.message());
    }
}
