package dev.ferry.endpoint.rest;

import static dev.ferry.endpoint.rest.Replies.assertDetail;
import static dev.ferry.endpoint.rest.Replies.assertDryRun;
import static dev.ferry.endpoint.rest.Replies.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.actor.copy.Chore;
import dev.ferry.endpoint.rest.DoorNode.Reply;
import dev.ferry.journal.Examples;
import dev.ferry.model.Caller;
import dev.ferry.model.CommandId;
import dev.ferry.model.Guid;
import dev.ferry.model.SystemId;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.job.JobOrder;
import dev.ferry.model.system.Placement;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.model.transfer.ExportInventory;
import dev.ferry.model.transfer.ImportInventory;
import dev.ferry.model.transfer.ImportSettings;
import dev.ferry.model.transfer.ImportedDefinition;
import dev.ferry.model.transfer.TargetFolder;
import dev.ferry.model.volume.VolumePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ResourcesTest {
    private static final String NOBODY = Guid.derived("nobody");

    private DoorNode node;

    @BeforeEach
    void open() throws Exception {
        node = new DoorNode();
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void listsSystemsPageByPage() throws Exception {
        for (int i = 0; i < 5; i++) {
            node.seeds.system(system("web-" + i, i % 2 == 0 ? "node-1" : "node-away"));
        }
        assertEquals(5, node.get("/api/v1/systems").body().path("items").size());
        assertFalse(node.get("/api/v1/systems?limit=5").body().has("next"));
        List<String> names = new ArrayList<>();
        String query = "?limit=2";
        for (Reply page = node.get("/api/v1/systems" + query); ; page = node.get("/api/v1/systems" + query)) {
            page.body()
                    .path("items")
                    .forEach(item -> names.add(item.path("name").asText()));
            if (!page.body().has("next")) {
                break;
            }
            query = "?limit=2&after=" + page.body().path("next").asText();
        }
        assertEquals(List.of("web-0", "web-1", "web-2", "web-3", "web-4"), names);
        assertEquals(
                1, node.get("/api/v1/systems?name=WEB-3").body().path("items").size());
        assertEquals(
                2,
                node.get("/api/v1/systems?state=unavailable")
                        .body()
                        .path("items")
                        .size());
        assertEquals(
                3, node.get("/api/v1/systems?state=Off").body().path("items").size());
        assertDetail(node.get("/api/v1/systems?state=Of"), 422, 32773, "'state'");
        assertDetail(node.get("/api/v1/systems?limit=0"), 422, 32773, "'limit'");
        assertDetail(node.get("/api/v1/systems?limit=1001"), 422, 32773, "'limit'");
        assertDetail(node.get("/api/v1/systems?after=x"), 422, 32773, "'after'");
    }

    @Test
    void changesASystemOrTellsWhatWouldBe() throws Exception {
        Realized web = system("web", "node-1");
        node.seeds.system(web);
        String path = "/api/v1/systems/" + web.id();
        assertEquals(
                "web",
                node.send("PATCH", path, "{\"notes\": \"n\"}")
                        .body()
                        .path("name")
                        .asText());
        assertDryRun(node.send("PATCH", path + "?dryRun=true", "{\"processors\": 3}"), 0);
        assertDryRun(node.send("PATCH", path + "?dryRun=true", "{\"processors\": 999}"), 32773);
        assertDryRun(node.send("POST", path + "/state?dryRun=true", "{\"state\": \"running\"}"), 0);
        assertDryRun(node.send("POST", path + "/state?dryRun=true", "{\"state\": \"Paused\"}"), 32775);
        assertProblem(node.send("POST", path + "/state", "{\"state\": \"Running\", \"force\": true}"), 409, 32774);
        assertDetail(node.send("POST", path + "/state", "{\"state\": \"Starting\"}"), 422, 32773, "Starting");
        assertDetail(node.send("PATCH", path, "{}"), 422, 32773, "nothing");
    }

    @Test
    void answersAChangeWithTheSystemAfterItThoughTheListsAreLate() throws Exception {
        Realized before = system("web", "node-1");
        node.seeds.system(before);
        node.systems.put(before.id(), system("renamed", "node-1"));
        node.version = 2;
        Reply answer = node.send("PATCH", "/api/v1/systems/" + before.id(), "{\"name\": \"renamed\"}");
        assertEquals(200, answer.status(), answer::toString);
        assertEquals("renamed", answer.body().path("name").asText());
    }

    @Test
    void refusesWhateverWouldTouchASystemThatNobodyCanReach() throws Exception {
        Realized lost = system("web", "node-away");
        node.seeds.system(lost);
        node.systems.put(lost.id(), lost);
        String path = "/api/v1/systems/" + lost.id();
        String why = "the system 'web' is on node node-away, which is lost";
        assertEquals("Unavailable", node.get(path).body().path("state").asText());
        assertDetail(node.send("POST", path + "/export", "{\"directory\": \"e\"}"), 503, 32777, why);
        assertDetail(node.send("DELETE", path, null), 503, 32777, why);
        assertDryRun(node.send("PATCH", path + "?dryRun=true", "{\"processors\": 3}"), 32777);
        assertDryRun(node.send("POST", path + "/state?dryRun=true", "{\"state\": \"Running\"}"), 32777);
    }

    @Test
    void refusesAnImportUnderTheIdentityOfASystemThatNobodyCanReach() throws Exception {
        Realized lost = system("web", "node-away");
        node.seeds.system(lost);
        var definition = new ImportedDefinition(lost.id(), null, "9.0", true, lost.settings(), List.of());
        var found = new ImportInventory.Found(Examples.source(), definition, List.of(), List.of());
        var inventory = new ImportInventory(
                Examples.at("e/web"),
                found,
                List.of(),
                null,
                true,
                new TargetFolder(Examples.at("t/web"), null, 0),
                List.of(),
                List.of());
        var settings = new ImportSettings(
                false, false, "", Examples.at("t"), null, Map.of(), Map.of(), ImportSettings.Macs.KEEP, false);
        node.hands = _ -> new Chore.ImportFound(inventory, settings);
        assertDetail(
                node.send("POST", "/api/v1/imports", "{\"path\": \"e/web\", \"mode\": \"copy\"}"),
                409,
                32774,
                "belongs to the system 'web' on node node-away, which is lost");
    }

    @Test
    void submitsAnExportOnceForOneKey() throws Exception {
        Realized web = system("web", "node-1");
        node.seeds.system(web);
        node.systems.put(web.id(), web);
        node.hands = chore -> switch (chore) {
            case Chore.LookForExport _ -> new Chore.ExportFound(inventory());
            default -> new Chore.Refused(Examples.REFUSAL);
        };
        String path = "/api/v1/systems/" + web.id() + "/export";
        Reply dry = node.send("POST", path + "?dryRun=true", "{\"directory\": \"e\"}");
        assertDryRun(dry, 0);
        Reply first = keyed(path, "k", "{\"directory\": \"e\", \"replace\": false}");
        assertEquals(202, first.status(), first.raw()::body);
        assertEquals("/api/v1/jobs/" + first.body().path("id").asText(), first.header("Location"));
        assertEquals("anna", first.body().path("requestedBy").asText());
        assertTrue(first.body().path("target").asText().startsWith("/srv/vol1/"), first.raw()::body);
        Reply again = keyed(path, "k", "{\"replace\":false,\"directory\":\"e\"}");
        assertEquals(first.body().path("id"), again.body().path("id"));
        assertProblem(keyed(path, "k", "{\"directory\": \"other\"}"), 422, 32773);
        Reply other = keyed(path, "k2", "{\"directory\": \"e\"}");
        assertFalse(first.body().path("id").equals(other.body().path("id")));
        assertDetail(keyed(path, "x".repeat(201), "{\"directory\": \"e\"}"), 422, 32773, "Idempotency-Key");
        assertEquals(2, node.get("/api/v1/jobs").body().path("items").size());
    }

    @Test
    void submitsAMoveToANodeAFolderOrBoth() throws Exception {
        Realized web = system("web", "node-1");
        node.seeds.system(web);
        node.systems.put(web.id(), web);
        String path = "/api/v1/systems/" + web.id() + "/move";
        assertDryRun(node.send("POST", path + "?dryRun=true", "{\"node\": \"node-1\"}"), 0);
        assertDetail(node.send("POST", path, "{}"), 422, 32773, "where");
        assertProblem(node.send("POST", path, "{\"node\": \"nowhere\"}"), 503, 32777);
        assertProblem(node.send("POST", path, "{\"to\": \"x\"}"), 400, 32776);
        Reply first = keyed(path, "m", "{\"node\": \"node-1\"}");
        assertEquals(202, first.status(), first.raw()::body);
        assertEquals("Move", first.body().path("kind").asText());
        assertEquals(
                first.body().path("id"),
                keyed(path, "m", "{\"node\":\"node-1\"}").body().path("id"));
    }

    @Test
    void controlsJobsInTheNameOfTheCaller() throws Exception {
        node.seeds.job(DoorNode.begun(Examples.order()));
        String path = "/api/v1/jobs/" + Examples.JOB;
        for (String word : List.of("cancel", "suspend", "resume", "kill")) {
            assertEquals(200, node.send("POST", path + "/" + word, "{}").status());
            assertDryRun(node.send("POST", path + "/" + word + "?dryRun=true", ""), 0);
        }
        assertProblem(node.send("POST", path + "/retry", ""), 501, 32770);
        assertDryRun(node.send("POST", path + "/retry?dryRun=true", ""), 32770);
        long before = System.nanoTime();
        assertEquals(
                "Running", node.get(path + "?wait=300ms").body().path("state").asText());
        assertTrue(System.nanoTime() - before >= 300_000_000L);
        assertDetail(node.get(path + "?wait=soon"), 422, 32773, "30s");
    }

    @Test
    void listsJobsTheNewestFirst() throws Exception {
        for (int i = 0; i < 3; i++) {
            node.seeds.job(DoorNode.begun(new JobOrder(
                    new CommandId("c" + i),
                    new Caller("anna", "rest", ""),
                    JobKind.EXPORT,
                    Examples.SYSTEM,
                    "web-" + i,
                    "t",
                    Examples.assignments().getFirst(),
                    Examples.AT.plusSeconds(i))));
        }
        Reply page = node.get("/api/v1/jobs?limit=2");
        assertEquals(
                "web-2", page.body().path("items").path(0).path("systemName").asText());
        Reply rest = node.get(
                "/api/v1/jobs?limit=2&after=" + page.body().path("next").asText());
        assertEquals(
                "web-0", rest.body().path("items").path(0).path("systemName").asText());
        assertFalse(rest.body().has("next"));
        assertEquals(
                1,
                node.get("/api/v1/jobs?since=" + Examples.AT.plusSeconds(2))
                        .body()
                        .path("items")
                        .size());
        assertEquals(
                0,
                node.get("/api/v1/jobs?state=completed&all=true")
                        .body()
                        .path("items")
                        .size());
        assertEquals(
                3,
                node.get("/api/v1/jobs?system=" + Examples.SYSTEM)
                        .body()
                        .path("items")
                        .size());
        assertDetail(node.get("/api/v1/jobs?since=yesterday"), 422, 32773, "'since'");
        assertDetail(node.get("/api/v1/jobs?system=web"), 422, 32773, "'system'");
    }

    @Test
    void listsWhatTheClusterConsistsOf() throws Exception {
        node.hands = chore -> switch (chore) {
            case Chore.DescribeVolumes _, Chore.InitVolume _ ->
                new Chore.Volumes(List.of(new Chore.VolumeEntry(
                        "vol1", "node-1", false, "/srv/vol1", List.of("C:\\Ferry"), "Online", "", 100, 50)));
            case Chore.ListExports _ ->
                new Chore.Exports(List.of(
                        new Chore.ExportEntry(Examples.at("e/b"), "", "b", "", 2, 1, true, false),
                        new Chore.ExportEntry(Examples.at("e/a"), NOBODY, "a", "t", 2, 1, true, false)));
            case Chore.RemoveExport(var directory, var _) -> new Chore.FolderFound(Examples.at(directory), 7, "");
            default -> new Chore.Refused(Examples.REFUSAL);
        };
        var volume = node.get("/api/v1/volumes").body().path("items").path(0);
        assertEquals(4096, volume.path("reservedBytes").asLong());
        assertEquals(
                "/srv/vol1/disks/a.vhdx",
                volume.path("claims").path(0).path("path").asText());
        assertEquals(
                "job " + Examples.JOB,
                volume.path("claims").path(0).path("holder").asText());
        var self = node.get("/api/v1/nodes").body().path("items").path(0);
        assertEquals(
                "node-1 Up 1.2.3 simulated",
                String.join(
                        " ",
                        self.path("name").asText(),
                        self.path("status").asText(),
                        self.path("version").asText(),
                        self.path("hypervisor").asText()));
        assertEquals(
                "lan",
                node.get("/api/v1/networks")
                        .body()
                        .path("items")
                        .path(0)
                        .path("name")
                        .asText());
        Reply exports = node.get("/api/v1/exports?limit=1");
        assertEquals(
                "/srv/vol1/e/a",
                exports.body().path("items").path(0).path("directory").asText());
        Reply more = node.get(
                "/api/v1/exports?limit=1&after=" + exports.body().path("next").asText());
        assertEquals(
                "/srv/vol1/e/b",
                more.body().path("items").path(0).path("directory").asText());
        assertFalse(more.body().has("next"));
        assertEquals(
                204, node.send("DELETE", "/api/v1/exports?directory=e/a", null).status());
        Reply dry = node.send("DELETE", "/api/v1/exports?directory=e/a&dryRun=true", null);
        assertEquals(
                "removal of 7 files in /srv/vol1/e/a",
                dry.body().path("wouldBe").asText());
        assertDetail(node.send("DELETE", "/api/v1/exports", null), 422, 32773, "directory");
        String init = "{\"path\": \"/srv/vol1\", \"name\": \"vol1\"}";
        assertEquals(201, node.send("POST", "/api/v1/volumes", init).status());
        assertDryRun(node.send("POST", "/api/v1/volumes?dryRun=true", init), 0);
        assertDryRun(node.send("POST", "/api/v1/volumes?dryRun=true", init.replace("vol1\"}", "v\"}")), 32773);
    }

    private Reply keyed(String path, String key, String body) throws Exception {
        return node.send(node.as("anna", "POST", path, body).header("Idempotency-Key", key));
    }

    private static Realized system(String name, String home) {
        Realized example = Examples.realized(null);
        return new Realized(
                new SystemId(Guid.derived(name)),
                1,
                example.settings().withName(name),
                SystemState.OFF,
                new Placement(
                        home,
                        home.equals("node-away")
                                ? new VolumePath("local", home, name + "/Virtual Machines/" + name + ".xml")
                                : example.placement().definition()),
                List.of(),
                null,
                List.of());
    }

    private static ExportInventory inventory() {
        TargetFolder free = new TargetFolder(Examples.at("e/web"), null, 0);
        return new ExportInventory(List.of(Examples.source()), List.of(), free, null, List.of());
    }
}
