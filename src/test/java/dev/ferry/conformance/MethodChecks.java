package dev.ferry.conformance;

import static dev.ferry.conformance.CimClient.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ferry.cim.method.Returned;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimType;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** For each method that is served, by its namespace, class and name: a call, and a look by another way at what it did. */
final class MethodChecks {
    /** A client of the namespace, which may be one for whom the method is switched off. */
    @FunctionalInterface
    interface Check {
        void hold(CimClient client) throws Exception;
    }

    private static final String SYSTEM = "Msvm_ComputerSystem";
    private static final String JOB = "Msvm_ConcreteJob";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Ground ground;
    private final Map<String, Check> all = new TreeMap<>();

    private MethodChecks(Ground ground) {
        this.ground = ground;
    }

    /** A method that is new is a new line here. */
    static Map<String, Check> of(Ground ground) {
        MethodChecks checks = new MethodChecks(ground);
        for (Namespace namespace : List.of(Namespace.V1, Namespace.V2, Namespace.CLUSTER)) {
            checks.add(namespace, CimClient.SERVICE, "FormatError", MethodChecks::formatsErrors);
            checks.add(namespace, CimClient.SERVICE, "GetSummaryInformation", MethodChecks::summarizes);
            checks.add(namespace, CimClient.SERVICE, "ModifyServiceSettings", MethodChecks::keepsServiceSettings);
            checks.add(namespace, SYSTEM, "RequestStateChange", checks::changesState);
            checks.add(namespace, JOB, "RequestStateChange", MethodChecks::refusesToSuspendWhatHasEnded);
            checks.add(namespace, JOB, "GetError", client -> checks.tellsErrors(client, "GetError", "Error"));
            checks.add(namespace, JOB, "GetErrorEx", client -> checks.tellsErrors(client, "GetErrorEx", "Errors"));
            checks.add(namespace, JOB, "KillJob", MethodChecks::killsNothingThatHasEnded);
            new ResourceChecks(ground, namespace == Namespace.V1)
                    .all()
                    .forEach((method, check) -> checks.all.put(namespace + " " + method, check));
        }
        for (Namespace namespace : List.of(Namespace.V2, Namespace.CLUSTER)) {
            checks.add(namespace, CimClient.SERVICE, "DefineSystem", checks::definesAndDestroys);
            checks.add(namespace, CimClient.SERVICE, "DestroySystem", checks::definesAndDestroys);
            checks.add(namespace, CimClient.SERVICE, "ExportSystemDefinition", checks::exports);
            checks.add(namespace, CimClient.SERVICE, "ModifySystemSettings", checks::modifies);
            new PlannedChecks(ground).all().forEach((method, check) -> checks.all.put(namespace + " " + method, check));
            checks.add(
                    namespace, CimClient.SERVICE, "GetDefinitionFileSummaryInformation", checks::summarizesDefinitions);
        }
        checks.add(Namespace.V1, CimClient.SERVICE, "DefineVirtualSystem", checks::definesAndDestroys);
        checks.add(Namespace.V1, CimClient.SERVICE, "DestroyVirtualSystem", checks::definesAndDestroys);
        checks.add(Namespace.V1, CimClient.SERVICE, "ModifyVirtualSystem", checks::modifiesReferred);
        checks.add(Namespace.V1, CimClient.SERVICE, "ExportVirtualSystemEx", checks::exports);
        checks.add(Namespace.V1, CimClient.SERVICE, "ExportVirtualSystem", checks::exportsPlainly);
        checks.add(Namespace.V1, CimClient.SERVICE, "ImportVirtualSystem", checks::importsInPlace);
        checks.add(Namespace.V1, CimClient.SERVICE, "ImportVirtualSystemEx", checks::imports);
        checks.add(Namespace.V1, CimClient.SERVICE, "GetVirtualSystemImportSettingData", checks::offersImportSettings);
        checks.add(Namespace.CLUSTER, "Msvm_RedundancySet", "Failover", MethodChecks::namesTheWayInsteadOfFailover);
        return checks.all;
    }

