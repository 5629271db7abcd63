package dev.ferry.model.system;

import dev.ferry.model.Decision;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.system.VirtualSystem.Drafted;
import dev.ferry.model.system.VirtualSystem.Realized;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Which changes of state exist, and what a system passes through on its way. */
public final class StateRules {
    private StateRules() {}

    /** The state in between while a hypervisor works on the change, or empty when there is no such change. */
    public static Optional<SystemState> between(SystemState from, SystemState to) {
        return Optional.ofNullable(
                switch (from) {
                    case OFF, SAVED ->
                        to == SystemState.RUNNING
                                ? SystemState.STARTING
                                : from == SystemState.SAVED && to == SystemState.OFF ? SystemState.STOPPING : null;
                    case RUNNING ->
                        switch (to) {
                            case OFF -> SystemState.STOPPING;
                            case SAVED -> SystemState.SAVING;
                            case PAUSED -> SystemState.PAUSING;
                            case RUNNING, STARTING, SAVING, STOPPING, PAUSING, RESUMING -> null;
                        };
                    case PAUSED ->
                        switch (to) {
                            case RUNNING -> SystemState.RESUMING;
                            case OFF -> SystemState.STOPPING;
                            case SAVED -> SystemState.SAVING;
                            case PAUSED, STARTING, SAVING, STOPPING, PAUSING, RESUMING -> null;
                        };
                    case STARTING, SAVING, STOPPING, PAUSING, RESUMING -> null;
                });
    }

    /** Where a change that was under way leads, so that it can be asked for again after a crash. */
    public static Optional<SystemState> aim(SystemState passing) {
        return Optional.ofNullable(
                switch (passing) {
                    case STARTING, RESUMING -> SystemState.RUNNING;
                    case STOPPING -> SystemState.OFF;
                    case SAVING -> SystemState.SAVED;
                    case PAUSING -> SystemState.PAUSED;
                    case OFF, RUNNING, SAVED, PAUSED -> null;
                });
    }

    public static Decision<SystemEvent> begin(VirtualSystem system, SystemState wanted, Instant now) {
        if (system instanceof Drafted drafted) {
            return Decision.refuse(PlannedRules.onlyPlanned(drafted));
        }
        if (!(system instanceof Realized realized)) {
            return Decision.refuse(
                    ReturnCode.INVALID_PARAMETER, "there is no such system", "list the systems to see what there is");
        }
        String name = realized.settings().name();
        if (realized.reservation() != null) {
            return Decision.refuse(
                    ReturnCode.IN_USE,
                    "the system '" + name + "' is reserved by job "
                            + realized.reservation().order().id(),
                    "wait until it has ended, or cancel it");
        }
        if (realized.state() == wanted) {
            return Decision.accept(List.of());
        }
        return between(realized.state(), wanted)
                .map(passing -> Decision.<SystemEvent>accept(new SystemEvent.StateChangeBegun(passing, now)))
                .orElseGet(() -> Decision.refuse(
                        ReturnCode.INVALID_STATE,
                        "the system '" + name + "' cannot go from "
                                + realized.state().word() + " to " + wanted.word(),
                        "look at its state first: ferry system show " + realized.id()));
    }

    public static Decision<SystemEvent> finish(VirtualSystem system, SystemState reached, Instant now) {
        return isPassing(system)
                ? Decision.accept(new SystemEvent.StateChanged(reached, now))
                : Decision.accept(List.of());
    }

    public static Decision<SystemEvent> fail(VirtualSystem system, SystemState back, String reason, Instant now) {
        return isPassing(system)
                ? Decision.accept(new SystemEvent.StateChangeFailed(back, reason, now))
                : Decision.accept(List.of());
    }

    private static boolean isPassing(VirtualSystem system) {
        return system instanceof Realized realized && aim(realized.state()).isPresent();
    }
}
