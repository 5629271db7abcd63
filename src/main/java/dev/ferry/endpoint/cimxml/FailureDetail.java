package dev.ferry.endpoint.cimxml;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.object.Making;
import dev.ferry.cim.object.Scope;
import dev.ferry.endpoint.cimxml.dsp0201.ObjectForm;
import dev.ferry.endpoint.cimxml.dsp0201.Shown;
import java.util.List;

/** What is known of a failure, as CIM_Error. */
final class FailureDetail {
    private static final int SOFTWARE = 4;
    private static final int MAJOR = 5;
    private static final int OTHER = 1;

    private static final List<String> SAID = List.of(
            "ErrorType",
            "OwningEntity",
            "MessageID",
            "Message",
            "PerceivedSeverity",
            "ProbableCause",
            "CIMStatusCode",
            "CIMStatusCodeDescription");

    private FailureDetail() {}

    /** In the words of any namespace: all have the class. */
    static String of(CimFailure failure, Scope scope) {
        Making making = scope.make("CIM_Error")
                .set("ErrorType", SOFTWARE)
                .set("OwningEntity", "Ferry")
                .set("MessageID", "CIM-" + failure.status().number())
                .set("Message", failure.getMessage())
                .set("PerceivedSeverity", MAJOR)
                .set("ProbableCause", OTHER)
                .set("CIMStatusCode", failure.status().number())
                .set("CIMStatusCodeDescription", description(failure.status()));
        StringBuilder out = new StringBuilder();
        ObjectForm.INSTANCE.write(out, making.embedded(), scope.schema(), Shown.ALL.within(SAID));
        return out.toString();
    }

    private static String description(CimStatus status) {
        return "CIM_ERR_" + status.name();
    }
}
