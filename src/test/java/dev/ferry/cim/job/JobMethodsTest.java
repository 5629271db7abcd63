package dev.ferry.cim.job;

import static dev.ferry.cim.Refusals.refuses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.Scopes;
import dev.ferry.cim.host.HostPaths;
import dev.ferry.cim.method.Invocation;
import dev.ferry.cim.method.MethodTable;
import dev.ferry.cim.method.Returned;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.text.EmbeddedText;
import dev.ferry.cim.value.CimDateTime;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimInstance.Property;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.NamedMap;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.model.Caller;
import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.job.JobState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class JobMethodsTest {
    private static final Caller ANNA = new Caller("anna", "wsman", "192.0.2.7");
    private static final List<Refusal> CHAIN = List.of(
            new Refusal(ReturnCode.IN_USE, "disk a.vhdx is in use by QEMU", "stop the guest"),
            new Refusal(ReturnCode.FAILED, "left behind: /srv/csv1/x", "remove it"));

    private static FakeJobs having(JobState state, List<Refusal> errors, List<String> warnings) {
        return new FakeJobs(List.of(FakeJobs.job(JobKind.EXPORT, state, errors, warnings)), Map.of());
    }

    private static Returned call(
            FakeJobs jobs, Namespace namespace, ObjectPath target, String method, Map<String, CimValue> given)
            throws CimFailure {
        Scope scope = Scopes.of(namespace);
        MethodTable table = new MethodTable();
        JobMethods.tie(namespace, table, jobs);
        List<Property> properties = given.entrySet().stream()
                .map(one -> new Property(one.getKey(), one.getValue()))
                .toList();
        return table.find(target.className(), method)
                .orElseThrow()
                .call(new Invocation(
                        scope,
                        ANNA,
                        target,
                        scope.schema()
                                .require(target.className())
                                .method(method)
                                .orElseThrow(),
                        NamedMap.of(properties, Property::name)));
    }

    private static Returned call(FakeJobs jobs, Namespace namespace, String method, Map<String, CimValue> given)
            throws CimFailure {
        return call(jobs, namespace, JobPaths.of(Scopes.of(namespace), FakeJobs.id(1)), method, given);
    }

    private static Map<String, CimValue> requesting(long state) {
        return Map.of("RequestedState", CimValue.uint16(state));
    }

    private static List<CimInstance> errors(CimValue texts, Namespace namespace) throws CimFailure {
        List<CimInstance> errors = new ArrayList<>();
        for (CimValue text : ((CimValue.Array) texts).elements()) {
            errors.add(EmbeddedText.read(text.text(), Scopes.of(namespace).schema()));
        }
        return errors;
    }

    @ParameterizedTest
    @CsvSource({
        // requested, what the job is asked, what it is then, answer of v1 and v2, answer of the cluster
        "2, GO_ON, RUNNING, 0, 0",
        "2, GO_ON, SUSPENDED, 4096, 0",
        "3, SUSPEND, SUSPENDED, 0, 0",
        "3, SUSPEND, RUNNING, 4096, 0",
        "4, CANCEL, TERMINATED, 0, 0",
        "4, CANCEL, SHUTTING_DOWN, 4096, 0",
        "5, KILL, KILLED, 0, 0",
        "5, KILL, SHUTTING_DOWN, 4096, 0"
    })
    void asksTheJobForEachTransition(long requested, String control, JobState then, long hosts, long cluster)
            throws CimFailure {
        for (Namespace namespace : List.of(Namespace.V1, Namespace.V2, Namespace.CLUSTER)) {
            FakeJobs jobs = having(JobState.RUNNING, List.of(), List.of());
            jobs.answering(Outcome.ok(
                    FakeJobs.job(JobKind.EXPORT, then, List.of(), List.of()).summary()));
            Returned returned = call(jobs, namespace, "RequestStateChange", requesting(requested));
            assertEquals(namespace == Namespace.CLUSTER ? cluster : hosts, returned.value());
            assertEquals(List.of(control + " anna"), jobs.asked());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_STATE_TRANSITION, 4097, 32775, 4",
        "INVALID_STATE, 4097, 32775, 4",
        "NOT_SUPPORTED, 1, 32770, 1",
        "STATUS_UNKNOWN, 2, 32771, 2",
        "TIMEOUT, 3, 32772, 3",
        "FAILED, 4, 32768, 4",
        "INVALID_PARAMETER, 5, 32773, 4",
        "INCORRECT_DATA_TYPE, 5, 32776, 4",
        "IN_USE, 6, 32774, 4",
        "ACCESS_DENIED, 32769, 32769, 6",
        "NOT_AVAILABLE, 32777, 32777, 32777",
        "OUT_OF_MEMORY, 32778, 32778, 32778",
        "FILE_IN_USE, 32779, 32779, 32779"
    })
    void answersARefusalInTheFamilyOfTheNamespace(ReturnCode code, long hosts, long cluster, long kill)
            throws CimFailure {
        Refusal refusal = new Refusal(code, "it is so", "do this");
        FakeJobs jobs = having(JobState.RUNNING, List.of(), List.of()).answering(Outcome.refused(refusal));
        for (Namespace namespace : List.of(Namespace.V1, Namespace.V2, Namespace.CLUSTER)) {
            Returned returned = call(jobs, namespace, "RequestStateChange", requesting(4));
            assertEquals(namespace == Namespace.CLUSTER ? cluster : hosts, returned.value());
            assertEquals(refusal, returned.why().orElseThrow());
        }
        assertEquals(
                kill,
                call(jobs, Namespace.CLUSTER, "KillJob", Map.of("DeleteOnKill", CimValue.of(true)))
                        .value());
    }

    @ParameterizedTest
    @CsvSource({"V1, 1, 5, 4098", "V2, 1, 5, 4098", "CLUSTER, 32770, 32773, 32770"})
    void refusesWhatNoJobCanDoWithoutAskingIt(Namespace namespace, long service, long unknown, long timed)
            throws CimFailure {
        FakeJobs jobs = having(JobState.RUNNING, List.of(), List.of());
        assertEquals(
                service,
                call(jobs, namespace, "RequestStateChange", requesting(6)).value());
        for (Map<String, CimValue> given : List.of(requesting(7), requesting(0), Map.<String, CimValue>of())) {
            assertEquals(
                    unknown, call(jobs, namespace, "RequestStateChange", given).value());
        }
        CimValue minute = CimValue.of(CimDateTime.of(Duration.ofMinutes(1)));
        assertEquals(
                timed,
                call(
                                jobs,
                                namespace,
                                "RequestStateChange",
                                Map.of("RequestedState", CimValue.uint16(4), "TimeoutPeriod", minute))
                        .value());
        assertEquals(List.of(), jobs.asked());
    }

    @Test
    void takesATimeoutOfZeroForNone() throws CimFailure {
        FakeJobs jobs = having(JobState.RUNNING, List.of(), List.of());
        jobs.answering(Outcome.ok(FakeJobs.job(JobKind.EXPORT, JobState.SUSPENDED, List.of(), List.of())
                .summary()));
        CimValue zero = CimValue.of(CimDateTime.of(Duration.ZERO));
        Map<String, CimValue> given = Map.of("RequestedState", CimValue.uint16(3), "TimeoutPeriod", zero);
        assertEquals(0, call(jobs, Namespace.V2, "RequestStateChange", given).value());
    }

    @ParameterizedTest
    @CsvSource({"V1, 1", "V2, 1", "CLUSTER, 0"})
    void killsAJobOnlyInTheCluster(Namespace namespace, long code) throws CimFailure {
        FakeJobs jobs = having(JobState.RUNNING, List.of(), List.of());
        assertEquals(code, call(jobs, namespace, "KillJob", Map.of()).value());
        assertEquals(code == 0 ? List.of("KILL anna") : List.of(), jobs.asked());
    }

    @Test
    void knowsNoJobThatIsNotThere() throws CimFailure {
        FakeJobs none = new FakeJobs(List.of(), Map.of());
        for (String method : List.of("RequestStateChange", "GetError", "GetErrorEx")) {
            refuses(CimStatus.NOT_FOUND, () -> call(none, Namespace.V2, method, requesting(4)), "there is no job");
        }
        assertEquals(7, call(none, Namespace.CLUSTER, "KillJob", Map.of()).value());
    }

    @ParameterizedTest
    @EnumSource(
            value = Namespace.class,
            names = {"V1", "V2", "CLUSTER"})
    void givesTheWholeChainAndTheFirstError(Namespace namespace) throws CimFailure {
        FakeJobs jobs = having(JobState.TERMINATED, CHAIN, List.of("a disk was left out"));
        Returned all = call(jobs, namespace, "GetErrorEx", Map.of());
        assertEquals(0, all.value());
        List<CimInstance> errors = errors(all.out().find("Errors").orElseThrow().value(), namespace);
        assertEquals(
                List.of(
                        "disk a.vhdx is in use by QEMU; stop the guest",
                        "left behind: /srv/csv1/x; remove it",
                        "a disk was left out"),
                errors.stream()
                        .map(error -> error.text("Message").orElseThrow())
                        .toList());
        CimInstance first = errors.getFirst();
        assertEquals("32774", first.text("MessageID").orElseThrow());
        assertEquals(List.of("stop the guest"), first.texts("RecommendedActions"));
        assertEquals(
                JobPaths.system(Scopes.of(namespace), FakeJobs.SYSTEM).toString(),
                first.text("ErrorSource").orElseThrow());
        boolean isCluster = namespace == Namespace.CLUSTER;
        assertEquals(isCluster ? 5 : 4, first.number("PerceivedSeverity").orElseThrow());
        assertEquals(
                isCluster ? 3 : 2, errors.getLast().number("PerceivedSeverity").orElseThrow());
        CimValue error = call(jobs, namespace, "GetError", Map.of())
                .out()
                .find("Error")
                .orElseThrow()
                .value();
        assertEquals(first, EmbeddedText.read(error.text(), Scopes.of(namespace).schema()));
    }

    @ParameterizedTest
    @EnumSource(
            value = Namespace.class,
            names = {"V1", "V2", "CLUSTER"})
    void givesNoErrorWhileNothingIsWrong(Namespace namespace) throws CimFailure {
        for (JobState state : List.of(JobState.RUNNING, JobState.COMPLETED)) {
            FakeJobs jobs = having(state, List.of(), List.of());
            for (String method : List.of("GetError", "GetErrorEx")) {
                Returned returned = call(jobs, namespace, method, Map.of());
                assertEquals(0, returned.value());
                assertTrue(returned.out().values().getFirst().value().isNull(), method);
            }
        }
    }

    @Test
    void givesWarningsOfAJobThatIsDone() throws CimFailure {
        FakeJobs jobs = having(JobState.COMPLETED_WITH_WARNINGS, List.of(), List.of("one", "two"));
        assertEquals(
                2,
                errors(
                                call(jobs, Namespace.V1, "GetErrorEx", Map.of())
                                        .out()
                                        .find("Errors")
                                        .orElseThrow()
                                        .value(),
                                Namespace.V1)
                        .size());
        assertTrue(call(jobs, Namespace.V1, "GetError", Map.of())
                .out()
                .find("Error")
                .orElseThrow()
                .value()
                .isNull());
        assertTrue(call(jobs, Namespace.V2, "GetError", Map.of())
                .out()
                .find("Error")
                .orElseThrow()
                .value()
                .text()
                .contains("one"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Namespace.class,
            names = {"V1", "V2", "CLUSTER"})
    void formatsErrorsWithTwoNewlinesBetween(Namespace namespace) throws CimFailure {
        FakeJobs jobs = having(JobState.EXCEPTION, CHAIN, List.of());
        CimValue errors = call(jobs, namespace, "GetErrorEx", Map.of())
                .out()
                .find("Errors")
                .orElseThrow()
                .value();
        ObjectPath service = HostPaths.managementService(Scopes.of(namespace));
        Returned returned = call(jobs, namespace, service, "FormatError", Map.of("Errors", errors));
        assertEquals(0, returned.value());
        assertEquals(
                "disk a.vhdx is in use by QEMU; stop the guest\n\nleft behind: /srv/csv1/x; remove it",
                returned.out().find("ErrorMessage").orElseThrow().value().text());
        refuses(
                CimStatus.INVALID_CLASS,
                () -> call(
                        jobs,
                        namespace,
                        service,
                        "FormatError",
                        Map.of("Errors", CimValue.strings(List.of("<INSTANCE CLASSNAME=\"Nothing\"/>")))),
                "Nothing");
    }
}
