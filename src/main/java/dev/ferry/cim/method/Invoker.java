package dev.ferry.cim.method;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.object.Objects;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.schema.CimClass;
import dev.ferry.cim.schema.CimMethod;
import dev.ferry.cim.schema.CimParameter;
import dev.ferry.cim.schema.Schema;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimInstance.Property;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.NamedMap;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * All calls of one namespace. What does not fit the declaration fails as an operation; what the method itself refuses is told by its
 * return value, as clients expect it.
 */
public final class Invoker {
    /** The method that a call means: the class that it was found in, and the path of the object that it is called on. */
    private record Meant(CimClass owner, CimMethod method, ObjectPath target) {}

    private final Objects objects;
    private final Schema schema;
    private final MethodTable methods;
    private final Supplier<Optional<Refusal>> standstill;

    public Invoker(Objects objects, MethodTable methods) {
        this(objects, methods, Optional::empty);
    }

    /** {@code standstill} tells why nothing can be changed at this node now, if nothing can. */
    public Invoker(Objects objects, MethodTable methods, Supplier<Optional<Refusal>> standstill) {
        this.standstill = standstill;
        this.objects = objects;
        this.schema = objects.catalog().schema();
        this.methods = methods;
    }

    /** Refuses methods and parameters that are not declared, values of another type, and objects that are not there. */
    public Returned invoke(Scope scope, Call call) throws CimFailure {
        Meant meant = meant(scope, call);
        NamedMap<Property> given = given(meant.method(), call.given());
        Optional<String> tied = tiedClass(meant.owner(), meant.method().name());
        boolean isRead =
                tied.isPresent() && methods.isRead(tied.get(), meant.method().name());
        if (!call.mayChange() && !isRead) {
            return Numbers.refused(
                    meant.method(),
                    Refusal.of(
                            ReturnCode.ACCESS_DENIED,
                            call.caller().principal() + " may look, and not call " + told(meant),
                            "call it as an administrator"));
        }
        Optional<Method> method =
                tied.flatMap(className -> methods.find(className, meant.method().name()));
        if (method.isEmpty()) {
            return Numbers.refused(
                    meant.method(),
                    Refusal.of(ReturnCode.NOT_SUPPORTED, told(meant) + " is declared and does nothing here", ""));
        }
        Optional<Refusal> still = isRead ? Optional.empty() : standstill.get();
        if (still.isPresent()) {
            return Numbers.refused(meant.method(), still.get());
        }
        return called(method.get(), new Invocation(scope, call.caller(), meant.target(), meant.method(), given));
    }

    private static String told(Meant meant) {
        return meant.owner().name() + "." + meant.method().name();
    }

    /** Which class's method it is, is a matter of the object: a path may be of a superclass. */
    private Meant meant(Scope scope, Call call) throws CimFailure {
        CimClass named = schema.require(call.target().className());
        List<CimClass> declaring = Stream.concat(Stream.of(named), schema.subclasses(named.name()).stream())
                .filter(owner -> owner.method(call.method()).isPresent())
                .toList();
        if (declaring.isEmpty()) {
            throw undeclared(named, call.method());
        }
        CimMethod likely = declaring.getFirst().method(call.method()).orElseThrow();
        if (likely.isStatic()) {
            CimClass owner = declaring.stream()
                    .filter(other -> tiedClass(other, likely.name()).isPresent())
                    .findFirst()
                    .orElse(declaring.getFirst());
            return new Meant(owner, owner.method(call.method()).orElseThrow(), call.target());
        }
        CimInstance object = objects.get(scope, call.target());
        CimClass owner = schema.require(object.className());
        CimMethod method = owner.method(call.method()).orElseThrow(() -> undeclared(owner, call.method()));
        return new Meant(owner, method, object.path().orElse(call.target()));
    }

    private static CimFailure undeclared(CimClass owner, String method) {
        return new CimFailure(
                CimStatus.METHOD_NOT_FOUND, "class " + owner.name() + " has no method " + CimFailure.quoted(method));
    }

    /** What a class has no tie of its own for, it does as its superclass does. */
    private Optional<String> tiedClass(CimClass owner, String method) {
        return Stream.concat(Stream.of(owner.name()), schema.derivation(owner.name()).stream())
                .filter(className -> methods.find(className, method).isPresent())
                .findFirst();
    }

    private static NamedMap<Property> given(CimMethod method, List<Property> sent) throws CimFailure {
        NamedMap<Property> given = NamedMap.empty();
        for (Property property : sent) {
            CimValue value = method.typed(property.name(), property.value());
            CimParameter parameter = method.parameter(property.name()).orElseThrow();
            if (given.contains(parameter.name())) {
                throw bad(method, parameter, "is given twice");
            }
            if (!parameter.isIn() && !value.isNull()) {
                throw bad(method, parameter, "is only given back");
            }
            given = given.with(parameter.name(), new Property(parameter.name(), value));
        }
        return given;
    }

    private static CimFailure bad(CimMethod method, CimParameter parameter, String why) {
        return new CimFailure(
                CimStatus.INVALID_PARAMETER, "method " + method.name() + ", parameter " + parameter.name() + " " + why);
    }

    private static Returned called(Method method, Invocation invocation) throws CimFailure {
        try {
            return method.call(invocation);
        } catch (CimFailure failure) {
            Optional<ReturnCode> code = Numbers.of(failure.status());
            if (code.isEmpty() || invocation.method().returns().isEmpty()) {
                throw failure;
            }
            return Returned.refused(Refusal.of(code.get(), failure.getMessage(), ""));
        }
    }
}
