package dev.ferry.cim.management;

import static dev.ferry.cim.management.Calls.call;
import static dev.ferry.cim.management.Calls.system;
import static dev.ferry.cim.management.Calls.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.method.MethodTable;
import dev.ferry.cim.method.Returned;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.value.CimInstance.Property;
import dev.ferry.journal.Examples;
import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.job.JobState;
import dev.ferry.model.job.JobSummary;
import dev.ferry.service.FrontDesk;
import dev.ferry.service.Submission;
import dev.ferry.service.Submitted;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class ManagementMethodsTest {
    /** Nobody stands behind it: what is refused before anybody is asked is told all the same. */
    private static MethodTable tied(Namespace namespace) {
        MethodTable table = new MethodTable();
        ManagementMethods.tie(
                namespace,
                table,
                new FrontDesk(null, null, null, null, null, null, null),
                new Surroundings(
                        (_, _) -> Outcome.refused(Examples.REFUSAL),
                        (_, _) -> Outcome.refused(Examples.REFUSAL),
                        (_, _) -> null,
                        _ -> CompletableFuture.completedFuture(Outcome.ok(Optional.empty())),
                        (_, _) -> Optional.empty()));
        return table;
    }

    @ParameterizedTest
    @CsvSource({
        "V1, ExportVirtualSystem, 32773",
        "V1, ExportVirtualSystemEx, 32773",
        "V1, ImportVirtualSystem, 32773",
        "V1, ImportVirtualSystemEx, 32773",
        "V1, GetVirtualSystemImportSettingData, 32773",
        "V1, DefineVirtualSystem, 32773",
        "V1, DestroyVirtualSystem, 32773",
        "V1, ModifyVirtualSystem, 32773",
        "V1, ModifyServiceSettings, 32773",
        "V2, ExportSystemDefinition, 32773",
        "V2, GetDefinitionFileSummaryInformation, 32773",
        "V2, DefineSystem, 32773",
        "V2, DestroySystem, 32773",
        "V2, ModifySystemSettings, 32773",
        "V2, ModifyServiceSettings, 32773",
        "V2, ImportSystemDefinition, 32773",
        "V2, ImportSnapshotDefinitions, 32773",
        "V2, ValidatePlannedSystem, 32773",
        "V2, RealizePlannedSystem, 32773",
        "V2, DefinePlannedSystem, 32773",
        "CLUSTER, ImportSystemDefinition, 32773",
        "CLUSTER, ImportSnapshotDefinitions, 32773",
        "CLUSTER, ValidatePlannedSystem, 32773",
        "CLUSTER, RealizePlannedSystem, 32773",
        "CLUSTER, DefinePlannedSystem, 32773",
        "CLUSTER, ExportSystemDefinition, 32773",
        "CLUSTER, GetDefinitionFileSummaryInformation, 32773",
        "CLUSTER, DefineSystem, 32773",
        "CLUSTER, DestroySystem, 32773",
        "CLUSTER, ModifySystemSettings, 32773",
        "CLUSTER, ModifyServiceSettings, 32773"
    })
    void refusesACallThatSaysNothing(Namespace namespace, String method, long value) throws CimFailure {
        Returned returned =
                tied(namespace).find(Calls.SERVICE, method).orElseThrow().call(call(namespace, method));

        assertEquals(value, returned.value());
        assertTrue(returned.why().orElseThrow().message().contains("was not given"), returned::toString);
    }

    @ParameterizedTest
    @CsvSource({"V2", "CLUSTER"})
    void servesPlannedSystemsWhereThereAreAny(Namespace namespace) {
        MethodTable table = tied(namespace);
        for (String method : List.of("DestroySnapshot", "DestroySnapshotTree")) {
            assertTrue(table.find("Msvm_VirtualSystemSnapshotService", method).isPresent(), method);
        }
        assertTrue(
                table.find("Msvm_PlannedComputerSystem", "RequestStateChange").isPresent());
        assertTrue(
                tied(Namespace.V1).find(Calls.SERVICE, "ImportSystemDefinition").isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"V1", "V2", "CLUSTER"})
    void changesTheStateOfSystemsInEveryNamespaceThatHasThem(Namespace namespace) {
        assertTrue(tied(namespace)
                .find("Msvm_ComputerSystem", "RequestStateChange")
                .isPresent());
    }

    @Test
    void refusesToExportASystemThatIsNotThere() throws CimFailure {
        Returned returned = tied(Namespace.V2)
                .find(Calls.SERVICE, "ExportSystemDefinition")
                .orElseThrow()
                .call(call(
                        Namespace.V2,
                        "ExportSystemDefinition",
                        system("ComputerSystem"),
                        text("ExportDirectory", "D:\\exports")));

        assertEquals(ReturnCode.INVALID_PARAMETER.number(), returned.value());
        assertTrue(returned.why().orElseThrow().message().contains(Calls.SYSTEM), returned::toString);
    }

    @Test
    void answersASubmitWithThePathOfItsJob() {
        JobSummary job = new JobSummary(Examples.JOB, JobKind.EXPORT, JobState.RUNNING, "", null, null, null, null);
        Returned returned = Replies.job(Calls.scope(Namespace.V2), Outcome.ok(new Submitted.Started(job)));

        assertEquals(4096, returned.value());
        assertEquals(
                "\\\\NODE-1\\root\\virtualization\\v2:Msvm_ConcreteJob.InstanceID=\"" + Examples.JOB + "\"",
                returned.out().find("Job").map(Property::value).orElseThrow().text());
    }

    @Test
    void answersARefusalWithItsNumberAndItsReason() {
        Refusal refusal = Refusal.of(ReturnCode.IN_USE, "it is taken", "");
        Returned returned = Replies.job(Calls.scope(Namespace.V1), Outcome.refused(refusal));

        assertEquals(32774, returned.value());
        assertEquals(Optional.of(refusal), returned.why());
        assertEquals(List.of(), returned.out().values());
    }

    @Test
    void makesEachCallAWishOfItsOwn() throws CimFailure {
        Submission submission = Replies.submission(call(Namespace.V1, "ImportVirtualSystem"));

        assertEquals("", submission.key());
        assertEquals("anna", submission.caller().principal());
        assertEquals("CIM ImportVirtualSystem", submission.operation());
        assertThrows(
                IllegalStateException.class,
                () -> Replies.job(Calls.scope(Namespace.V1), Outcome.ok(new Submitted.WouldStart("it"))));
    }
}
