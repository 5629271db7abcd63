package dev.ferry.endpoint.cimxml;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.method.Call;
import dev.ferry.cim.method.Returned;
import dev.ferry.cim.schema.CimMethod;
import dev.ferry.cim.schema.CimParameter;
import dev.ferry.cim.schema.Schema;
import dev.ferry.cim.served.ServedNamespace;
import dev.ferry.cim.value.CimInstance.Property;
import dev.ferry.cim.value.CimType;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.endpoint.Visitor;
import dev.ferry.endpoint.cimxml.dsp0201.Answer;
import dev.ferry.endpoint.cimxml.dsp0201.Request;
import java.math.BigInteger;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls of methods: what was sent goes on as it is, and what comes back is written as the class declares it. */
final class MethodCalls {
    private static final Logger LOG = LoggerFactory.getLogger(MethodCalls.class);

    private MethodCalls() {}

    static Answer answer(ServedNamespace served, Visitor visitor, Request.Extrinsic request) throws CimFailure {
        ObjectPath target = request.target();
        Call call = new Call(visitor.caller(), visitor.mayChange(), target, request.name(), request.given());
        Returned returned = served.invoker().invoke(served.scope(), call);
        returned.why()
                .ifPresent(refusal -> LOG.info(
                        "{} of {} was refused to {} with {}: {}",
                        request.name(),
                        target.relative(),
                        visitor.caller().principal(),
                        returned.value(),
                        refusal.message()));
        return written(declared(served.scope().schema(), target, request.name()), returned);
    }

    /** The class of a path may be a superclass, that does not have the method itself. */
    private static Optional<CimMethod> declared(Schema schema, ObjectPath target, String method) {
        return Stream.concat(schema.find(target.className()).stream(), schema.subclasses(target.className()).stream())
                .flatMap(owner -> owner.method(method).stream())
                .findFirst();
    }

    private static Answer written(Optional<CimMethod> method, Returned returned) {
        CimType type = method.flatMap(CimMethod::returns)
                .map(declared -> declared.type())
                .filter(CimType::isWhole)
                .orElse(CimType.UINT32);
        Answer answer = Answer.of(type.word(), new CimValue.Whole(type, BigInteger.valueOf(returned.value())));
        for (Property out : returned.out().values()) {
            Optional<CimParameter> parameter = method.flatMap(owner -> owner.parameter(out.name()));
            if (!out.value().isNull()) {
                String word =
                        parameter.map(declared -> declared.type().type().word()).orElse("string");
                String embedded = parameter
                        .flatMap(CimParameter::embeddedClass)
                        .map(className -> className.isEmpty() ? "object" : "instance")
                        .orElse("");
                answer = answer.with(parameter.map(CimParameter::name).orElse(out.name()), word, embedded, out.value());
            }
        }
        return answer;
    }
}
