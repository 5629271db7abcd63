package dev.ferry.cim.management;

import static dev.ferry.cim.management.Calls.ok;
import static dev.ferry.cim.management.Calls.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.value.CimInstance.Property;
import dev.ferry.cim.value.CimValue;
import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SystemId;
import dev.ferry.model.system.SystemState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class StateRequestTest {
    private static Outcome<StateRequest> request(Namespace namespace, String name, long number) throws CimFailure {
        return StateRequest.of(Calls.on(
                Calls.systemPath(name),
                namespace,
                "RequestStateChange",
                new Property("RequestedState", CimValue.uint16(number))));
    }

    @ParameterizedTest
    @CsvSource({
        "V1, 2, RUNNING",
        "V1, 3, OFF",
        "V1, 32768, PAUSED",
        "V1, 32769, SAVED",
        "V2, 2, RUNNING",
        "V2, 3, OFF",
        "V2, 6, SAVED",
        "V2, 9, PAUSED",
        "V2, 32773, SAVED",
        "V2, 32776, PAUSED",
        "V2, 32777, RUNNING",
        "CLUSTER, 2, RUNNING",
        "CLUSTER, 3, OFF",
        "CLUSTER, 6, SAVED",
        "CLUSTER, 9, PAUSED"
    })
    void readsANumberAsItsNamespaceMeansIt(Namespace namespace, long number, SystemState wanted) throws CimFailure {
        assertEquals(
                new StateRequest(new SystemId(Calls.SYSTEM), wanted), ok(request(namespace, Calls.SYSTEM, number)));
    }

    @ParameterizedTest
    @CsvSource({
        "V1, 10, NOT_SUPPORTED",
        "V1, 11, NOT_SUPPORTED",
        "V2, 4, NOT_SUPPORTED",
        "V2, 10, NOT_SUPPORTED",
        "V2, 11, NOT_SUPPORTED",
        "V2, 32779, NOT_SUPPORTED",
        "CLUSTER, 11, NOT_SUPPORTED",
        "V1, 6, INVALID_PARAMETER",
        "V1, 9, INVALID_PARAMETER",
        "V1, 0, INVALID_PARAMETER",
        "V2, 32768, INVALID_PARAMETER",
        "V2, 32769, INVALID_PARAMETER",
        "V2, 5, INVALID_PARAMETER"
    })
    void refusesWhatNobodyCanDoAndWhatMeansNothing(Namespace namespace, long number, ReturnCode code)
            throws CimFailure {
        refused(code, "RequestedState " + number, request(namespace, Calls.SYSTEM, number));
    }

    @Test
    void refusesACallThatNamesNoState() throws CimFailure {
        refused(
                ReturnCode.INVALID_PARAMETER,
                "RequestedState",
                StateRequest.of(Calls.on(Calls.systemPath(Calls.SYSTEM), Namespace.V1, "RequestStateChange")));
    }

    @Test
    void changesNoHost() throws CimFailure {
        refused(ReturnCode.NOT_SUPPORTED, "NODE-1", request(Namespace.V1, "NODE-1", 3));
    }

    @ParameterizedTest
    @CsvSource({
        "V1, IN_USE, 32774", "V2, IN_USE, 32775", "CLUSTER, IN_USE, 32774",
        "V2, INVALID_STATE, 32775", "V2, ACCESS_DENIED, 32769", "V1, INVALID_STATE, 32775"
    })
    void refusesWithTheNumbersOfItsNamespace(Namespace namespace, ReturnCode code, long number) {
        assertEquals(
                number,
                StateChanges.refused(namespace, Refusal.of(code, "no", "")).value());
    }
}
