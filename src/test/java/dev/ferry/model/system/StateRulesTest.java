package dev.ferry.model.system;

import static dev.ferry.model.system.SystemState.OFF;
import static dev.ferry.model.system.SystemState.PAUSED;
import static dev.ferry.model.system.SystemState.PAUSING;
import static dev.ferry.model.system.SystemState.RESUMING;
import static dev.ferry.model.system.SystemState.RUNNING;
import static dev.ferry.model.system.SystemState.SAVED;
import static dev.ferry.model.system.SystemState.SAVING;
import static dev.ferry.model.system.SystemState.STARTING;
import static dev.ferry.model.system.SystemState.STOPPING;
import static dev.ferry.testkit.Decisions.accepted;
import static dev.ferry.testkit.Decisions.refused;
import static dev.ferry.testkit.Samples.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ferry.model.Decision;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.job.JobKind;
import dev.ferry.testkit.Samples;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class StateRulesTest {
    /** Every change that there is: from, to, and what lies between. All other pairs are refused. */
    private static final Map<List<SystemState>, SystemState> CHANGES = Map.of(
            List.of(OFF, RUNNING), STARTING,
            List.of(SAVED, RUNNING), STARTING,
            List.of(SAVED, OFF), STOPPING,
            List.of(RUNNING, OFF), STOPPING,
            List.of(RUNNING, SAVED), SAVING,
            List.of(RUNNING, PAUSED), PAUSING,
            List.of(PAUSED, RUNNING), RESUMING,
            List.of(PAUSED, OFF), STOPPING,
            List.of(PAUSED, SAVED), SAVING);

    @Test
    void knowsEveryPairOfStates() {
        for (SystemState from : SystemState.values()) {
            for (SystemState to : SystemState.values()) {
                SystemState between = CHANGES.get(List.of(from, to));
                assertEquals(Optional.ofNullable(between), StateRules.between(from, to), from + " to " + to);
                Decision<SystemEvent> decision = StateRules.begin(Samples.realized(from, List.of()), to, NOW);
                if (from == to) {
                    assertEquals(List.of(), accepted(decision));
                } else if (between == null) {
                    refused(ReturnCode.INVALID_STATE, decision);
                } else {
                    assertEquals(List.of(new SystemEvent.StateChangeBegun(between, NOW)), accepted(decision));
                }
            }
        }
    }

    @Test
    void asksAgainAfterACrashForWhatWasUnderWay() {
        CHANGES.forEach((pair, between) -> assertEquals(Optional.of(pair.getLast()), StateRules.aim(between)));
        List.of(OFF, RUNNING, SAVED, PAUSED).forEach(rest -> assertEquals(Optional.empty(), StateRules.aim(rest)));
    }

    @Test
    void refusesToChangeTheStateOfAReservedOrMissingSystem() {
        VirtualSystem reserved = Samples.realized(OFF, List.of())
                .on(new SystemEvent.SystemReserved(Samples.order("export", JobKind.EXPORT)));

        refused(ReturnCode.IN_USE, StateRules.begin(reserved, RUNNING, NOW));
        refused(ReturnCode.INVALID_PARAMETER, StateRules.begin(VirtualSystem.neverLived(), RUNNING, NOW));
    }

    @Test
    void hearsOfAnEndOnlyWhileAChangeIsUnderWay() {
        VirtualSystem starting = Samples.realized(STARTING, List.of());

        assertEquals(
                List.of(new SystemEvent.StateChanged(RUNNING, NOW)),
                accepted(StateRules.finish(starting, RUNNING, NOW)));
        assertEquals(
                List.of(new SystemEvent.StateChangeFailed(OFF, "no memory", NOW)),
                accepted(StateRules.fail(starting, OFF, "no memory", NOW)));
        VirtualSystem running = starting.on(new SystemEvent.StateChanged(RUNNING, NOW));
        assertEquals(List.of(), accepted(StateRules.finish(running, RUNNING, NOW)));
        assertEquals(List.of(), accepted(StateRules.fail(running, OFF, "late", NOW)));
        assertEquals(List.of(), accepted(StateRules.finish(VirtualSystem.neverLived(), RUNNING, NOW)));
    }
}
