package dev.ferry.cim.management;

import dev.ferry.cim.Waiting;
import dev.ferry.cim.method.Invocation;
import dev.ferry.cim.method.Returned;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SystemId;
import dev.ferry.model.system.PlannedRules;
import dev.ferry.model.system.VirtualSystem;
import dev.ferry.model.system.VirtualSystem.Drafted;
import dev.ferry.service.FrontDesk;
import dev.ferry.service.PlannedService;
import dev.ferry.service.SystemService;
import dev.ferry.view.SystemRow;

/**
 * DestroySystem of v2 and the cluster. A system that is there goes by a job; one that is only planned has nothing but its plan, and goes
 * at once. Which of them is meant, the path says: one to a planned system never destroys what it has become.
 */
final class Destructions {
    private static final String AFFECTED = "AffectedSystem";
    private static final String PLANNED = "Msvm_PlannedComputerSystem";
    private static final String REALIZED = "Msvm_ComputerSystem";

    private final SystemService systems;
    private final PlannedService planned;
    private final Removals removals;

    Destructions(FrontDesk desk) {
        this.systems = desk.systems();
        this.planned = desk.planned();
        this.removals = new Removals(desk.systems());
    }

    Returned destroy(Invocation call) {
        Outcome<SystemId> id = Subject.system(call, AFFECTED);
        Outcome<Boolean> isPlanned = id.then(system -> Waiting.on(systems.get(system))
                .map(row -> row.map(SystemRow::state).orElseGet(VirtualSystem::neverLived))
                .then(state -> isPlanned(call.scope(), call.reference(AFFECTED).orElseThrow(), system, state)));
        return isPlanned instanceof Outcome.Ok<Boolean>(var only) && !only
                ? realized(call)
                : Replies.returned(
                        isPlanned
                                .then(_ -> id)
                                .then(system -> Waiting.on(
                                        planned.destroy(system, call.caller().principal()))),
                        _ -> Returned.completed());
    }

    /** In the cluster an active system is turned off first. */
    private Returned realized(Invocation call) {
        return call.scope().namespace() == Namespace.CLUSTER
                ? removals.destroyActive(call, AFFECTED)
                : removals.destroy(call, AFFECTED);
    }

    /** What is not there at all is left to those who remove systems: they know how to say so. */
    static Outcome<Boolean> isPlanned(Scope scope, ObjectPath path, SystemId id, VirtualSystem state) {
        boolean isDrafted = state instanceof Drafted;
        if (scope.schema().isSubclass(path.className(), PLANNED)) {
            return isDrafted ? Outcome.ok(true) : Outcome.refused(PlannedRules.notPlanned(state, id.value()));
        }
        if (isDrafted && scope.schema().isSubclass(path.className(), REALIZED)) {
            return Outcome.refused(new Refusal(
                    ReturnCode.INVALID_STATE,
                    "the system " + id + " is only planned",
                    "refer to it as a " + PLANNED + ", or realize it first"));
        }
        return Outcome.ok(isDrafted);
    }
}
