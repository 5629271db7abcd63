package dev.ferry.cim.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.Scopes;
import dev.ferry.cim.object.ClassView;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.text.EmbeddedText;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.model.Guid;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SnapshotId;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.job.JobState;
import dev.ferry.model.transfer.Incompatibility;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What jobs of planned systems tell. */
@Timeout(60)
class PlannedJobsTest {
    private static final Refusal FULL = Refusal.of(ReturnCode.FAILED, "volume csv1 is full", "make room on it");
    private static final SnapshotId SNAPSHOT = new SnapshotId(Guid.derived("snapshot"));
    private static final Incompatibility SWITCH = new Incompatibility(
            Incompatibility.Kind.NETWORK_MISSING, "lan", "could not find the switch 'lan'", "connect it to another");
    private static final Incompatibility NAME = new Incompatibility(
            Incompatibility.Kind.NAME_TAKEN, "D351", "another has the name", "give it another name");

    private static JobEntry job(JobKind kind, JobState state, JobDetails details) {
        List<Refusal> errors = state == JobState.EXCEPTION
                ? kind == JobKind.VALIDATE ? List.of(SWITCH.refusal()) : List.of(FULL)
                : List.of();
        List<String> warnings = kind == JobKind.VALIDATE ? List.of(NAME.text()) : List.of();
        JobEntry plain = FakeJobs.job(kind, state, errors, warnings);
        return new JobEntry(plain.summary(), plain.key(), plain.cancellable(), plain.seenAt(), details);
    }

    @SuppressWarnings("unchecked")
    private static List<String> affected(JobEntry job, Namespace namespace) {
        return JobViews.views(namespace, new FakeJobs(List.of(job), Map.of())).stream()
                .filter(view -> view.className().equals(JobViews.AFFECTED))
                .flatMap(view -> ((ClassView<JobEntry>) view).instances(job, Scopes.of(namespace)).stream())
                .map(link -> link.reference("AffectedElement").orElseThrow().className() + " "
                        + link.value("ElementEffects").text())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "PLAN, RUNNING, ",
        "PLAN, EXCEPTION, ",
        "PLAN, COMPLETED, Msvm_PlannedComputerSystem {5}",
        "VALIDATE, RUNNING, Msvm_PlannedComputerSystem {2}",
        "VALIDATE, EXCEPTION, Msvm_PlannedComputerSystem {2}",
        "REALIZE, RUNNING, Msvm_PlannedComputerSystem {2}",
        "REALIZE, EXCEPTION, Msvm_PlannedComputerSystem {2}",
        "REALIZE, COMPLETED_WITH_WARNINGS, Msvm_ComputerSystem {5}"
    })
    void affectsTheSystemAsWhatItIsThen(JobKind kind, JobState state, String wanted) {
        JobEntry job = job(kind, state, JobDetails.NONE);
        List<String> all = wanted == null ? List.of() : List.of(wanted);
        assertEquals(all, affected(job, Namespace.V2));
        assertEquals(all, affected(job, Namespace.CLUSTER));
        assertEquals(
                all.stream().filter(one -> !one.contains("Planned")).toList(),
                affected(job, Namespace.V1),
                "there are no planned systems in v1");
    }

    @Test
    void namesTheSnapshotsThatItHasGivenToTheSystem() {
        JobDetails details = new JobDetails(List.of(), List.of(SNAPSHOT));
        assertEquals(
                List.of("Msvm_PlannedComputerSystem {2}", "Msvm_VirtualSystemSettingData {5}"),
                affected(job(JobKind.ADD_SNAPSHOTS, JobState.COMPLETED, details), Namespace.V2));
        assertEquals(
                List.of("Msvm_PlannedComputerSystem {2}"),
                affected(job(JobKind.ADD_SNAPSHOTS, JobState.RUNNING, details), Namespace.V2));
    }

    @Test
    void isFoundByTheSettingsThatItAffects() throws CimFailure {
        JobEntry job = job(JobKind.ADD_SNAPSHOTS, JobState.COMPLETED, new JobDetails(List.of(), List.of(SNAPSHOT)));
        JobRows rows = new JobRows(new FakeJobs(List.of(job), Map.of()));
        Scope scope = Scopes.of(Namespace.V2);
        assertEquals(
                List.of(job),
                rows.concernedBy(scope, JobPaths.settings(scope, SNAPSHOT)).orElseThrow());
    }

    @ParameterizedTest
    @EnumSource(
            value = Namespace.class,
            names = {"V2", "CLUSTER"})
    void tellsEachProblemOfAValidationByItsOwnNumberAndObject(Namespace namespace) throws CimFailure {
        JobEntry job = job(JobKind.VALIDATE, JobState.EXCEPTION, new JobDetails(List.of(SWITCH, NAME), List.of()));
        List<String> texts = JobErrors.texts(job, Scopes.of(namespace));
        assertEquals(2, texts.size());
        CimInstance blocking =
                EmbeddedText.read(texts.getFirst(), Scopes.of(namespace).schema());
        assertEquals("33012", blocking.text("MessageID").orElseThrow());
        assertEquals(
                "could not find the switch 'lan'; connect it to another",
                blocking.text("Message").orElseThrow());
        assertEquals(List.of("lan"), blocking.texts("MessageArguments"));
        assertEquals(List.of("connect it to another"), blocking.texts("RecommendedActions"));
        assertEquals(
                JobPaths.planned(Scopes.of(namespace), FakeJobs.SYSTEM).toString(),
                blocking.text("ErrorSource").orElseThrow());
        CimInstance warning =
                EmbeddedText.read(texts.getLast(), Scopes.of(namespace).schema());
        assertEquals("60014", warning.text("MessageID").orElseThrow());
        assertEquals(List.of("D351"), warning.texts("MessageArguments"));
        assertEquals(
                namespace == Namespace.CLUSTER ? 3 : 2,
                warning.number("PerceivedSeverity").orElseThrow());
    }
}
