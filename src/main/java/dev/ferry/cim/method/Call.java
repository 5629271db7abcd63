package dev.ferry.cim.method;

import dev.ferry.cim.value.CimInstance.Property;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.model.Caller;
import java.util.List;

/** A call as it came in: nothing of it is known to fit. A caller that may not change things may still ask what changes nothing. */
public record Call(Caller caller, boolean mayChange, ObjectPath target, String method, List<Property> given) {
    public Call {
        given = List.copyOf(given);
    }
}
