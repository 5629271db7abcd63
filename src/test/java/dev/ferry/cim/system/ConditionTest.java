package dev.ferry.cim.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.schema.Namespace;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.system.SystemState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class ConditionTest {
    @ParameterizedTest
    @CsvSource({
        "RUNNING, 2, 12",
        "OFF, 3, 12",
        "SAVED, 6, 12",
        "PAUSED, 9, 12",
        "STARTING, 10, 2",
        "STOPPING, 4, 3",
        "SAVING, 32773, 6",
        "PAUSING, 32776, 9",
        "RESUMING, 32777, 2"
    })
    void tellsTheStateAndWhereItLeadsInTheNumbersOfV2(SystemState state, int enabled, int requested) {
        Condition condition = Condition.of(SystemExamples.realized(state, null), SystemExamples.SEAT, Namespace.V2);
        assertEquals(new Condition(enabled, requested, 5, List.of(2), List.of("Operating normally")), condition);
    }

    @ParameterizedTest
    @CsvSource({
        "EXPORT, 32773, Exporting virtual machine",
        "MOVE, 32774, Migrating virtual machine",
        "IMPORT, ,",
        "DEFINE, ,",
        "REMOVE, ,"
    })
    void saysThatAJobHasItAndWhatTheJobDoes(JobKind kind, Integer number, String word) {
        Condition condition = Condition.of(
                SystemExamples.realized(SystemState.OFF, SystemExamples.held(kind)), SystemExamples.SEAT, Namespace.V2);
        assertEquals(number == null ? List.of(11) : List.of(11, number), condition.operationalStatus());
        assertEquals(
                word == null ? List.of("In service") : List.of("In service", word), condition.statusDescriptions());
        assertEquals(3, condition.enabledState());
        assertEquals(5, condition.healthState());
    }

    @ParameterizedTest
    @CsvSource({"V2, 3", "CLUSTER, 13"})
    void doesNotPretendToKnowWhatCannotBeReached(Namespace namespace, int status) {
        Condition condition = Condition.of(
                SystemExamples.realized(SystemState.RUNNING, SystemExamples.held(JobKind.EXPORT)),
                SystemExamples.LOST,
                namespace);
        assertEquals(0, condition.enabledState());
        assertEquals(12, condition.requestedState());
        assertEquals(25, condition.healthState());
        assertEquals(List.of(status, 32_773), condition.operationalStatus());
        assertEquals(
                "Cannot be reached: it is on node node-1, down since noon",
                condition.statusDescriptions().getFirst());
    }

    @Test
    void describesEachStatusOnce() {
        for (JobKind kind : JobKind.values()) {
            Condition condition = Condition.of(
                    SystemExamples.realized(SystemState.OFF, SystemExamples.held(kind)),
                    SystemExamples.LOST,
                    Namespace.V2);
            assertEquals(
                    condition.operationalStatus().size(),
                    condition.statusDescriptions().size());
            assertTrue(condition.operationalStatus().size() <= 2);
        }
    }
}
