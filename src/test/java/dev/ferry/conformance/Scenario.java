package dev.ferry.conformance;

import static dev.ferry.conformance.CimClient.given;

import dev.ferry.cim.CimFailure;
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
 * and jobs that ended well, with a warning, and badly. Kinds of objects that are new are made here.
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
        ObjectPath tree = new Orders(v1).affected(imported);
        ObjectPath old = new Orders(v1).defined("of the first generation", ground.disk("disks/old.raw"));
        change(v1, old, "old, renamed");
        ObjectPath running = running(v2, ground.disk("disks/running.raw"), ground.disk("disks/second.raw"));
        new Orders(v2).state(running, 2);
        v1.completed(new Orders(v1).export(tree, Ground.path("broken"), null));
        v2.completed(new Orders(v2).destroy(new Orders(v2).defined("gone")));
        fail(v1, ground.volume().resolve("broken/Virtual Hard Disks/b.vhdx"));
    }

    private static void change(CimClient v1, ObjectPath system, String name) throws CimFailure {
        String settings = v1.text(
                "Msvm_VirtualSystemGlobalSettingData",
                given("InstanceID", "Microsoft:" + system.key("Name").text() + "\\Global"),
                given("ElementName", name));
        v1.call("ModifyVirtualSystem", given("ComputerSystem", system), given("SystemSettingData", settings));
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
