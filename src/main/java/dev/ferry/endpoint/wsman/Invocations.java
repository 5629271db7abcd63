package dev.ferry.endpoint.wsman;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.method.Call;
import dev.ferry.cim.method.Returned;
import dev.ferry.cim.schema.CimClass;
import dev.ferry.cim.schema.CimMethod;
import dev.ferry.cim.schema.CimParameter;
import dev.ferry.cim.schema.Schema;
import dev.ferry.cim.value.CimInstance.Property;
import dev.ferry.cim.value.CimType;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.Names;
import dev.ferry.cim.xml.XmlElement;
import dev.ferry.endpoint.wsman.soap.Fault;
import dev.ferry.endpoint.wsman.soap.InstanceReader;
import dev.ferry.endpoint.wsman.soap.InstanceWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls of methods: the parameters are typed by the method's declaration, whatever the client makes of them. */
final class Invocations {
    private static final Logger LOG = LoggerFactory.getLogger(Invocations.class);
    private static final String INPUT = "_INPUT";

    private Invocations() {}

    static Answer invoke(Asked asked) throws Fault.Thrown, CimFailure {
        String action = asked.request().action();
        String written = method(asked);
        Optional<CimMethod> declared = declared(asked, written);
        String method = declared.map(CimMethod::name).orElse(written);
        List<Property> given = given(asked, declared);
        Call call = new Call(asked.visitor().caller(), asked.visitor().mayChange(), asked.target(), method, given);
        Returned returned;
        try {
            returned = asked.served().invoker().invoke(asked.served().scope(), call);
        } catch (CimFailure e) {
            if (e.status() == CimStatus.INVALID_PARAMETER && e.getMessage().contains("means more than one instance")) {
                throw asked.unclear(e);
            }
            throw e;
        }
        returned.why()
                .ifPresent(why -> LOG.info(
                        "{} of {} answered {}: {}",
                        method,
                        call.caller().principal(),
                        returned.value(),
                        why.message()));
        return new Answer(action + "Response", output(asked, method, declared, returned));
    }

    /** The last part of the action; what comes before it is the resource. */
    private static String method(Asked asked) throws Fault.Thrown {
        String action = asked.request().action();
        String name = action.substring(action.lastIndexOf('/') + 1);
        String resource = action.substring(0, Math.max(0, action.lastIndexOf('/')));
        String className = resource.substring(resource.lastIndexOf('/') + 1);
        boolean isOfThis = className.equalsIgnoreCase(asked.resource().className());
        boolean isInput = asked.request()
                .body()
                .filter(body -> body.name().toUpperCase(Locale.ROOT).endsWith(INPUT))
                .isPresent();
        if (!Names.isName(name) || !(isOfThis || isInput)) {
            throw Fault.noSuchAction(CimFailure.quoted(action)).thrown();
        }
        return name;
    }

    /** As the class declares it, or one below it: the target may be named by a superclass. */
    private static Optional<CimMethod> declared(Asked asked, String method) throws CimFailure {
        Schema schema = asked.served().scope().schema();
        CimClass named = schema.require(asked.resource().className());
        return Stream.concat(Stream.of(named), schema.subclasses(named.name()).stream())
                .flatMap(owner -> owner.method(method).stream())
                .findFirst();
    }

    private static List<Property> given(Asked asked, Optional<CimMethod> declared) throws Fault.Thrown {
        Optional<XmlElement> input = asked.request().body();
        return input.isEmpty()
                ? List.of()
                : InstanceReader.properties(input.get(), name -> declared.flatMap(method -> method.parameter(name))
                        .map(CimParameter::type));
    }

    private static String output(Asked asked, String method, Optional<CimMethod> declared, Returned returned) {
        InstanceWriter writer = asked.writer();
        StringBuilder out = new StringBuilder("<p:" + method + "_OUTPUT xmlns:p=\""
                + writer.uri(asked.resource().className()) + "\">");
        for (Property property : returned.out().values()) {
            if (!property.value().isNull()) {
                writer.property(out, property);
            }
        }
        if (declared.flatMap(CimMethod::returns).isPresent()) {
            writer.property(out, new Property("ReturnValue", CimValue.of(CimType.SINT64, returned.value())));
        }
        return out.append("</p:").append(method).append("_OUTPUT>").toString();
    }
}
