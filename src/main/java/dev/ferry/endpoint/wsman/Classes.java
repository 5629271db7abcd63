package dev.ferry.endpoint.wsman;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.schema.CimClass;
import dev.ferry.cim.schema.Schema;
import dev.ferry.cim.text.ClassWriter;
import dev.ferry.endpoint.wsman.soap.Fault;
import dev.ferry.endpoint.wsman.soap.Request;
import dev.ferry.endpoint.wsman.soap.Uris;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The declaration of a class, as Windows tells it: in the words of CIM-XML. Clients learn from it which parameters a method has. */
final class Classes {
    private Classes() {}

    static Answer answer(Asked asked) throws Fault.Thrown, CimFailure {
        Request request = asked.request();
        if (!request.action().equals(Uris.TRANSFER + "/Get")) {
            throw Fault.unsupported(
                            "",
                            "of the declarations of classes one is told at a time: get it, with the selector "
                                    + Uris.CLASS_SELECTOR)
                    .thrown();
        }
        Schema schema = asked.served().scope().schema();
        CimClass owner = schema.require(className(asked));
        List<String> above =
                wants(request, "IncludeInheritanceHierarchy", false) ? schema.derivation(owner.name()) : List.of();
        ClassWriter writer = new ClassWriter(
                !wants(request, "IncludeInheritedElements", true),
                wants(request, "IncludeQualifiers", true),
                wants(request, "IncludeClassOrigin", false),
                _ -> true);
        StringBuilder out = new StringBuilder();
        writer.write(out, owner, above);
        return new Answer(Uris.TRANSFER + "/GetResponse", out.toString());
    }

    /** In the selector, or at the end of the URI. */
    private static String className(Asked asked) throws Fault.Thrown {
        return asked.request().keys().stream()
                .filter(selector -> selector.name().equalsIgnoreCase(Uris.CLASS_SELECTOR))
                .map(selector -> selector.value().text().strip())
                .findFirst()
                .or(() -> Optional.of(asked.resource().className())
                        .filter(_ -> !asked.resource().isAll()))
                .orElseThrow(() -> Fault.lacksSelectors(
                                "the selector " + Uris.CLASS_SELECTOR + " is missing: it tells which class is meant")
                        .thrown());
    }

    private static boolean wants(Request request, String option, boolean usual) {
        return request.options().getOrDefault(option.toLowerCase(Locale.ROOT), usual);
    }
}
