package dev.ferry.cim.management;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.method.Invocation;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.model.Guid;
import dev.ferry.model.Outcome;
import dev.ferry.model.SystemId;
import dev.ferry.model.system.SystemState;

/**
 * A state that was asked for. The numbers for paused and saved are the first namespace's own, and those of the DMTF everywhere else.
 * Nothing resets a guest or asks it to shut down: what the hypervisor cannot do is not served.
 */
record StateRequest(SystemId system, SystemState wanted) {
    static Outcome<StateRequest> of(Invocation call) {
        return target(call).then(id -> call.number("RequestedState")
                .map(number -> wanted(call.scope().namespace(), number))
                .orElseGet(() -> Refusals.missing("RequestedState"))
                .map(state -> new StateRequest(id, state)));
    }

    private static Outcome<SystemId> target(Invocation call) {
        String name = call.target().key("Name").text();
        return Guid.isGuid(name)
                ? Outcome.ok(new SystemId(name))
                : Refusals.notServed(
                        "the state of " + CimFailure.quoted(name) + ", which is no virtual system, is not changed here",
                        "name a virtual system by its GUID");
    }

    static Outcome<SystemState> wanted(Namespace namespace, long number) {
        return namespace == Namespace.V1 ? first(number) : second(number);
    }

    private static Outcome<SystemState> first(long number) {
        return switch ((int) number) {
            case 2 -> Outcome.ok(SystemState.RUNNING);
            case 3 -> Outcome.ok(SystemState.OFF);
            case 32768 -> Outcome.ok(SystemState.PAUSED);
            case 32769 -> Outcome.ok(SystemState.SAVED);
            case 10, 11 -> notServed(number);
            default -> unknown(number, "2, 3, 32768 or 32769");
        };
    }

    /** Those above 32767 name the way to a state, and mean the state. */
    private static Outcome<SystemState> second(long number) {
        return switch ((int) number) {
            case 2, 32777 -> Outcome.ok(SystemState.RUNNING);
            case 3 -> Outcome.ok(SystemState.OFF);
            case 6, 32773 -> Outcome.ok(SystemState.SAVED);
            case 9, 32776 -> Outcome.ok(SystemState.PAUSED);
            case 4, 7, 8, 10, 11, 32779, 32780 -> notServed(number);
            default -> unknown(number, "2, 3, 6 or 9");
        };
    }

    private static Outcome<SystemState> notServed(long number) {
        return Refusals.notServed(
                "RequestedState " + number + " is not served: no guest is reset, asked to shut down or saved fast",
                "turn the system off, and start it again");
    }

    private static Outcome<SystemState> unknown(long number, String known) {
        return Refusals.invalid("RequestedState " + number + " is not one that can be asked for", "use " + known);
    }
}
