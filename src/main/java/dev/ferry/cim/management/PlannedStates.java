package dev.ferry.cim.management;

import dev.ferry.cim.Waiting;
import dev.ferry.cim.method.Invocation;
import dev.ferry.cim.method.Returned;
import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SystemId;
import dev.ferry.model.system.PlannedChange;
import dev.ferry.model.system.VirtualSystem.Drafted;
import dev.ferry.service.PlannedService;
import java.util.List;

/** A planned system can be off or saved, and nothing else: whoever asks for off gives its saved state up. No time limit is looked at. */
final class PlannedStates {
    private static final int OFF = 3;
    private static final int OFFLINE = 6;

    private final PlannedService planned;

    PlannedStates(PlannedService planned) {
        this.planned = planned;
    }

    Returned request(Invocation call) {
        Outcome<Boolean> done = call.number("RequestedState")
                .map(Outcome::ok)
                .orElseGet(() -> Refusals.missing("RequestedState"))
                .then(state -> {
                    SystemId id = new SystemId(call.target().key("Name").text());
                    return Waiting.on(planned.planned(id)).then(system -> reached(system, state));
                });
        return switch (done) {
            case Outcome.Ok<Boolean> _ -> Returned.completed();
            case Outcome.Refused<Boolean>(var refusal) -> refused(refusal);
        };
    }

    private Outcome<Boolean> reached(Drafted system, long state) {
        return change(system.planned().definition().saved(), state)
                .then(changes -> changes.isEmpty()
                        ? Outcome.ok(true)
                        : Waiting.on(planned.change(system.id(), changes)).map(_ -> true));
    }

    /** What has to become of it; nothing when it is so already. */
    static Outcome<List<PlannedChange>> change(boolean isSaved, long state) {
        if (state == OFF) {
            return Outcome.ok(isSaved ? List.of(new PlannedChange.DiscardState(null)) : List.of());
        }
        if (state == OFFLINE) {
            return isSaved
                    ? Outcome.ok(List.of())
                    : Outcome.refused(new Refusal(
                            ReturnCode.INVALID_STATE_TRANSITION,
                            "the planned system is off, and there is no state to be saved",
                            "realize it, start it, and save it then"));
        }
        return Refusals.notServed(
                "RequestedState " + state + " is none that a planned system can have", "realize it first");
    }

    /** The class has the numbers of its superclass. */
    static Returned refused(Refusal refusal) {
        Returned returned = Returned.refused(refusal);
        return switch (refusal.code()) {
            case NOT_SUPPORTED -> returned.as(1);
            case STATUS_UNKNOWN -> returned.as(2);
            case TIMEOUT -> returned.as(3);
            case FAILED -> returned.as(4);
            case INVALID_PARAMETER, INCORRECT_DATA_TYPE -> returned.as(5);
            case IN_USE -> returned.as(6);
            case INVALID_STATE_TRANSITION, INVALID_STATE -> returned.as(ReturnCode.INVALID_STATE_TRANSITION.number());
            case COMPLETED, JOB_STARTED, ACCESS_DENIED, NOT_AVAILABLE, OUT_OF_MEMORY, FILE_IN_USE -> returned;
        };
    }
}
