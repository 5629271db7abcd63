package dev.ferry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.method.Call;
import dev.ferry.cim.method.Returned;
import dev.ferry.cim.object.Cursor;
import dev.ferry.cim.object.Page;
import dev.ferry.cim.object.Paging;
import dev.ferry.cim.served.ServedNamespace;
import dev.ferry.cim.text.EmbeddedText;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimInstance.Property;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.cim.wql.Query;
import dev.ferry.model.Caller;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** A client of one namespace of a node, whose data folder it knows as well. */
record CimClient(ServedNamespace served, Path data) {
    static final String ROOT = "C:\\Ferry\\";

    /** Whatever is below it has not ended: a job that has errors to tell may be shutting down for a moment. */
    private static final long COMPLETED = 7;

    private static final Caller ANNA = new Caller("anna", "test", "127.0.0.1");

    /** A system as it was, and the definition file that its export has. */
    record Exported(ObjectPath system, String guid, String liveDefinition, Path definition, List<CimValue> hardware) {}

    Exported exported(String name) throws Exception {
        makeDisk(name);
        ObjectPath system =
                reference(define("DefineSystem", name, ROOT + "disks\\" + name + ".raw"), "ResultingSystem");
        CimInstance settings =
                only("ASSOCIATORS OF {" + system.relative() + "} WHERE AssocClass=Msvm_SettingsDefineState");
        String live = settings.text("ConfigurationDataRoot").orElseThrow() + "\\"
                + settings.text("ConfigurationFile").orElseThrow();
        ended(call(
                "ExportSystemDefinition",
                new Property("ComputerSystem", CimValue.of(system)),
                given("ExportDirectory", ROOT + "out-" + name)));
        String guid = system.key("Name").text();
        Path definition = data.resolve("volumes/local/out-" + name + "/Virtual Machines/" + guid + ".xml");
        assertTrue(Files.exists(definition), definition::toString);
        return new Exported(system, guid, live, definition, hardware(settings));
    }

    void destroyed(ObjectPath system) throws CimFailure {
        ended(call("DestroySystem", new Property("AffectedSystem", CimValue.of(system))));
    }

    Returned imported(Exported exported) throws CimFailure {
        Path root = data.resolve("volumes/local");
        return call(
                "ImportSystemDefinition",
                given(
                        "SystemDefinitionFile",
                        ROOT + root.relativize(exported.definition()).toString().replace('/', '\\')),
                given("SnapshotFolder", ""),
                given("GenerateNewSystemIdentifier", "false"));
    }

    Returned define(String method, String name, String disk) throws CimFailure {
        CimInstance settings = CimInstance.of("Msvm_VirtualSystemSettingData").with("ElementName", CimValue.of(name));
        CimInstance resource = CimInstance.of("Msvm_StorageAllocationSettingData")
                .with("ResourceType", CimValue.uint16(31))
                .with("HostResource", CimValue.strings(List.of(disk)));
        Returned answer = call(
                method,
                given("SystemSettings", text(settings)),
                new Property("ResourceSettings", CimValue.strings(List.of(text(resource)))));
        assertEquals(0, answer.value(), answer::toString);
        return answer;
    }

    /** By their numbers; whatever there are, the job that found them has ended. */
    List<String> problems(CimInstance planned) throws CimFailure {
        return errors(planned).stream()
                .map(error -> error.text("MessageID").orElseThrow())
                .toList();
    }

    List<CimInstance> errors(CimInstance planned) throws CimFailure {
        CimInstance job = settled(call("ValidatePlannedSystem", given("PlannedSystem", planned)));
        assertEquals(140, job.number("JobType").orElseThrow());
        Returned answer = served.invoker()
                .invoke(served.scope(), new Call(ANNA, true, job.path().orElseThrow(), "GetErrorEx", List.of()));
        List<CimInstance> errors = new ArrayList<>();
        if (answer.out().find("Errors").orElseThrow().value() instanceof CimValue.Array(var _, var texts)) {
            for (CimValue text : texts) {
                errors.add(EmbeddedText.read(text.text(), served.scope().schema()));
            }
        }
        assertEquals(errors.isEmpty() ? 7 : 10, job.number("JobState").orElseThrow(), job::toString);
        return errors;
    }

