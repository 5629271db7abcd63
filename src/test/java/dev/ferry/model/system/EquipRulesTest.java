package dev.ferry.model.system;

import static dev.ferry.testkit.Samples.NOW;
import static dev.ferry.testkit.Samples.WEB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.ferry.model.Decision;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.job.JobOrder;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.model.transfer.Assignment;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.testkit.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EquipRulesTest {
    private static final SystemSettings TO = Samples.web().withProcessors(8);
    private static final JobOrder ORDER = order("equip", List.of(Samples.disk(1)));
    private static final Realized OFF = Samples.realized(SystemState.OFF, List.of());

    private static JobOrder order(String command, List<VolumePath> released) {
        return Samples.order(
                command,
                JobKind.CHANGE_RESOURCES,
                WEB,
                new Assignment.Equip(Samples.web(), TO, List.of(), List.of(), released));
    }

    private static VirtualSystem after(VirtualSystem system, Decision<SystemEvent> decision) {
        VirtualSystem now = system;
        for (SystemEvent event : accepted(decision)) {
            now = now.on(event);
        }
        return now;
    }

    private static List<SystemEvent> accepted(Decision<SystemEvent> decision) {
        return switch (decision) {
            case Decision.Accepted<SystemEvent>(var events) -> events;
            case Decision.Refused<SystemEvent>(var refusal) -> throw new AssertionError(refusal.message());
        };
    }

    private static ReturnCode refused(Decision<SystemEvent> decision) {
        return assertInstanceOf(Decision.Refused.class, decision).refusal().code();
    }

    @ParameterizedTest
    @EnumSource(SystemState.class)
    void changesASystemOnlyWhileItIsOff(SystemState state) {
        Decision<SystemEvent> decision = SystemRules.reserve(Samples.realized(state, List.of()), ORDER);

        if (state == SystemState.OFF) {
            assertEquals(List.of(new SystemEvent.SystemReserved(ORDER)), accepted(decision));
        } else {
            assertEquals(ReturnCode.INVALID_STATE, refused(decision));
        }
    }

    @Test
    void refusesASystemThatAnotherJobHolds() {
        VirtualSystem held = after(OFF, SystemRules.reserve(OFF, ORDER));

        assertEquals(ReturnCode.IN_USE, refused(SystemRules.reserve(held, order("other", List.of()))));
        assertEquals(List.of(), accepted(SystemRules.reserve(held, ORDER)));
    }

    @Test
    void refusesASystemThatHasChangedSinceItWasLookedAt() {
        VirtualSystem renamed = after(OFF, SystemRules.change(OFF, new SettingsPatch("www", null, null, null), NOW));
        Realized withSnapshot = Samples.realized(SystemState.OFF, List.of(Samples.firstSnapshot()));

        assertEquals(ReturnCode.IN_USE, refused(SystemRules.reserve(renamed, ORDER)));
        assertEquals(
                ReturnCode.IN_USE,
                refused(SystemRules.reserve(withSnapshot, order("gives up a snapshot's", List.of(Samples.disk(0))))));
    }

    @Test
    void changesTheSystemOnceAndHearsItTwice() {
        VirtualSystem held = after(OFF, SystemRules.reserve(OFF, ORDER));
        Decision<SystemEvent> first = EquipRules.equip(held, ORDER.id(), TO, NOW);
        VirtualSystem changed = after(held, first);
        VirtualSystem free = after(changed, SystemRules.release(changed, ORDER.id()));

        assertEquals(List.of(new SystemEvent.SettingsChanged(TO, NOW)), accepted(first));
        assertEquals(List.of(), accepted(EquipRules.equip(changed, ORDER.id(), TO, NOW)));
        assertEquals(List.of(), accepted(EquipRules.equip(free, ORDER.id(), Samples.web(), NOW)));
        assertEquals(TO, assertInstanceOf(Realized.class, free).settings());
    }

    @Test
    void refusesAJobThatNeverHadTheSystem() {
        assertEquals(ReturnCode.INVALID_STATE, refused(EquipRules.equip(OFF, ORDER.id(), TO, NOW)));
    }
}
