package dev.ferry.cim.served;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.method.Invoker;
import dev.ferry.cim.object.Objects;
import dev.ferry.cim.object.Scope;

/** One namespace as one node serves it: what is in it, and what can be called. */
public record ServedNamespace(Scope scope, Objects objects, Invoker invoker) {
    /** Why an instance of that class is not made, changed or removed as such: as with Hyper-V, methods do all of that. */
    public CimFailure unchangeable(String className, boolean mayChange) throws CimFailure {
        String name = scope.schema().require(className).name();
        return mayChange
                ? new CimFailure(
                        CimStatus.NOT_SUPPORTED,
                        "instances of " + name + " are made, changed and removed by methods of the services only")
                : new CimFailure(CimStatus.ACCESS_DENIED, "this account may look, and change nothing");
    }
}
