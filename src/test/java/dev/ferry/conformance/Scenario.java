package dev.ferry.conformance;

import static dev.ferry.conformance.CimClient.given;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.method.Returned;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What is made before anyone looks, so that whatever can differ does: systems of both generations in several states, one with snapshots,
 * plans, and jobs that ended well, with a warning, and badly. Kinds of objects that are new are made here.
 */
final class Scenario {
    private Scenario() {}

    static void play(Ground ground) throws CimFailure, IOException {
        CimClient v1 = ground.in(Namespace.V1);
        CimClient v2 = ground.in(Namespace.V2);
        ForeignSystem.of("scenario").makeAt(ground.volume().resolve("tree"), "tree");
        CimInstance imported = v1.completed(v1.call(
                "ImportVirtualSystem",
                given("ImportDirectory", Ground.path("tree")),
                given("GenerateNewID", CimValue.of(false))));
        ObjectPath tree = v1.affected(imported);
        ObjectPath old = new Orders(v1).defined("of the first generation", ground.disk("disks/old.raw"));
        change(v1, old, "old, renamed");
        ObjectPath running = running(v2, ground.disk("disks/running.raw"), ground.disk("disks/second.raw"));
        made(new Orders(v2).state(running, 2));
        v1.completed(new Orders(v1).export(tree, Ground.path("broken"), null));
        v2.completed(new Orders(v2).destroy(new Orders(v2).defined("gone")));
        fail(v1, ground.volume().resolve("broken/Virtual Hard Disks/b.vhdx"));
        plan(ground, v2);
        Ground.becomes(
                List.of("old, renamed: Off", "repaired: Off", "running: Running", "tree: Saved", "tree: Saved"),
                () -> ground.list("/systems").stream()
                        .map(system -> system.path("name").asText() + ": "
                                + system.path("state").asText())
                        .sorted()
                        .toList());
    }

    /** A plan with a saved state and a snapshot that is missing, and one that was repaired and validated. */
    private static void plan(Ground ground, CimClient v2) throws CimFailure, IOException {
        planned(ground, v2, "planned");
        ObjectPath other = planned(ground, v2, "repaired");
        String settings = v2.text(
                "Msvm_VirtualSystemSettingData",
                given("InstanceID", "Microsoft:" + other.key("Name").text()),
                given("ElementName", "repaired"));
        made(v2.call("ModifySystemSettings", given("SystemSettings", settings)));
        made(v2.call(other, "RequestStateChange", given("RequestedState", CimValue.uint16(3))));
        v2.ended(v2.call("ValidatePlannedSystem", given("PlannedSystem", other)));
    }

    private static ObjectPath planned(Ground ground, CimClient v2, String name) throws CimFailure, IOException {
        ForeignSystem planned = ForeignSystem.of(name);
        planned.makeAt(ground.volume().resolve(name), name);
        Files.move(
                ground.volume().resolve(name + "/Snapshots/" + planned.second() + ".xml"),
                ground.volume().resolve(name + "/second.xml"));
        return v2.affected(v2.completed(v2.call(
                "ImportSystemDefinition",
                given("SystemDefinitionFile", Ground.path(name + "/Virtual Machines/" + planned.id() + ".xml")),
                given("SnapshotFolder", Ground.path(name + "/Snapshots")),
                given("GenerateNewSystemIdentifier", CimValue.of(false)))));
    }

    private static void change(CimClient v1, ObjectPath system, String name) throws CimFailure {
        String settings = v1.text(
                "Msvm_VirtualSystemGlobalSettingData",
                given("InstanceID", "Microsoft:" + system.key("Name").text() + "\\Global"),
                given("ElementName", name));
        made(v1.call("ModifyVirtualSystem", given("ComputerSystem", system), given("SystemSettingData", settings)));
    }

    /** What is not made is no ground to look at. */
    private static void made(Returned answer) {
        if (answer.value() != 0) {
            throw new AssertionError(answer);
        }
    }

    private static ObjectPath running(CimClient v2, String first, String second) throws CimFailure {
        String settings = v2.text(
                "Msvm_VirtualSystemSettingData",
                given("ElementName", "running"),
                given("Notes", CimValue.strings(List.of("runs"))),
                given("VirtualSystemSubType", "Microsoft:Hyper-V:SubType:2"));
        List<String> resources = List.of(
                v2.text("Msvm_MemorySettingData", given("VirtualQuantity", CimValue.uint64(96))),
                v2.text("Msvm_ProcessorSettingData", given("VirtualQuantity", CimValue.uint64(3))),
                disk(v2, first),
                disk(v2, second));
        return CimClient.path(
                v2.call(
                        "DefineSystem",
                        given("SystemSettings", settings),
                        given("ResourceSettings", CimValue.strings(resources))),
                "ResultingSystem");
    }

    private static String disk(CimClient v2, String path) throws CimFailure {
        return v2.text(
                "Msvm_StorageAllocationSettingData",
                given("ResourceType", CimValue.uint16(31)),
                given("HostResource", CimValue.strings(List.of(path))));
    }

    /** An import of an export of which one byte is not what it was. */
    private static void fail(CimClient v1, Path disk) throws CimFailure, IOException {
        byte[] bytes = Files.readAllBytes(disk);
        bytes[100] ^= 1;
        Files.write(disk, bytes);
        v1.ended(new Orders(v1)
                .importing(Ground.path("broken"), given("GenerateNewId", CimValue.of(true)), given("Name", "broken")));
    }
}
