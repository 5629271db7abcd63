package dev.ferry.conformance;

import static dev.ferry.conformance.CimClient.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.method.Returned;
import dev.ferry.cim.text.EmbeddedText;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What clients do with planned systems. */
record Plans(CimClient client, Ground ground) {

    /** A system as it was, and the definition file that its export has. */
    record Exported(ObjectPath system, String guid, String liveDefinition, Path definition, List<CimValue> hardware) {}

    Exported exported(String name) throws Exception {
        Orders orders = new Orders(client);
        ObjectPath system = orders.defined(name, ground.disk(disk(name)));
        CimInstance settings = settings(system);
        String live = settings.text("ConfigurationDataRoot").orElseThrow() + "\\"
                + settings.text("ConfigurationFile").orElseThrow();
        client.completed(orders.export(system, Ground.path("out-" + name), null));
        String guid = system.key("Name").text();
        Path definition = ground.volume().resolve("out-" + name + "/Virtual Machines/" + guid + ".xml");
        assertTrue(Files.exists(definition), definition::toString);
        return new Exported(system, guid, live, definition, hardware(settings));
    }

    static String disk(String name) {
        return "disks/" + name + ".raw";
    }

    Returned imported(Exported exported) throws CimFailure {
        String file = ground.volume().relativize(exported.definition()).toString();
        return client.call(
                "ImportSystemDefinition",
                given("SystemDefinitionFile", Ground.path(file)),
                given("SnapshotFolder", ""),
                given("GenerateNewSystemIdentifier", "false"));
    }

    /** A plan after the definition of a system that is no more. */
    CimInstance planned(String name) throws Exception {
        Exported exported = exported(name);
        client.completed(new Orders(client).destroy(exported.system()));
        return planned(client.completed(imported(exported)));
    }

    CimInstance planned(CimInstance job) throws CimFailure {
        return client.only("ASSOCIATORS OF {" + relative(job)
                + "} WHERE AssocClass=Msvm_AffectedJobElement ResultClass=Msvm_PlannedComputerSystem");
    }

    Returned realize(CimInstance planned) throws CimFailure {
        return client.call("RealizePlannedSystem", given("PlannedSystem", path(planned)));
    }

    /** By their numbers; whatever there are, the job that found them has ended. */
    List<String> problems(CimInstance planned) throws CimFailure {
        return errors(planned).stream()
                .map(error -> error.text("MessageID").orElseThrow())
                .toList();
    }

    List<CimInstance> errors(CimInstance planned) throws CimFailure {
        CimInstance job = client.ended(client.call("ValidatePlannedSystem", given("PlannedSystem", path(planned))));
        assertEquals(140, job.number("JobType").orElseThrow());
        List<CimInstance> errors = new ArrayList<>();
        if (CimClient.value(client.call(path(job), "GetErrorEx"), "Errors")
                instanceof CimValue.Array(var _, var texts)) {
            for (CimValue text : texts) {
                errors.add(EmbeddedText.read(text.text(), client.scope().schema()));
            }
        }
        assertEquals(errors.isEmpty() ? 7 : 10, job.number("JobState").orElseThrow(), job::toString);
        return errors;
    }

    CimInstance settings(ObjectPath system) throws CimFailure {
        return client.only("ASSOCIATORS OF {" + system.relative() + "} WHERE AssocClass=Msvm_SettingsDefineState");
    }

    CimInstance disk(CimInstance settings) throws CimFailure {
        return client.only(
                "ASSOCIATORS OF {" + relative(settings) + "} WHERE ResultClass=Msvm_StorageAllocationSettingData");
    }

    List<CimValue> hardware(CimInstance settings) throws CimFailure {
        List<CimValue> all =
                new ArrayList<>(List.of(settings.value("VirtualSystemSubType"), settings.value("BIOSGUID")));
        for (String className : List.of("Msvm_MemorySettingData", "Msvm_ProcessorSettingData")) {
            all.add(client.only("ASSOCIATORS OF {" + relative(settings) + "} WHERE ResultClass=" + className)
                    .value("VirtualQuantity"));
        }
        return all;
    }

    /** Where a path that clients see is here. */
    Path file(String path) {
        return path.startsWith(Ground.ROOT)
                ? ground.volume().resolve(path.substring(Ground.ROOT.length()).replace('\\', '/'))
                : Path.of(path);
    }

    static ObjectPath path(CimInstance instance) {
        return instance.path().orElseThrow();
    }

    static String relative(CimInstance instance) {
        return path(instance).relative();
    }
}
