package dev.ferry.conformance;

import static dev.ferry.conformance.CimClient.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ferry.cim.CimFailure;
import dev.ferry.cim.method.Returned;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimInstance.Property;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The checks of what systems are given and lose: devices and items for their guests. REST tells what they have then. */
record ResourceChecks(Ground ground, boolean isFirst) {
    private static final String ADAPTER = "Msvm_SyntheticEthernetPortSettingData";

    /** By the class and the name of the method. */
    Map<String, MethodChecks.Check> all() {
        Map<String, MethodChecks.Check> all = new TreeMap<>();
        all.put(service(resources("Add")), this::adds);
        all.put(service(resources("Modify")), this::modifies);
        all.put(service(resources("Remove")), this::removes);
        all.put(service("AddKvpItems"), client -> keeps(client, "AddKvpItems"));
        all.put(service("ModifyKvpItems"), client -> keeps(client, "ModifyKvpItems"));
        all.put(service("RemoveKvpItems"), client -> keeps(client, "RemoveKvpItems"));
        if (!isFirst) {
            all.put(service("GetSizeOfSystemFiles"), this::tellsSizes);
        }
        return all;
    }

    private static String service(String method) {
        return CimClient.SERVICE + "." + method;
    }

    private String resources(String verb) {
        return verb + (isFirst ? "VirtualSystemResources" : "ResourceSettings");
    }

    private void adds(CimClient client) throws Exception {
        ObjectPath system = defined(client);
        added(client, system);
        assertEquals(List.of("second"), adapters(system));
    }

    private void removes(CimClient client) throws Exception {
        ObjectPath system = defined(client);
        ObjectPath adapter = added(whole(client), system);
        client.completed(call(client, "Remove", "TargetSystem", system, CimValue.references(List.of(adapter))));
        assertEquals(List.of(), adapters(system));
    }

    private void modifies(CimClient client) throws Exception {
        ObjectPath system = defined(client);
        CimInstance memory = client.all(
                        "SELECT * FROM Msvm_MemorySettingData WHERE InstanceID LIKE '%" + guid(system) + "%'")
                .getFirst();
        String changed = client.text(memory.with("VirtualQuantity", CimValue.uint64(640)));
        client.completed(call(client, "Modify", "ComputerSystem", system, CimValue.strings(List.of(changed))));
        assertEquals(640L << 20, told(system).path("memoryBytes").asLong());
    }

    private ObjectPath added(CimClient client, ObjectPath system) throws CimFailure {
        String adapter = client.text(ADAPTER, given("ElementName", "second"));
        Property target = isFirst
                ? given("TargetSystem", system)
                : given(
                        "AffectedConfiguration",
                        ObjectPath.of("Msvm_VirtualSystemSettingData", "InstanceID", "Microsoft:" + guid(system)));
        Returned answer = client.call(resources("Add"), target, given(parameter(), CimValue.strings(List.of(adapter))));
        client.completed(answer);
        return client.all("SELECT * FROM " + ADAPTER + " WHERE InstanceID LIKE '%" + guid(system) + "%'")
                .getFirst()
                .path()
                .orElseThrow();
    }

    private String parameter() {
        return isFirst ? "ResourceSettingData" : "ResourceSettings";
    }

    /** In the first namespace, the system is named beside what is meant of it. */
    private Returned call(CimClient client, String verb, String whose, ObjectPath system, CimValue meant)
            throws CimFailure {
        List<Property> given = new ArrayList<>(List.of(given(parameter(), meant)));
        if (isFirst) {
            given.add(given(whose, system));
        }
        return client.call(resources(verb), given.toArray(Property[]::new));
    }

    /** Adds, changes and takes away, the last step with the client that is checked. */
    private void keeps(CimClient client, String last) throws Exception {
        ObjectPath system = defined(client);
        if (!last.equals("AddKvpItems")) {
            assertEquals(0, item(whole(client), "AddKvpItems", system, "azure").value());
        }
        assertEquals(0, item(client, last, system, "crimson").value());
        assertEquals(
                last.equals("RemoveKvpItems") ? "" : "crimson",
                told(system).path("items").path("colour").asText());
    }

    private static Returned item(CimClient client, String method, ObjectPath system, String data) throws CimFailure {
        String item = client.text(
                "Msvm_KvpExchangeDataItem",
                given("Name", "colour"),
                given("Data", data),
                given("Source", CimValue.uint16(0)));
        return client.call(method, given("TargetSystem", system), given("DataItems", CimValue.strings(List.of(item))));
    }

    private void tellsSizes(CimClient client) throws Exception {
        ObjectPath system = defined(client);
        ObjectPath settings = ObjectPath.of("Msvm_VirtualSystemSettingData", "InstanceID", "Microsoft:" + guid(system));
        Returned answer = client.call("GetSizeOfSystemFiles", given("Vssd", settings));
        assertEquals(0, answer.value(), answer::toString);
        String file = told(system).path("definitionFile").asText();
        assertEquals(
                Long.toString(Files.size(Path.of(file))),
                CimClient.value(answer, "Size").text());
    }

    /** Of a client for whom nothing is switched off. */
    private CimClient whole(CimClient client) {
        return ground.in(client.namespace());
    }

    private ObjectPath defined(CimClient client) throws CimFailure {
        return new Orders(whole(client)).defined(MethodChecks.fresh());
    }

    private static String guid(ObjectPath system) {
        return system.key("Name").text();
    }

    private JsonNode told(ObjectPath system) throws IOException {
        return ground.get("/systems/" + guid(system));
    }

    private List<String> adapters(ObjectPath system) throws IOException {
        List<String> names = new ArrayList<>();
        told(system)
                .path("networkAdapters")
                .forEach(adapter -> names.add(adapter.path("name").asText()));
        return names;
    }
}
