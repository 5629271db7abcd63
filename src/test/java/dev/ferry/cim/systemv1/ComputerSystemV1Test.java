package dev.ferry.cim.systemv1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.system.SystemEntry;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimValue;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.system.SystemState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class ComputerSystemV1Test {
    private static CimInstance shown(SystemEntry entry) {
        return Systems.shown("Msvm_ComputerSystem", entry).getFirst();
    }

    @Test
    void tellsWhoTheSystemIs() {
        CimInstance system = shown(Systems.entry(Systems.realized(SystemState.OFF, null)));

        assertEquals(Optional.of(Systems.ID), system.text("Name"));
        assertEquals(Optional.of("blog"), system.text("ElementName"));
        assertEquals(Optional.of("Msvm_ComputerSystem"), system.text("CreationClassName"));
        assertEquals(Optional.of("Virtual Machine"), system.text("Caption"));
        assertEquals(Optional.of("Microsoft Virtual Computer System"), system.text("Description"));
        assertEquals(Optional.of(5L), system.number("HealthState"));
        assertEquals(CimValue.uint16s(List.of(2)), system.value("OperationalStatus"));
        assertEquals(List.of("Operating normally"), system.texts("StatusDescriptions"));
    }

    @ParameterizedTest
    @CsvSource({
        "RUNNING, 2, 12",
        "OFF, 3, 12",
        "PAUSED, 32768, 12",
        "SAVED, 32769, 12",
        "STARTING, 32770, 2",
        "SAVING, 32773, 32769",
        "STOPPING, 32774, 3",
        "PAUSING, 32776, 32768",
        "RESUMING, 32777, 2"
    })
    void tellsItsStateAndWhatWasAskedFor(SystemState state, long enabled, long requested) {
        CimInstance system = shown(Systems.entry(Systems.realized(state, null)));

        assertEquals(Optional.of(enabled), system.number("EnabledState"));
        assertEquals(Optional.of(requested), system.number("RequestedState"));
    }

    @ParameterizedTest
    @CsvSource({"EXPORT, 11;32773", "MOVE, 11;32774", "IMPORT, 11", "DEFINE, 11", "REMOVE, 11", "VERIFY, 11"})
    void isInServiceWhileAJobWorksOnIt(JobKind kind, String numbers) {
        CimInstance system = shown(Systems.entry(Systems.realized(SystemState.OFF, Systems.reservation(kind))));
        List<Integer> expected =
                List.of(numbers.split(";")).stream().map(Integer::valueOf).toList();

        assertEquals(CimValue.uint16s(expected), system.value("OperationalStatus"));
        assertEquals(expected.size(), system.texts("StatusDescriptions").size());
        assertEquals(Optional.of(5L), system.number("HealthState"));
    }

    @Test
    void doesNotClaimAStateThatNobodyCanKnow() {
        CimInstance system = shown(Systems.lost(Systems.realized(SystemState.RUNNING, null)));

        assertEquals(Optional.of(0L), system.number("EnabledState"));
        assertEquals(Optional.of(25L), system.number("HealthState"));
        assertEquals(Optional.of(3L), system.number("CommunicationStatus"));
        assertEquals(CimValue.uint16s(List.of(3)), system.value("OperationalStatus"));
        assertTrue(
                system.texts("StatusDescriptions").getFirst().contains("node-1 is gone; Start it again"),
                system.texts("StatusDescriptions").toString());
    }

    @Test
    void stillTellsWhatWorksOnASystemThatIsLost() {
        CimInstance system =
                shown(Systems.lost(Systems.realized(SystemState.OFF, Systems.reservation(JobKind.EXPORT))));

        assertEquals(CimValue.uint16s(List.of(3, 32773)), system.value("OperationalStatus"));
        assertEquals(2, system.texts("StatusDescriptions").size());
    }
}
