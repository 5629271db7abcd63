package dev.ferry.endpoint.rest;

import static dev.ferry.endpoint.rest.Replies.assertDetail;
import static dev.ferry.endpoint.rest.Replies.assertDryRun;
import static dev.ferry.endpoint.rest.Replies.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ferry.endpoint.rest.DoorNode.Reply;
import dev.ferry.journal.Examples;
import dev.ferry.model.Guid;
import dev.ferry.model.SystemId;
import dev.ferry.model.system.Placement;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.model.volume.VolumePath;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two nodes: systems of the second, some of them on its local volume. */
@Timeout(180)
class NodesTest {
    private static final String AWAY = "/api/v1/nodes/" + OtherMember.NODE;

    private DoorNode node;
    private OtherMember other;

    @BeforeEach
    void open() throws Exception {
        node = new DoorNode();
        other = new OtherMember(node);
        for (int i = 0; i < 12; i++) {
            node.seeds.system(system("shared-" + i, Examples.at("systems/" + i + "/x/x.xml")));
        }
        for (int i = 0; i < 3; i++) {
            node.seeds.system(system("bound-" + i, new VolumePath("local", OtherMember.NODE, i + "/x/x.xml")));
        }
        await(() -> status().equals("Up") && count("node=" + OtherMember.NODE) == 15);
    }

    @AfterEach
    void close() {
        other.close();
        node.close();
    }

    @Test
    void drainsANodeAndPutsItBack() throws Exception {
        assertProblem(node.send(node.as("vera", "POST", AWAY + "/drain", "{}")), 403, 32769);
        assertDryRun(node.send("POST", AWAY + "/drain?dryRun=true", "{}"), 0);
        assertEquals("Up", status());
        JsonNode drained = node.send("POST", AWAY + "/drain", "{}").body();
        assertEquals("Drained", drained.path("status").asText());
        assertEquals("anna", drained.path("drainedBy").asText());
        assertEquals(3, drained.path("stays").path("systemsTotal").asLong());
        assertEquals(
                "bound-0",
                drained.path("stays").path("systems").path(0).path("name").asText());
        await(() -> count("node=node-1") == 12);
        await(() -> count("node=" + OtherMember.NODE) == 3);
        assertEquals(15, count("state=Off"), "a drained node keeps what only it has, and can be reached");
        await(() -> show("node-1").path("systems").asInt() == 12);
        assertDetail(node.send("POST", "/api/v1/nodes/node-1/drain", "{}"), 409, 32775, "volume vol1");
        assertDryRun(node.send("POST", "/api/v1/nodes/node-1/drain?dryRun=true", "{}"), 32775);
        assertDetail(node.send("DELETE", AWAY, null), 409, 32775, "is there");
        assertEquals(
                "Up",
                node.send("POST", AWAY + "/resume", "{}").body().path("status").asText());
        await(() -> count("node=" + OtherMember.NODE) == 15);
        assertDetail(node.send("POST", "/api/v1/nodes/node-9/drain", "{}"), 404, 32773, "node-9");
    }

    @Test
    void showsWhatALostNodeAloneHadAsUnavailableAndWakesNobody() throws Exception {
        int before = node.woken.get();
        other.close();
        await(() -> count("state=Unavailable") == 3);
        await(() -> status().equals("Unreachable"));
        await(() -> count("node=node-1") == 12);
        await(() -> count("state=Off") == 12);
        assertEquals(15, count("name=*"));
        assertEquals(3, count("node=" + OtherMember.NODE + "&state=Unavailable"));
        Reply page = node.get("/api/v1/systems?state=Unavailable&limit=2");
        assertEquals(2, page.body().path("items").size());
        assertTrue(page.body().has("next"));
        JsonNode one = page.body().path("items").path(0);
        assertEquals("Unavailable", one.path("state").asText());
        assertEquals(
                "on node node-2, which is lost; it was last Off",
                one.path("stateNote").asText());
        assertEquals(before, node.woken.get(), "nobody was woken by the loss, nor by who looked");
        assertEquals(0, before);
    }

    @Test
    void forgetsALostNodeOnceNothingIsLostWithIt() throws Exception {
        other.close();
        await(() -> status().equals("Unreachable"));
        assertDetail(node.send("DELETE", AWAY, null), 409, 32774, "3 systems: 'bound-0' (");
        node.seeds.noSystems();
        assertDryRun(node.send("DELETE", AWAY + "?dryRun=true", null), 0);
        assertEquals(204, node.send("DELETE", AWAY, null).status());
        assertEquals(404, node.get(AWAY).status());
        await(() -> {
            int[] members = {0};
            node.cluster().state().getMembers().forEach(_ -> members[0]++);
            return members[0] == 1;
        });
        assertFalse(node.get("/api/v1/nodes").raw().body().contains("node-2"));
    }

    private String status() throws Exception {
        return show(OtherMember.NODE).path("status").asText();
    }

    private JsonNode show(String name) throws Exception {
        return node.get("/api/v1/nodes/" + name).body();
    }

    private int count(String query) throws Exception {
        return node.get("/api/v1/systems?" + query).body().path("items").size();
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.call()) {
            assertTrue(System.nanoTime() - deadline < 0, "it did not come to that in time");
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private static Realized system(String name, VolumePath definition) {
        return new Realized(
                new SystemId(Guid.derived(name)),
                1,
                Examples.settings().withName(name).withDrives(List.of()),
                SystemState.OFF,
                new Placement(OtherMember.NODE, definition),
                List.of(),
                null,
                List.of());
    }
}
