package dev.ferry.conformance;

import static dev.ferry.conformance.CimClient.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ferry.cim.method.Returned;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The checks of what is done with planned systems: REST tells what has become of the plan. */
record PlannedChecks(Ground ground) {
    private static final String SNAPSHOTS = "Msvm_VirtualSystemSnapshotService";

    /** By the class and the name of the method. */
    Map<String, MethodChecks.Check> all() {
        return Map.of(
                CimClient.SERVICE + ".DefinePlannedSystem",
                this::defines,
                CimClient.SERVICE + ".ImportSystemDefinition",
                this::imports,
                CimClient.SERVICE + ".ImportSnapshotDefinitions",
                this::importsSnapshots,
                CimClient.SERVICE + ".ValidatePlannedSystem",
                this::validates,
                CimClient.SERVICE + ".RealizePlannedSystem",
                this::realizes,
                "Msvm_PlannedComputerSystem.RequestStateChange",
                this::givesTheSavedStateUp,
                SNAPSHOTS + ".DestroySnapshot",
                client -> destroys(client, "DestroySnapshot", "AffectedSnapshot", List.of("second")),
                SNAPSHOTS + ".DestroySnapshotTree",
                client -> destroys(client, "DestroySnapshotTree", "SnapshotSettingData", List.of()));
    }

    /** A plan, and what lies in the folder that it was read from. */
    private record Plan(ObjectPath system, ForeignSystem from, String folder) {}

    private static Returned importing(CimClient client, ForeignSystem from, String folder, String snapshots)
            throws Exception {
        return client.call(
                "ImportSystemDefinition",
                given("SystemDefinitionFile", Ground.path(folder + "/Virtual Machines/" + from.id() + ".xml")),
                given("SnapshotFolder", snapshots),
                given("GenerateNewSystemIdentifier", CimValue.of(false)));
    }

    private Plan plan(CimClient client, boolean hasSnapshots) throws Exception {
        String folder = MethodChecks.fresh();
        ForeignSystem from = ForeignSystem.of(folder);
        from.makeAt(ground.volume().resolve(folder), folder);
        String snapshots = hasSnapshots ? Ground.path(folder + "/Snapshots") : "";
        CimInstance job = client.completed(importing(client, from, folder, snapshots));
        return new Plan(Plans.path(new Plans(client, ground).planned(job)), from, folder);
    }

    /** Of a client for whom nothing is switched off. */
    private CimClient whole(CimClient client) {
        return ground.in(client.namespace());
    }

    private JsonNode told(ObjectPath system) throws Exception {
        return ground.get("/systems/" + system.key("Name").text());
    }

    private List<String> snapshots(Plan plan, boolean isMissing) throws Exception {
        List<String> found = new ArrayList<>();
        told(plan.system()).path("snapshots").forEach(snapshot -> {
            if (snapshot.path("missing").asBoolean() == isMissing) {
                found.add(
                        snapshot.path("id").asText().equals(plan.from().first().value()) ? "first" : "second");
            }
        });
        return found.stream().sorted().toList();
    }

    private static ObjectPath defined(CimClient client, String name, String... disks) throws Exception {
        Returned answer = new Orders(client).define("DefinePlannedSystem", name, List.of(disks));
        assertEquals(0, answer.value(), answer::toString);
        return CimClient.path(answer, "ResultingSystem");
    }

    private void defines(CimClient client) throws Exception {
        String name = MethodChecks.fresh();
        ObjectPath planned = defined(client, name);
        Ground.becomes(name, () -> told(planned).path("name").asText());
        assertTrue(told(planned).path("planned").asBoolean());
    }

    private void imports(CimClient client) throws Exception {
        Plan plan = plan(client, false);
        assertEquals(ForeignSystem.NAME, told(plan.system()).path("name").asText());
        assertTrue(told(plan.system()).path("planned").asBoolean());
        Ground.becomes(List.of("first", "second"), () -> snapshots(plan, true));
    }

    private void importsSnapshots(CimClient client) throws Exception {
        Plan plan = plan(whole(client), false);
        client.completed(client.call(
                "ImportSnapshotDefinitions",
                given("PlannedSystem", plan.system()),
                given("SnapshotFolder", Ground.path(plan.folder() + "/Snapshots"))));
        Ground.becomes(List.of(), () -> snapshots(plan, true));
        Ground.becomes(List.of("first", "second"), () -> snapshots(plan, false));
    }

    private void validates(CimClient client) throws Exception {
        ObjectPath planned = defined(whole(client), MethodChecks.fresh(), Ground.path("nowhere.raw"));
        CimInstance job = client.ended(client.call("ValidatePlannedSystem", given("PlannedSystem", planned)));
        String error = ground.get("/jobs/" + job.text("InstanceID").orElseThrow())
                .path("errors")
                .toString();
        assertTrue(error.contains("60002"), error);
    }

    private void realizes(CimClient client) throws Exception {
        ObjectPath planned = defined(whole(client), MethodChecks.fresh());
        client.completed(client.call("RealizePlannedSystem", given("PlannedSystem", planned)));
        Ground.becomes(false, () -> told(planned).path("planned").asBoolean());
    }

    private void givesTheSavedStateUp(CimClient client) throws Exception {
        Plan plan = plan(whole(client), false);
        Ground.becomes("Saved", () -> told(plan.system()).path("state").asText());
        Returned answer = client.call(plan.system(), "RequestStateChange", given("RequestedState", CimValue.uint16(3)));
        assertEquals(0, answer.value(), answer::toString);
        Ground.becomes("Off", () -> told(plan.system()).path("state").asText());
    }

    /** The first, with or without what was taken on it. */
    private void destroys(CimClient client, String method, String parameter, List<String> left) throws Exception {
        Plan plan = plan(whole(client), true);
        Ground.becomes(List.of("first", "second"), () -> snapshots(plan, false));
        ObjectPath first = client.scope()
                .path(
                        "Msvm_VirtualSystemSettingData",
                        "InstanceID",
                        "Microsoft:" + plan.from().first());
        Returned answer = client.call(client.service(SNAPSHOTS), method, given(parameter, first));
        assertEquals(0, answer.value(), answer::toString);
        Ground.becomes(left, () -> snapshots(plan, false));
    }
}
