package dev.ferry.conformance;

import static dev.ferry.conformance.CimClient.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.method.Returned;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.text.EmbeddedText;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimInstance.Property;
import dev.ferry.cim.value.CimType;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The namespace of the cluster, asked at the node that does not have the system. */
@Timeout(300)
class ClusterAtAnotherNodeTest {
    private static final String SYSTEM = "Msvm_ComputerSystem";
    /** What differs at each look: how long a job has taken, and whether it has been told already. */
    private static final Set<String> PASSING = Set.of("ElapsedTime");

    @TempDir
    static Path folder;

    private static TwoNodes nodes;
    private static CimClient owner;
    private static CimClient other;
    private static ObjectPath system;

    @BeforeAll
    static void start() throws Exception {
        nodes = TwoNodes.start(folder);
        owner = nodes.at(1, Namespace.CLUSTER);
        other = nodes.at(2, Namespace.CLUSTER);
        system = new Orders(owner).defined("of the first node", disk(nodes.shared(), TwoNodes.SHARED));
        Ground.becomes(1, () -> other.all(named()).size());
    }

    @AfterAll
    static void stop() {
        nodes.close();
    }

    private static String disk(Path volume, String alias) throws IOException {
        Path disk = volume.resolve("disks/a.raw");
        Files.createDirectories(disk.getParent());
        Files.write(disk, new byte[1 << 16]);
        return alias + "disks\\a.raw";
    }

    private static String named() {
        return "SELECT * FROM " + SYSTEM + " WHERE Name = '"
                + system.key("Name").text() + "'";
    }

    /** Without the name of the node that was asked, which is in every path. */
    private static String plain(CimInstance instance) {
        TreeMap<String, String> values = new TreeMap<>();
        for (Property property : instance.properties()) {
            if (!PASSING.contains(property.name())) {
                values.put(property.name(), plain(property.value().text()));
            }
        }
        return plain(instance.path().orElseThrow().relative()) + values;
    }

    private static String plain(String text) {
        return text.replaceAll("(?i)[\\\\/]{2,4}node[12]([\\\\/])", "//HOST$1");
    }

