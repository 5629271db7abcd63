package dev.ferry.cim.management;

import dev.ferry.cim.Waiting;
import dev.ferry.cim.method.Invocation;
import dev.ferry.cim.method.Returned;
import dev.ferry.model.Outcome;
import dev.ferry.model.SystemId;
import dev.ferry.model.system.StateRules;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.service.Submitted;
import dev.ferry.service.SystemService;
import dev.ferry.view.SystemRow;
import java.util.Optional;

/** The methods that destroy a system. Its disks stay: only the definition is said to go. */
final class Removals {
    private final SystemService systems;

    Removals(SystemService systems) {
        this.systems = systems;
    }

    /** The system must be at rest. */
    Returned destroy(Invocation call, String parameter) {
        return Replies.job(call.scope(), Subject.system(call, parameter).then(id -> remove(call, id)));
    }

    /** An active system is turned off first. */
    Returned destroyActive(Invocation call, String parameter) {
        return Replies.job(
                call.scope(),
                Subject.system(call, parameter)
                        .then(id -> Waiting.on(systems.get(id)).then(row -> rested(id, row)))
                        .then(id -> remove(call, id)));
    }

    private Outcome<SystemId> rested(SystemId id, Optional<SystemRow> row) {
        return row.filter(Removals::isActive).isPresent()
                ? Waiting.on(systems.changeState(id, SystemState.OFF)).map(_ -> id)
                : Outcome.ok(id);
    }

    /** One on the way from one state to another is neither; removing it is refused with that. */
    static boolean isActive(SystemRow row) {
        return row.state() instanceof Realized system
                && !system.state().isQuiet()
                && StateRules.aim(system.state()).isEmpty();
    }

    private Outcome<Submitted> remove(Invocation call, SystemId id) {
        return Waiting.on(systems.remove(Replies.submission(call), id, false));
    }
}
