package dev.ferry.endpoint.rest;

import static dev.ferry.endpoint.rest.Replies.assertDetail;
import static dev.ferry.endpoint.rest.Replies.assertDryRun;
import static dev.ferry.endpoint.rest.Replies.assertProblem;
import static dev.ferry.testkit.Samples.WEB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.actor.copy.Chore;
import dev.ferry.endpoint.rest.DoorNode.Reply;
import dev.ferry.journal.Examples;
import dev.ferry.model.system.PlannedSystem;
import dev.ferry.model.system.VirtualSystem.Drafted;
import dev.ferry.model.transfer.DefinitionInventory;
import dev.ferry.testkit.JobStories;
import dev.ferry.testkit.PlannedSamples;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A planned system from its definition to its end, as operators see it. */
@Timeout(120)
class PlannedTest {
    private static final String PATH = "/api/v1/systems/" + WEB;

    private DoorNode node;

    @BeforeEach
    void open() throws Exception {
        node = new DoorNode();
        node.hands = chore -> switch (chore) {
            case Chore.LookForDefinition _ ->
                new Chore.DefinitionFound(new DefinitionInventory(
                        PlannedSamples.definitionFile(),
                        PlannedSamples.definition(null, true),
                        List.of(),
                        null,
                        List.of()));
            case Chore.LookForSnapshots _ ->
                new Chore.SnapshotsFound(List.of(new DefinitionInventory.FoundSnapshot(
                        PlannedSamples.snapshotFile(), PlannedSamples.found().definition())));
            case Chore.LookForPlanned _ -> new Chore.PlannedFound(JobStories.plannedInventory(Set.of("lan")));
            default -> new Chore.Refused(Examples.REFUSAL);
        };
    }

    @AfterEach
    void close() {
        node.close();
    }

    private void planned() {
        PlannedSystem like = PlannedSamples.web();
        PlannedSystem here = new PlannedSystem(
                new PlannedSystem.Origin(
                        DoorNode.NODE, like.origin().definition(), like.origin().snapshotFolder(), WEB),
                like.definition(),
                like.snapshots(),
                like.home(),
                like.keeping(),
                like.revision());
        node.draft = new Drafted(WEB, 1, here, null, List.of());
        node.seeds.drafted(node.draft);
    }

    @Test
    void plansASystemOfADefinition() throws Exception {
        String body = "{\"plan\": true, \"path\": \"e/web.xml\", \"snapshots\": \"e\"}";
        assertDryRun(node.send("POST", "/api/v1/imports?dryRun=true", body), 0);
        Reply job = node.send("POST", "/api/v1/imports", body);
        assertEquals(202, job.status(), job.raw()::body);
        assertEquals("Plan", job.body().path("kind").asText());
        assertEquals(WEB.value(), job.body().path("system").asText());
        String more = body.replace("}", ", \"mode\": \"copy\"}");
        assertDetail(node.send("POST", "/api/v1/imports", more), 422, 32773, "only path");
        assertProblem(node.send("POST", "/api/v1/imports/compare", body), 422, 32773);
        assertProblem(node.send("POST", "/api/v1/imports", "{\"path\": \"e\", \"snapshots\": \"e\"}"), 422, 32773);
    }

    @Test
    void tellsAllThatIsWrongByAJob() throws Exception {
        planned();
        Reply job = node.send("POST", PATH + "/validate", null);
        assertEquals(202, job.status(), job.raw()::body);
        assertEquals("Validate", job.body().path("kind").asText());
        assertTrue(job.body().path("errors").path(0).path("message").asText().startsWith("33012: "), job.raw()::body);
        assertTrue(job.body().path("warnings").path(0).asText().startsWith("60010: "), job.raw()::body);
    }

    @Test
    void realizesWhatNothingBlocks() throws Exception {
        planned();
        assertDetail(node.send("POST", PATH + "/realize", null), 409, 32775, "33012");
        assertDryRun(node.send("POST", PATH + "/realize?dryRun=true", null), 32775);
        node.send("PATCH", PATH, "{\"networks\": {\"Production\": \"lan\"}}");
        Reply job = node.send("POST", PATH + "/realize", null);
        assertEquals(202, job.status(), job.raw()::body);
        assertEquals("Realize", job.body().path("kind").asText());
    }

    @Test
    void takesSnapshotsOfTheSystemLater() throws Exception {
        planned();
        Reply job = node.send("POST", PATH + "/snapshots", "{\"directory\": \"e\"}");
        assertEquals(202, job.status(), job.raw()::body);
        assertEquals("AddSnapshots", job.body().path("kind").asText());
        assertDetail(node.send("POST", PATH + "/snapshots", "{}"), 422, 32773, "directory");
    }

    @Test
    void repairsAPlannedSystem() throws Exception {
        planned();
        String disks = "{\"disks\": [{\"current\": \"c:\\\\DISKS\\\\disk0.vhdx\", \"path\": \"/srv/a.vhdx\"}]}";
        assertDryRun(node.send("PATCH", PATH + "?dryRun=true", disks), 0);
        Reply repaired = node.send("PATCH", PATH, disks);
        assertEquals(200, repaired.status(), repaired.raw()::body);
        assertEquals(
                "/srv/a.vhdx",
                repaired.body().path("disks").path(0).path("path").asText());
        assertEquals(
                "/srv/a.vhdx",
                node.draft
                        .planned()
                        .foundSnapshots()
                        .getFirst()
                        .definition()
                        .drives()
                        .getFirst()
                        .path());
        assertDetail(node.send("PATCH", PATH, disks), 422, 32773, "no drive");
        assertDetail(node.send("PATCH", PATH, "{\"removeSnapshots\": [\"x\"]}"), 422, 32773, "no id");
        Reply gone = node.send(
                "PATCH",
                PATH,
                "{\"removeSnapshots\": [\"" + PlannedSamples.found().id() + "\"], \"home\": \"/srv/h\"}");
        assertEquals(0, gone.body().path("snapshots").size(), gone.raw()::body);
        assertEquals("/srv/h", node.draft.planned().home());
    }

    @Test
    void dropsAPlannedSystemAtOnce() throws Exception {
        planned();
        assertDetail(node.send("DELETE", PATH + "?deleteDisks=true", null), 422, 32773, "owns no disks");
        assertDryRun(node.send("DELETE", PATH + "?dryRun=true", null), 0);
        assertEquals(204, node.send("DELETE", PATH, null).status());
        assertNull(node.draft);
        assertProblem(node.get(PATH), 404, 32773);
    }

    @Test
    void refusesARepairOfARealizedSystem() throws Exception {
        node.seeds.system(Examples.realized(null));
        String path = "/api/v1/systems/" + Examples.SYSTEM;
        assertDetail(node.send("PATCH", path, "{\"home\": \"/srv/h\"}"), 409, 32775, "is realized");
    }
}