    CimInstance disk(CimInstance settings) throws CimFailure {
        return only("ASSOCIATORS OF {" + path(settings) + "} WHERE ResultClass=Msvm_StorageAllocationSettingData");
    }

    List<CimValue> hardware(CimInstance settings) throws CimFailure {
        List<CimValue> all =
                new ArrayList<>(List.of(settings.value("VirtualSystemSubType"), settings.value("BIOSGUID")));
        for (String className : List.of("Msvm_MemorySettingData", "Msvm_ProcessorSettingData")) {
            all.add(only("ASSOCIATORS OF {" + path(settings) + "} WHERE ResultClass=" + className)
                    .value("VirtualQuantity"));
        }
        return all;
    }

    String text(CimInstance instance) throws CimFailure {
        return EmbeddedText.write(instance, served.scope().schema());
    }

    Returned call(String method, Property... given) throws CimFailure {
        return on("Msvm_VirtualSystemManagementService", method, given);
    }

    Returned on(String service, String method, Property... given) throws CimFailure {
        ObjectPath target = only("SELECT * FROM " + service).path().orElseThrow();
        return served.invoker().invoke(served.scope(), new Call(ANNA, true, target, method, List.of(given)));
    }

    Optional<CimInstance> find(CimInstance instance) throws CimFailure {
        return served.objects().find(served.scope(), instance.path().orElseThrow());
    }

    CimInstance ended(Returned started) throws CimFailure {
        CimInstance job = settled(started);
        assertEquals(7, job.number("JobState").orElseThrow(), job::toString);
        return job;
    }

    private CimInstance settled(Returned started) throws CimFailure {
        assertEquals(4096, started.value(), started::toString);
        ObjectPath path = reference(started, "Job");
        CimInstance job = served.objects().get(served.scope(), path);
        while (job.number("JobState").orElseThrow() < COMPLETED) {
            LockSupport.parkNanos(20_000_000);
            job = served.objects().get(served.scope(), path);
        }
        return job;
    }

    CimInstance only(String query) throws CimFailure {
        List<CimInstance> found = all(query);
        assertEquals(1, found.size(), () -> query + ": " + found);
        return found.getFirst();
    }

    List<CimInstance> all(String query) throws CimFailure {
        Page page = served.objects().query(served.scope(), Query.parse(query), new Paging(100, Cursor.START));
        assertFalse(page.next().isPresent());
        return page.instances();
    }

    void makeDisk(String name) throws Exception {
        Path file = data.resolve("volumes/local/disks/" + name + ".raw");
        Files.createDirectories(file.getParent());
        byte[] bytes = new byte[2 << 20];
        new Random(name.hashCode()).nextBytes(bytes);
        Files.write(file, bytes);
    }

    /** Where a path that clients see is here. */
    Path file(String path) {
        return path.startsWith(ROOT)
                ? data.resolve("volumes/local")
                        .resolve(path.substring(ROOT.length()).replace('\\', '/'))
                : Path.of(path);
    }

    static ObjectPath reference(Returned answer, String parameter) {
        return answer.out().find(parameter).orElseThrow().value() instanceof CimValue.Reference(ObjectPath path)
                ? path
                : ObjectPath.ofClass("None");
    }

    static String path(CimInstance instance) {
        return instance.path().orElseThrow().relative();
    }

    static Property given(String name, String text) {
        return new Property(name, CimValue.of(text));
    }

    static Property given(String name, CimInstance instance) {
        return new Property(name, CimValue.of(instance.path().orElseThrow()));
    }
}
