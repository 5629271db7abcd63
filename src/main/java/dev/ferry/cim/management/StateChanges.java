package dev.ferry.cim.management;

import dev.ferry.cim.Waiting;
import dev.ferry.cim.method.Invocation;
import dev.ferry.cim.method.Returned;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.service.SystemService;
import dev.ferry.view.SystemRow;

/** Changes the state of a system, and answers when it is reached. A time limit makes no difference. */
final class StateChanges {
    private final SystemService systems;

    StateChanges(SystemService systems) {
        this.systems = systems;
    }

    Returned request(Invocation call) {
        Outcome<SystemRow> changed = StateRequest.of(call)
                .then(request -> Waiting.on(systems.changeState(request.system(), request.wanted())));
        return switch (changed) {
            case Outcome.Ok<SystemRow> _ -> Returned.completed();
            case Outcome.Refused<SystemRow>(var refusal) -> refused(call.scope().namespace(), refusal);
        };
    }

    /** The second namespace has no number for a system in use: it is in the wrong state. */
    static Returned refused(Namespace namespace, Refusal refusal) {
        Returned returned = Returned.refused(refusal);
        boolean isInUse = refusal.code() == ReturnCode.IN_USE;
        return namespace == Namespace.V2 && isInUse ? returned.as(ReturnCode.INVALID_STATE.number()) : returned;
    }
}
