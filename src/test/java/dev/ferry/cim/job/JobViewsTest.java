package dev.ferry.cim.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.Scopes;
import dev.ferry.cim.object.ClassView;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.job.JobState;
import dev.ferry.model.job.JobSummary;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class JobViewsTest {
    private static final Refusal FULL =
            new Refusal(ReturnCode.FAILED, "volume csv1 is full", "make room on it, and retry");

    /** The instances of one class; the views of a namespace know how to make them. */
    @SuppressWarnings("unchecked")
    private static List<CimInstance> made(String className, JobEntry job, Namespace namespace) {
        return JobViews.views(namespace, new FakeJobs(List.of(job), Map.of())).stream()
                .filter(view -> view.className().equals(className))
                .flatMap(view -> ((ClassView<JobEntry>) view).instances(job, Scopes.of(namespace)).stream())
                .toList();
    }

    private static CimInstance one(JobEntry job, Namespace namespace) {
        return made(JobPaths.JOB, job, namespace).getFirst();
    }

    private static JobEntry in(JobState state) {
        boolean isFailed = state == JobState.TERMINATED || state == JobState.KILLED || state == JobState.EXCEPTION;
        List<String> warnings = state == JobState.COMPLETED_WITH_WARNINGS ? List.of("a disk was left out") : List.of();
        return FakeJobs.job(JobKind.EXPORT, state, isFailed ? List.of(FULL) : List.of(), warnings);
    }

    @ParameterizedTest
    @CsvSource({
        // state, JobState in v1, v2 and cluster, ErrorCode, OperationalStatus in v1 and elsewhere
        "NEW, 4, 4, 0, 2, 2",
        "STARTING, 4, 4, 0, 2, 2",
        "RUNNING, 4, 4, 0, 2, 2",
        "SUSPENDED, 5, 5, 0, 2, 2",
        "SHUTTING_DOWN, 4, 4, 0, 2, 2",
        "COMPLETED, 7, 7, 0, 2, 2",
        "COMPLETED_WITH_WARNINGS, 7, 32768, 0, 2, 3",
        "TERMINATED, 8, 8, 32768, 10, 10",
        "KILLED, 9, 9, 32768, 14, 14",
        "EXCEPTION, 10, 10, 32768, 6, 6"
    })
    void showsEachStateInTheNumbersOfItsNamespace(
            JobState state, long v1, long others, long errorCode, String v1Status, String otherStatus) {
        for (Namespace namespace : List.of(Namespace.V1, Namespace.V2, Namespace.CLUSTER)) {
            CimInstance job = one(in(state), namespace);
            boolean isV1 = namespace == Namespace.V1;
            assertEquals(isV1 ? v1 : others, job.number("JobState").orElseThrow());
            assertEquals(errorCode, job.number("ErrorCode").orElseThrow());
            assertEquals(
                    "{" + (isV1 ? v1Status : otherStatus) + "}",
                    job.value("OperationalStatus").text());
            boolean told = state.isEnd() && state != JobState.COMPLETED;
            assertEquals(told, job.text("ErrorDescription").isPresent());
            assertEquals(told, job.text("ErrorSummaryDescription").isPresent());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Namespace.class,
            names = {"V1", "V2", "CLUSTER"})
    void tellsWhatClientsPollFor(Namespace namespace) {
        CimInstance job = one(in(JobState.RUNNING), namespace);
        assertEquals(42, job.number("PercentComplete").orElseThrow());
        assertEquals("anna", job.text("Owner").orElseThrow());
        assertEquals("Copying", job.text("JobStatus").orElseThrow());
        assertEquals("Export Virtual Machine", job.text("Caption").orElseThrow());
        assertEquals("Export Virtual Machine 'Büro 7'", job.text("Name").orElseThrow());
        assertEquals(true, job.flag("Cancellable").orElseThrow());
        assertEquals("00000000000500.000000:000", job.value("TimeBeforeRemoval").text());
        assertEquals("20261120101529.123456+000", job.value("TimeSubmitted").text());
        assertEquals("20261120101531.123456+000", job.value("StartTime").text());
        assertEquals("00000000000129.000000:000", job.value("ElapsedTime").text());
        assertEquals(namespace == Namespace.V1 ? "" : "62", job.value("JobType").text());
        assertEquals(
                "//NODE-1/" + namespace.path() + ":Msvm_ConcreteJob.InstanceID=\"" + FakeJobs.id(1) + "\"",
                job.path().orElseThrow().standard());
    }

    @Test
    void countsNoTimeAfterTheEnd() {
        assertEquals(
                "00000000000059.000000:000",
                one(in(JobState.COMPLETED), Namespace.V2).value("ElapsedTime").text());
        assertEquals(
                "20261120101630.123456+000",
                one(in(JobState.COMPLETED), Namespace.V2)
                        .value("TimeOfLastStateChange")
                        .text());
    }

    @Test
    void saysWhatAJobWaitsForWhileItStaysRunning() {
        JobSummary.Story story =
                new JobSummary.Story("volume csv1 is full; make room", List.of(), List.of(), null, null);
        CimInstance job = one(FakeJobs.job(1, JobKind.EXPORT, JobState.RUNNING, story, FakeJobs.SYSTEM), Namespace.V1);
        assertEquals(4, job.number("JobState").orElseThrow());
        assertEquals(
                "Waiting: volume csv1 is full; make room", job.text("JobStatus").orElseThrow());
    }

    @Test
    void describesAFailureWithItsObjectAndItsRemedy() {
        CimInstance job = one(in(JobState.EXCEPTION), Namespace.V1);
        assertEquals(
                "volume csv1 is full; make room on it, and retry",
                job.text("ErrorDescription").orElseThrow());
        assertEquals("volume csv1 is full", job.text("ErrorSummaryDescription").orElseThrow());
    }

    @Test
    void describesAlsoAFailureThatNobodyExplained() {
        JobEntry job = FakeJobs.job(JobKind.EXPORT, JobState.KILLED, List.of(), List.of());
        String description = one(job, Namespace.V2).text("ErrorDescription").orElseThrow();
        assertTrue(description.contains("ended as Killed"), description);
    }

    @ParameterizedTest
    @CsvSource({
        "EXPORT, RUNNING, {2}",
        "EXPORT, EXCEPTION, {2}",
        "IMPORT, RUNNING, ",
        "IMPORT, EXCEPTION, ",
        "IMPORT, COMPLETED, {5}",
        "DEFINE, COMPLETED_WITH_WARNINGS, {5}",
        "REMOVE, RUNNING, {2}",
        "REMOVE, TERMINATED, {2}",
        "REMOVE, COMPLETED, "
    })
    void affectsTheSystemAsLongAsItIsThere(JobKind kind, JobState state, String effects) {
        JobEntry job = FakeJobs.job(kind, state, state == JobState.EXCEPTION ? List.of(FULL) : List.of(), List.of());
        for (Namespace namespace : List.of(Namespace.V1, Namespace.V2, Namespace.CLUSTER)) {
            List<CimInstance> affected = made(JobViews.AFFECTED, job, namespace);
            assertEquals(
                    effects == null ? List.of() : List.of(effects),
                    affected.stream()
                            .map(one -> one.value("ElementEffects").text())
                            .toList());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Namespace.class,
            names = {"V1", "V2", "CLUSTER"})
    void closesEveryAssociationOnAJobThatItsOtherEndFinds(Namespace namespace) throws Exception {
        JobEntry job = in(JobState.RUNNING);
        Scope scope = Scopes.of(namespace);
        JobRows rows = new JobRows(new FakeJobs(List.of(job), Map.of()));
        ObjectPath path = one(job, namespace).path().orElseThrow();
        CimInstance affected = made(JobViews.AFFECTED, job, namespace).getFirst();
        assertEquals(path, affected.reference("AffectingElement").orElseThrow());
        List<CimInstance> owning = made(JobViews.OWNING, job, namespace);
        assertEquals(namespace == Namespace.V1 ? 0 : 1, owning.size());
        for (CimInstance one : owning) {
            assertEquals(path, one.reference("OwnedElement").orElseThrow());
            ObjectPath service = one.reference("OwningElement").orElseThrow();
            assertTrue(rows.concernedBy(scope, service).isEmpty(), "the service has all jobs");
            assertEquals(
                    List.of(job),
                    rows.concernedBy(scope, one.path().orElseThrow()).orElseThrow());
        }
        for (ObjectPath end : List.of(
                path,
                affected.path().orElseThrow(),
                affected.reference("AffectedElement").orElseThrow())) {
            assertEquals(List.of(job), rows.concernedBy(scope, end).orElseThrow(), end.toString());
        }
        assertEquals(CimValue.none(), affected.value("OtherElementEffectsDescriptions"));
    }
}
