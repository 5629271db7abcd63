package dev.ferry.endpoint.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ferry.journal.Examples;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.job.JobState;
import dev.ferry.model.job.JobSummary;
import dev.ferry.model.job.Progress;
import dev.ferry.model.node.Standing;
import dev.ferry.model.system.Reservation;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.system.VirtualSystem;
import dev.ferry.model.transfer.Assignment;
import dev.ferry.model.transfer.ImportInventory;
import dev.ferry.model.transfer.ImportedDefinition;
import dev.ferry.service.ImportService.Comparison;
import dev.ferry.service.SystemService.Seat;
import dev.ferry.view.JobKey;
import dev.ferry.view.SystemRow;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WritersTest {
    private static final PathTexts PATHS = place -> "/srv/" + place.volumeKey() + "/" + place.path();

    private final SystemJson systems = new SystemJson(PATHS, one -> new Seat("node-7", "simulated", null));
    private final JobJson jobs = new JobJson(PATHS);

    @Test
    void writesAJobWithTheFieldsOfTheReference() {
        ObjectNode job =
                jobs.of(JobSummary.of(DoorNode.begun(Examples.order()), new Progress(0, 10, 10, 5, 2), "node-2")
                        .orElseThrow());
        assertEquals(fieldsOf("Job"), names(job));
        assertEquals("Export Running Büro 7", text(job, "kind", "state", "systemName"));
        assertEquals("/srv/vol1/exports/b node-2 alice", text(job, "target", "node", "requestedBy"));
        assertEquals(Examples.AT.toString(), job.path("startedAt").asText());
        assertTrue(job.path("endedAt").isNull()
                && job.path("result").isNull()
                && job.path("waitsFor").isNull());
    }

    @Test
    void tellsWhatCameOfAJob() {
        JobSummary summary = new JobSummary(
                Examples.JOB,
                JobKind.EXPORT,
                JobState.EXCEPTION,
                "",
                new JobSummary.Scene(null, "", Examples.atLocal("e/x").toString(), "", "", "anna"),
                new JobSummary.Figures(100, 1, 2, 3, 4, -1, 0, 5, 6),
                new JobSummary.Story("", List.of("w"), List.of(Examples.REFUSAL), Examples.at("e/x"), Examples.SYSTEM),
                new JobSummary.Times(Examples.AT, Examples.AT));
        ObjectNode job = jobs.of(summary);
        assertEquals("/srv/scratch@node-2/e/x", job.path("target").asText());
        assertEquals("/srv/vol1/e/x", job.path("result").path("directory").asText());
        assertEquals(Examples.SYSTEM.value(), job.path("result").path("system").asText());
        assertEquals(32774, job.path("errors").path(0).path("code").asInt());
        assertTrue(job.path("remainingSeconds").isNull());
    }

    @Test
    void writesASystemWithTheFieldsOfTheReference() {
        for (VirtualSystem state : Examples.systems().subList(2, 3)) {
            ObjectNode system = systems.of(new SystemRow(Examples.SYSTEM, state, 9));
            assertEquals(fieldsOf("System"), names(system));
            assertEquals("Running Büro 7 node-7", text(system, "state", "name", "node"));
            assertEquals(Examples.JOB.value(), system.path("job").asText());
            assertEquals(
                    "/srv/vol1/disks/a.vhdx",
                    system.path("disks").path(0).path("path").asText());
            assertEquals("SCSI 0 1 DVD", text(system.path("disks").path(1), "controller", "slot", "kind"));
            assertEquals(
                    "lan",
                    system.path("networkAdapters").path(0).path("network").asText());
            assertEquals(
                    Examples.SNAPSHOT.value(),
                    system.path("snapshots").path(0).path("id").asText());
        }
    }

    @Test
    void tellsThatASystemsNodeIsAway() {
        SystemJson alone = new SystemJson(
                PATHS, _ -> new Seat("node-1", "", new Standing.Lost("node-1", "node node-1, which is lost", "")));
        ObjectNode system = alone.of(new SystemRow(Examples.SYSTEM, Examples.realized(null), 1));
        assertEquals("Unavailable", system.path("state").asText());
        assertTrue(system.path("stateNote").asText().contains("last Running"), system::toString);
    }

    @Test
    void showsWhatIsBeingMade() {
        var order = Examples.order(JobKind.DEFINE, Examples.assignments().get(2));
        var planned = new VirtualSystem.Planned(Examples.SYSTEM, 1, new Reservation(order, true), List.of());
        ObjectNode system = systems.of(new SystemRow(Examples.SYSTEM, planned, 1));
        assertTrue(system.path("planned").asBoolean());
        assertEquals(SystemState.SAVED.word(), system.path("state").asText());
        assertEquals(2, system.path("disks").size());
    }

    @Test
    void showsAPlannedSystemWithItsOwnerItsExpiryAndItsMissingSnapshots() {
        ObjectNode system = systems.of(new SystemRow(
                Examples.SYSTEM,
                new VirtualSystem.Drafted(Examples.SYSTEM, 1, Examples.planned(), null, List.of()),
                1));
        assertEquals(fieldsOf("System"), names(system));
        assertTrue(system.path("planned").asBoolean());
        assertEquals("alice 2026-11-21T10:15:30.123456789Z", text(system.path("plan"), "owner", "expiresAt"));
        assertEquals(
                "D:\\disks\\größe.vhdx",
                system.path("disks").path(0).path("path").asText());
        assertEquals("false", system.path("snapshots").path(0).path("missing").toString());
        assertEquals("true", system.path("snapshots").path(1).path("missing").toString());
        assertTrue(system.path("job").isNull());
    }

    @Test
    void reportsWhatAnImportWouldMake() {
        Assignment.Import wanted = (Assignment.Import) Examples.assignments().get(1);
        ReportJson reports = new ReportJson(PATHS, systems);
        ObjectNode report = reports.of(new Comparison(inventory(), Examples.SYSTEM, wanted, List.of()));
        assertEquals(fieldsOf("Report"), names(report));
        assertEquals("ok", report.path("manifest").asText());
        JsonNode disk = report.path("disks").path(0);
        assertEquals(
                "C:\\a.vhdx /srv/vol1/disks/a.vhdx /srv/vol1/exports/b/a.vhdx",
                text(disk, "current", "source", "target"));
        assertEquals("lan lan", text(report.path("networks").path(0), "from", "to"));
        assertEquals(
                "[\"careful\",\"there was no manifest\"]",
                report.path("warnings").toString());

        ObjectNode refused = reports.of(new Comparison(inventory(), Examples.SYSTEM, null, List.of(Examples.REFUSAL)));
        assertEquals("Büro 7", refused.path("system").path("name").asText());
        assertTrue(refused.path("disks").path(0).path("target").isNull());
        assertEquals(32774, refused.path("refusals").path(0).path("code").asInt());
    }

    @Test
    void writesProblemsWithTheirCode() {
        ObjectNode problem =
                Problem.of(new Refusal(ReturnCode.IN_USE, "m", "r")).json();
        assertEquals(fieldsOf("Problem"), names(problem));
        assertEquals(
                "urn:ferry:return-code:32774 System is in use 409 m 32774 r",
                text(problem, "type", "title", "status", "detail", "code", "remedy"));
        Problem unexpected = Problem.of(new IllegalStateException("the password is x"));
        assertEquals(500, unexpected.status());
        assertTrue(!unexpected.json().toString().contains("password"));
    }

    @Test
    void findsItsPlaceInAListAgain() {
        var row = new SystemRow(Examples.SYSTEM, Examples.realized(null), 1);
        assertEquals(row.key(), Pages.systemKey(Pages.token(row.key())));
        var key = new JobKey(Examples.AT, Examples.JOB);
        assertEquals(key, Pages.jobKey(Pages.token(key)));
        for (String bad : List.of("", "x", "c3lzdGVt", Pages.token(row.key()))) {
            assertThrows(RestRefused.class, () -> Pages.jobKey(bad), bad);
        }
    }

    private static ImportInventory inventory() {
        var drive = Examples.settings().drives().getFirst();
        var found = new ImportInventory.FoundDrive(
                drive.address(), drive.kind(), "C:\\a.vhdx", Examples.source(), 127L << 30);
        var definition = new ImportedDefinition(Examples.SYSTEM, null, "5.0", false, Examples.settings(), List.of());
        return new ImportInventory(
                Examples.at("exports/b"),
                new ImportInventory.Found(Examples.source(), definition, List.of(found), List.of()),
                List.of(),
                Examples.source(),
                false,
                null,
                List.of(),
                List.of("careful"));
    }

    private static List<String> fieldsOf(String schema) {
        return names((ObjectNode) OpenApi.read().at("/components/schemas/" + schema + "/properties"));
    }

    private static List<String> names(ObjectNode json) {
        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);
        return names.stream().sorted().toList();
    }

    private static String text(JsonNode json, String... fields) {
        return String.join(
                " ",
                List.of(fields).stream().map(field -> json.path(field).asText()).toList());
    }
}