    private void add(Namespace namespace, String className, String method, Check check) {
        all.put(namespace + " " + className + "." + method, check);
    }

    /** A name that nothing has yet. */
    static String fresh() {
        return "checked " + NUMBER.incrementAndGet();
    }

    private String name(ObjectPath system) throws IOException {
        return ground.get("/systems/" + system.key("Name").text()).path("name").asText();
    }

    private boolean isListed(ObjectPath system) throws IOException {
        return ground.list("/systems").stream()
                .anyMatch(
                        one -> one.path("id").asText().equals(system.key("Name").text()));
    }

    private void definesAndDestroys(CimClient client) throws Exception {
        Orders orders = new Orders(client);
        String name = fresh();
        ObjectPath system = orders.defined(name);
        Ground.becomes(name, () -> name(system));
        client.completed(orders.destroy(system));
        Ground.becomes(false, () -> isListed(system));
    }

    /** Defined by an administrator for whom nothing is switched off. */
    private ObjectPath system(CimClient client, String name) throws Exception {
        return new Orders(ground.in(client.namespace())).defined(name);
    }

    private void exports(CimClient client) throws Exception {
        String name = fresh();
        client.completed(new Orders(client).export(system(client, name), Ground.path(name), null));
        assertTrue(Files.exists(ground.volume().resolve(name).resolve("ferry.manifest.json")));
    }

    private void exportsPlainly(CimClient client) throws Exception {
        String name = fresh();
        client.completed(client.call(
                "ExportVirtualSystem",
                given("ComputerSystem", system(client, name)),
                given("CopyVmState", CimValue.of(true)),
                given("ExportDirectory", Ground.path("plainly"))));
        assertTrue(Files.exists(ground.volume().resolve("plainly/" + name + "/ferry.manifest.json")));
    }

    private String exported() throws Exception {
        CimClient v1 = ground.in(Namespace.V1);
        String name = fresh();

        v1.completed(new Orders(v1).export(system(v1, name), Ground.path(name), null));
        return name;
    }

    private void importsInPlace(CimClient client) throws Exception {
        String from = exported();
        CimInstance job = client.completed(client.call(
                "ImportVirtualSystem",
                given("ImportDirectory", Ground.path(from)),
                given("GenerateNewID", CimValue.of(true))));
        Ground.becomes(from, () -> name(client.affected(job)));
    }

    private void imports(CimClient client) throws Exception {
        String from = exported();
        CimInstance job =
                client.completed(new Orders(client).importing(Ground.path(from), given("Name", from + " again")));
        Ground.becomes(from + " again", () -> name(client.affected(job)));
    }

    private void offersImportSettings(CimClient client) throws Exception {
        String from = exported();
        Returned answer = client.call("GetVirtualSystemImportSettingData", given("ImportDirectory", Ground.path(from)));
        assertEquals(from, client.read(answer, "ImportSettingData").text("Name").orElseThrow());
    }

    private void modifies(CimClient client) throws Exception {
        ObjectPath system = system(client, fresh());
        String name = fresh();
        Returned answer = client.call(
                "ModifySystemSettings",
                given(
                        "SystemSettings",
                        client.text(
                                "Msvm_VirtualSystemSettingData",
                                given(
                                        "InstanceID",
                                        "Microsoft:" + system.key("Name").text()),
                                given("ElementName", name))));
        assertEquals(0, answer.value(), answer::toString);
        Ground.becomes(name, () -> name(system));
    }

    private void modifiesReferred(CimClient client) throws Exception {
        ObjectPath system = system(client, fresh());
        String name = fresh();
        Returned answer = client.call(
                "ModifyVirtualSystem",
                given("ComputerSystem", system),
                given(
                        "SystemSettingData",
                        client.text("Msvm_VirtualSystemGlobalSettingData", given("ElementName", name))));
        assertEquals(0, answer.value(), answer::toString);
        Ground.becomes(name, () -> name(system));
    }