    private static Set<String> shown(CimClient client, String className) {
        try {
            return new TreeSet<>(Shown.instances(client, className).stream()
                    .map(ClusterAtAnotherNodeTest::plain)
                    .toList());
        } catch (CimFailure e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every class that says something of systems, devices and jobs; what is of the asked node itself is not the same. */
    @Test
    void showsTheSameSystemsDevicesAndJobsAsTheNodeThatHasThem() throws Exception {
        List<String> ofNodes = List.of(
                "Msvm_HostedService",
                "Msvm_OwningJobElement",
                "Msvm_ServiceAffectsElement",
                "Msvm_ElementSettingData",
                "Msvm_ElementConformsToProfile");
        int found = 0;
        for (String className : Shown.classes(owner)) {
            boolean isService = owner.scope()
                    .schema()
                    .require(className)
                    .property("SystemName")
                    .isPresent();
            if (!isService && !ofNodes.contains(className)) {
                Set<String> here = shown(owner, className);
                Ground.becomes(here, () -> shown(other, className));
                found += here.size();
            }
        }
        assertTrue(found > 30, "only " + found + " instances");
    }

    @Test
    void findsASystemByItsPathAndTellsWhoHasIt() throws Exception {
        CimInstance found = other.get(system);
        assertEquals("of the first node", found.text("ElementName").orElseThrow());
        assertEquals(3, found.number("EnabledState").orElseThrow());
        String from = "ASSOCIATORS OF {" + found.path().orElseThrow().relative() + "} WHERE ";
        assertEquals(
                "NODE1",
                other.only(from + "AssocClass=Msvm_HostedDependency")
                        .text("Name")
                        .orElseThrow());
        CimInstance settings = other.only(from + "AssocClass=Msvm_SettingsDefineState");
        assertEquals(
                List.of(TwoNodes.SHARED + "disks\\a.raw"),
                other.only("ASSOCIATORS OF {" + settings.path().orElseThrow().relative()
                                + "} WHERE ResultClass=Msvm_StorageAllocationSettingData")
                        .texts("HostResource"));
        Returned answer = other.call(
                "GetSummaryInformation",
                given("RequestedInformation", CimValue.array(CimType.UINT32, List.of(CimValue.uint32(1)))));
        List<CimInstance> summaries = new ArrayList<>();
        for (CimValue text : ((CimValue.Array) CimClient.value(answer, "SummaryInformation")).elements()) {
            summaries.add(EmbeddedText.read(text.text(), other.scope().schema()));
        }
        CimInstance summary = summaries.stream()
                .filter(one ->
                        one.text("Name").orElse("").equals(system.key("Name").text()))
                .findFirst()
                .orElseThrow();
        assertEquals("NODE1", summary.text("HostComputerSystemName").orElseThrow());
        assertEquals("of the first node", summary.text("ElementName").orElseThrow());
    }

    @Test
    void knowsBothNodesAndNamesTheWayInsteadOfAFailover() throws Exception {
        assertEquals(
                List.of("NODE1", "NODE2"),
                other.all("SELECT * FROM " + SYSTEM).stream()
                        .map(one -> one.text("Name").orElseThrow())
                        .filter(name -> name.startsWith("NODE"))
                        .sorted()
                        .toList());
        CimInstance set = other.only("SELECT * FROM Msvm_RedundancySet");
        assertEquals(2, set.number("RedundancyStatus").orElseThrow());
        assertEquals(1, other.call(set.path().orElseThrow(), "Failover").value());
    }

    @Test
    void exportsWhatTheOtherNodeHasByAJobThatBothTellOf() throws Exception {
        Returned started = new Orders(other).export(system, TwoNodes.SHARED + "exported by the other", null);
        CimInstance job = owner.completed(started);
        assertEquals(7, job.number("JobState").orElseThrow());
        CimInstance same = other.get(CimClient.path(started, "Job"));
        assertEquals(7, same.number("JobState").orElseThrow());
        assertEquals(owner.affected(job).relative(), other.affected(same).relative());
        assertTrue(Files.exists(nodes.shared().resolve("exported by the other/ferry.manifest.json")));
    }

    /** At the other node the same path would mean a folder of its own, so there the volume is named. */
    @Test
    void namesAFileThatOnlyItsOwnerReachesByItsVolume() throws Exception {
        ObjectPath bound = new Orders(owner).defined("bound", disk(nodes.local(1), Ground.ROOT));
        String devices = "SELECT * FROM Msvm_StorageAllocationSettingData WHERE InstanceID LIKE 'Microsoft:"
                + bound.key("Name").text() + "%'";
        assertEquals(List.of(Ground.path("disks/a.raw")), owner.only(devices).texts("HostResource"));
        Ground.becomes(
                List.of("local@node1:/disks/a.raw"), () -> other.only(devices).texts("HostResource"));
        owner.completed(new Orders(owner).destroy(bound));
        Ground.becomes(true, () -> other.find(bound).isEmpty());
    }

    /** In the cluster a system that runs is turned off before it goes. */
    @Test
    void changesAndDestroysWhatTheOtherNodeHas() throws CimFailure, IOException {
        ObjectPath kept = new Orders(owner).defined("to go");
        Ground.becomes(true, () -> other.find(kept).isPresent());
        String settings = other.text(
                "Msvm_VirtualSystemSettingData",
                given("InstanceID", "Microsoft:" + kept.key("Name").text()),
                given("ElementName", "gone soon"));
        assertEquals(
                0,
                other.call("ModifySystemSettings", given("SystemSettings", settings))
                        .value());
        Ground.becomes("gone soon", () -> owner.get(kept).text("ElementName").orElseThrow());
        assertEquals(0, new Orders(other).state(kept, 2).value());
        Ground.becomes(2L, () -> owner.get(kept).number("EnabledState").orElseThrow());
        other.completed(new Orders(other).destroy(kept));
        Ground.becomes(true, () -> owner.find(kept).isEmpty());
    }
}
