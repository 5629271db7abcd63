package dev.ferry.endpoint.cimxml;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.schema.Schema;
import dev.ferry.cim.served.ServedNamespace;
import dev.ferry.endpoint.Visitor;
import dev.ferry.endpoint.cimxml.dsp0201.Arguments;
import dev.ferry.endpoint.cimxml.dsp0201.Shown;
import java.util.List;
import java.util.Optional;

/** One operation of the server that is asked for: by whom, of which namespace, with what. */
record Asked(Visitor visitor, ServedNamespace served, Arguments arguments) {
    Scope scope() {
        return served.scope();
    }

    Schema schema() {
        return served.scope().schema();
    }

    /** What of each instance is to be told. Only what is declared locally was once an option: it is passed over, as the standard advises. */
    Shown shown() throws CimFailure {
        Optional<List<String>> properties = arguments.texts("PropertyList");
        return Shown.of(properties, arguments.flag("IncludeClassOrigin", false));
    }
}