    private void changesState(CimClient client) throws Exception {
        ObjectPath system = system(client, fresh());
        Returned answer = new Orders(client).state(system, 2);
        assertEquals(0, answer.value(), answer::toString);
        Ground.becomes(
                "Running", () -> ground.get("/systems/" + system.key("Name").text())
                        .path("state")
                        .asText());
    }

    private void summarizesDefinitions(CimClient client) throws Exception {
        ObjectPath system = system(client, fresh());
        String file = ground.get("/systems/" + system.key("Name").text())
                .path("definitionFile")
                .asText();
        Returned answer = client.call(
                "GetDefinitionFileSummaryInformation",
                given("DefinitionFiles", CimValue.strings(List.of(Path.of(file).toString()))));
        assertTrue(CimClient.value(answer, "SummaryInformation").text().contains(name(system)), answer::toString);
    }

    private static void summarizes(CimClient client) throws Exception {
        Returned answer = client.call(
                "GetSummaryInformation",
                given("RequestedInformation", CimValue.array(CimType.UINT32, List.of(CimValue.uint32(1)))));
        assertTrue(CimClient.value(answer, "SummaryInformation").text().contains("tree"), answer::toString);
    }

    private static void formatsErrors(CimClient client) throws Exception {
        String error = client.text("Msvm_Error", given("Message", "what went wrong"));
        Returned answer = client.call("FormatError", given("Errors", CimValue.strings(List.of(error, error))));
        assertEquals(
                "what went wrong\n\nwhat went wrong",
                CimClient.value(answer, "ErrorMessage").text());
    }

    private static void keepsServiceSettings(CimClient client) throws Exception {
        String shown = client.text(client.only("SELECT * FROM Msvm_VirtualSystemManagementServiceSettingData"));
        assertEquals(
                0,
                client.call("ModifyServiceSettings", given("SettingData", shown))
                        .value());
    }

    private static CimInstance failedJob(CimClient client) throws Exception {
        return client.all("SELECT * FROM Msvm_ConcreteJob WHERE JobState = 10").getFirst();
    }

    private void tellsErrors(CimClient client, String method, String parameter) throws Exception {
        JsonNode failed = ground.list("/jobs?all=true").stream()
                .filter(one -> one.path("kind").asText().equals("Import")
                        && one.path("state").asText().equals("Exception"))
                .findFirst()
                .orElseThrow();
        Returned answer = client.call(
                client.scope()
                        .path(
                                "Msvm_ConcreteJob",
                                "InstanceID",
                                failed.path("id").asText()),
                method);
        String told = failed.path("errors").path(0).path("code").asText();
        assertTrue(CimClient.value(answer, parameter).text().contains("<VALUE>" + told + "</VALUE>"), answer::toString);
    }

    private static void refusesToSuspendWhatHasEnded(CimClient client) throws Exception {
        Returned answer = client.call(
                failedJob(client).path().orElseThrow(),
                "RequestStateChange",
                given("RequestedState", CimValue.uint16(3)));
        assertTrue(answer.why().orElseThrow().message().contains("ended"), answer::toString);
    }

    private static void killsNothingThatHasEnded(CimClient client) throws Exception {
        Returned answer = client.call(failedJob(client).path().orElseThrow(), "KillJob");
        String why = answer.why().orElseThrow().toString();
        assertTrue(why.contains("ended") || why.contains("call RequestStateChange with 5"), answer::toString);
    }

    private static void namesTheWayInsteadOfFailover(CimClient client) throws Exception {
        Returned answer = client.call(client.service("Msvm_RedundancySet"), "Failover");
        assertEquals(1, answer.value());
        assertTrue(answer.why().orElseThrow().remedy().contains("drain the node"), answer::toString);
    }
}
