package dev.ferry.cim.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.host.HostPaths;
import dev.ferry.cim.object.ClassView;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.schema.CimClass;
import dev.ferry.cim.schema.CimProperty;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.journal.Examples;
import dev.ferry.model.Guid;
import dev.ferry.model.SnapshotId;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.system.Snapshot;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.system.VirtualSystem;
import dev.ferry.service.SystemService.Seat;
import dev.ferry.view.SystemRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class SystemViewsTest {
    private static final String OWN = "Microsoft:" + SystemExamples.SYSTEM;

    static Stream<Scope> scopes() {
        return Stream.of(SystemExamples.V2, SystemExamples.CLUSTER);
    }

    private static List<CimInstance> all(Scope scope) {
        List<CimInstance> all = new ArrayList<>();
        for (ClassView<?> view : SystemExamples.views(scope)) {
            all.addAll(SystemExamples.instances(view.className(), SystemExamples.entry(), scope));
            all.addAll(SystemExamples.instances(view.className(), SystemExamples.drafted(null), scope));
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("scopes")
    void showsEveryClassOnceWithAPathOfItsOwn(Scope scope) {
        Set<String> classes = new TreeSet<>();
        Set<String> paths = new TreeSet<>();
        for (CimInstance instance : all(scope)) {
            classes.add(instance.className());
            ObjectPath path = instance.path().orElseThrow();
            assertTrue(paths.add(path.toString()), path.toString());
            assertEquals("NODE-1", path.host());
            assertEquals(scope.namespace().path(), path.namespace());
        }
        List<String> shown =
                SystemExamples.views(scope).stream().map(ClassView::className).toList();
        assertEquals(new TreeSet<>(shown), classes);
        assertEquals(shown.size(), classes.size());
    }

    @ParameterizedTest
    @MethodSource("scopes")
    void leadsNowhereButToWhatIsShown(Scope scope) {
        Set<String> shown = new TreeSet<>();
        // A system's twin is where its host shows it, and others show hosts and services.
        for (Scope other : List.of(scope, SystemExamples.V2)) {
            all(other)
                    .forEach(instance -> shown.add(instance.path().orElseThrow().toString()));
            shown.add(HostPaths.node(other, "node-1").toString());
            shown.add(HostPaths.managementService(other).toString());
        }
        for (CimInstance instance : all(scope)) {
            CimClass type = scope.schema().find(instance.className()).orElseThrow();
            for (CimProperty reference : type.references()) {
                instance.reference(reference.name())
                        .ifPresent(end -> assertTrue(shown.contains(end.toString()), () -> instance + " to " + end));
            }
            for (String property : List.of("Parent", "SnapshotVirtualSystem")) {
                instance.text(property)
                        .ifPresent(end -> assertTrue(shown.contains(end), () -> instance + " to " + end));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("scopes")
    void giveEachEndTheClassThatTheSchemaDemands(Scope scope) {
        for (CimInstance instance : all(scope)) {
            CimClass type = scope.schema().find(instance.className()).orElseThrow();
            if (!type.isAssociation()) {
                continue;
            }
            assertEquals(2, type.references().size());
            for (CimProperty reference : type.references()) {
                String end = instance.reference(reference.name()).orElseThrow().className();
                String wanted = reference.type().referenceClass();
                // Clients follow a planned system to its settings as they do a realized one, whatever is declared.
                boolean isPlanned = end.equals("Msvm_PlannedComputerSystem") && wanted.equals("Msvm_ComputerSystem");
                assertTrue(
                        isPlanned || scope.schema().isSubclass(end, wanted),
                        () -> instance + ": " + end + " is no " + wanted);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("scopes")
    void givesEverySettingItsRequiredName(Scope scope) {
        for (CimInstance instance : all(scope)) {
            if (scope.schema().isSubclass(instance.className(), "CIM_SettingData")) {
                assertFalse(instance.text("ElementName").orElse("").isEmpty(), instance.toString());
            }
        }
    }

    @Test
    void showsTheSystem() {
        CimInstance system = SystemExamples.instances("Msvm_ComputerSystem", SystemExamples.entry(), SystemExamples.V2)
                .getFirst();
        assertEquals(
                "\\\\NODE-1\\root\\virtualization\\v2:Msvm_ComputerSystem.CreationClassName=\"Msvm_ComputerSystem\",Name=\""
                        + SystemExamples.SYSTEM + "\"",
                system.path().orElseThrow().toString());
        assertEquals("Virtual Machine", system.text("Caption").orElseThrow());
        assertEquals("Büro 7", system.text("ElementName").orElseThrow());
        assertEquals(3, system.number("EnabledState").orElseThrow());
        assertEquals(12, system.number("RequestedState").orElseThrow());
        assertEquals(5, system.number("HealthState").orElseThrow());
        assertEquals(CimValue.uint16s(List.of(2)), system.value("OperationalStatus"));
        assertEquals(List.of("Operating normally"), system.texts("StatusDescriptions"));
        for (String unknown : List.of("OnTimeInMilliseconds", "ProcessID", "InstallDate", "CommunicationStatus")) {
            assertTrue(system.value(unknown).isNull(), unknown);
        }

        CimInstance lost = SystemExamples.instances(
                        "Msvm_ComputerSystem",
                        SystemExamples.entry(SystemExamples.realized(SystemState.RUNNING, null), SystemExamples.LOST),
                        SystemExamples.CLUSTER)
                .getFirst();
        assertEquals(0, lost.number("EnabledState").orElseThrow());
        assertEquals(3, lost.number("CommunicationStatus").orElseThrow());
    }

    @Test
    void showsSettingsOfTheSystemAndOfItsSnapshots() {
        CimInstance own = SystemExamples.instance("Msvm_VirtualSystemSettingData", OWN);
        assertEquals(SystemExamples.SYSTEM, own.text("VirtualSystemIdentifier").orElseThrow());
        assertEquals(
                "Microsoft:Hyper-V:System:Realized",
                own.text("VirtualSystemType").orElseThrow());
        assertEquals(
                "Microsoft:Hyper-V:SubType:2", own.text("VirtualSystemSubType").orElseThrow());
        assertEquals(
                "C:\\ClusterStorage\\Volume1\\systems\\b",
                own.text("ConfigurationDataRoot").orElseThrow());
        assertEquals("Virtual Machines\\b.vmcx", own.text("ConfigurationFile").orElseThrow());
        assertEquals(
                "C:\\ClusterStorage\\Volume1\\systems\\b",
                own.text("SnapshotDataRoot").orElseThrow());
        assertEquals(List.of("first line\nsecond line"), own.texts("Notes"));
        assertFalse(own.flag("IsSaved").orElseThrow());
        assertTrue(own.flag("SecureBootEnabled").orElseThrow());
        assertEquals("1234-5678", own.text("BIOSSerialNumber").orElseThrow());
        for (String unknown : List.of("Parent", "CreationTime", "Version", "AutomaticStartupAction")) {
            assertTrue(own.value(unknown).isNull(), unknown);
        }

        CimInstance child =
                SystemExamples.instance("Msvm_VirtualSystemSettingData", "Microsoft:" + SystemExamples.CHILD);
        assertEquals("after", child.text("ElementName").orElseThrow());
        assertEquals(
                SystemExamples.SYSTEM, child.text("VirtualSystemIdentifier").orElseThrow());
        assertEquals(
                "Microsoft:Hyper-V:Snapshot:Realized",
                child.text("VirtualSystemType").orElseThrow());
        assertEquals("Snapshots\\t.xml", child.text("ConfigurationFile").orElseThrow());
        assertEquals("20261120101530.123456+000", child.value("CreationTime").text());
        assertEquals(
                "\\\\NODE-1\\root\\virtualization\\v2:Msvm_VirtualSystemSettingData.InstanceID=\"Microsoft:"
                        + SystemExamples.SNAPSHOT + "\"",
                child.text("Parent").orElseThrow());

        CimInstance first =
                SystemExamples.instance("Msvm_VirtualSystemSettingData", "Microsoft:" + SystemExamples.SNAPSHOT);
        assertTrue(first.flag("IsSaved").orElseThrow());
        assertTrue(first.value("Parent").isNull());
    }

    @Test
    void startsAnExportFromTheDocumentedSettings() {
        CimInstance settings = SystemExamples.instance("Msvm_VirtualSystemExportSettingData", OWN);
        assertEquals(0, settings.number("CopySnapshotConfiguration").orElseThrow());
        assertTrue(settings.flag("CopyVmRuntimeInformation").orElseThrow());
        assertTrue(settings.flag("CopyVmStorage").orElseThrow());
        assertFalse(settings.flag("CreateVmExportSubdirectory").orElseThrow());
        assertTrue(settings.value("SnapshotVirtualSystem").isNull());
        assertEquals(1, settings.number("CaptureLiveState").orElseThrow());
        assertEquals(0, settings.number("BackupIntent").orElseThrow());
        assertFalse(settings.flag("ExportForLiveMigration").orElseThrow());
        assertFalse(settings.flag("DisableDifferentialOfIgnoredStorage").orElseThrow());
        assertEquals(
                "Microsoft Virtual System Export Setting Data",
                settings.text("ElementName").orElseThrow());
        CimInstance link = SystemExamples.instances(
                        "Msvm_SystemExportSettingData", SystemExamples.entry(), SystemExamples.V2)
                .getFirst();
        assertEquals(1, link.number("IsDefault").orElseThrow());
        assertEquals(1, link.number("IsCurrent").orElseThrow());
        assertEquals(0, link.number("IsNext").orElseThrow());
    }

    @Test
    void linksSnapshotsToOneAnotherAndToTheSystem() {
        List<CimInstance> snapshots = links("Msvm_SnapshotOfVirtualSystem");
        assertEquals(2, snapshots.size());
        assertEquals(
                SystemExamples.SYSTEM,
                snapshots
                        .getFirst()
                        .reference("Antecedent")
                        .orElseThrow()
                        .key("Name")
                        .text());

        CimInstance family = links("Msvm_ParentChildSettingData").getFirst();
        assertEquals(1, links("Msvm_ParentChildSettingData").size());
        assertEquals(id(SystemExamples.SNAPSHOT), instanceId(family, "Antecedent"));
        assertEquals(id(SystemExamples.CHILD.value()), instanceId(family, "Dependent"));

        assertEquals(
                id(SystemExamples.CHILD.value()),
                instanceId(links("Msvm_MostCurrentSnapshotInBranch").getFirst(), "Dependent"));
    }

    @Test
    void doesNotGuessTheBranchThatTheSystemIsOn() {
        var straight = SystemExamples.realized(SystemState.OFF, null);
        var first = straight.snapshots().getFirst();
        var other = new Snapshot(
                new SnapshotId(Guid.derived("other")),
                first.id(),
                first.createdAt(),
                false,
                first.definition(),
                first.settings());
        var branched = new VirtualSystem.Realized(
                straight.id(),
                1,
                straight.settings(),
                straight.state(),
                straight.placement(),
                List.of(first, straight.snapshots().getLast(), other),
                null,
                List.of());
        assertEquals(
                List.of(),
                SystemExamples.instances(
                        "Msvm_MostCurrentSnapshotInBranch",
                        SystemExamples.entry(branched, SystemExamples.SEAT),
                        SystemExamples.V2));
    }

    private static List<CimInstance> links(String className) {
        return SystemExamples.instances(className, SystemExamples.entry(), SystemExamples.V2);
    }

    private static String id(String owner) {
        return "Microsoft:" + owner;
    }

    private static String instanceId(CimInstance link, String end) {
        return link.reference(end).orElseThrow().key("InstanceID").text();
    }

    @Test
    void namesTheNodeThatHasTheSystemNowAsItsHost() {
        Seat away = new Seat("node-2", "simulated", null);
        SystemEntry entry = SystemExamples.entry(SystemExamples.realized(SystemState.OFF, null), away);
        CimInstance host = SystemExamples.instances("Msvm_HostedDependency", entry, SystemExamples.CLUSTER)
                .getFirst();
        assertEquals(
                "NODE-2", host.reference("Antecedent").orElseThrow().key("Name").text());
        assertEquals("NODE-1", host.reference("Antecedent").orElseThrow().host());
        CimInstance twins = SystemExamples.instances("Msvm_ConcreteIdentity", entry, SystemExamples.CLUSTER)
                .getFirst();
        assertEquals(
                "\\\\NODE-2\\root\\virtualization\\v2:Msvm_ComputerSystem.CreationClassName=\"Msvm_ComputerSystem\",Name=\""
                        + SystemExamples.SYSTEM + "\"",
                twins.reference("SameElement").orElseThrow().toString());
        CimInstance managed = SystemExamples.instances("Msvm_ServiceAffectsElement", entry, SystemExamples.CLUSTER)
                .getFirst();
        assertEquals(CimValue.uint16s(List.of(5)), managed.value("ElementEffects"));
        assertEquals(
                "NODE-1",
                managed.reference("AffectingElement")
                        .orElseThrow()
                        .key("SystemName")
                        .text());
    }

    @Test
    void summarizesTheSystem() {
        CimInstance summary = SystemExamples.instance("Msvm_SummaryInformation", OWN);
        assertEquals(SystemExamples.SYSTEM, summary.text("Name").orElseThrow());
        assertEquals("first line\nsecond line", summary.text("Notes").orElseThrow());
        assertEquals("NODE-1", summary.text("HostComputerSystemName").orElseThrow());
        assertEquals(List.of("lan"), summary.texts("VirtualSwitchNames"));
        assertEquals(4, summary.number("NumberOfProcessors").orElseThrow());
        assertEquals(3, summary.number("EnabledState").orElseThrow());
        assertEquals(0, summary.number("UpTime").orElseThrow());
        assertEquals(2, summary.texts("Snapshots").size());
        assertTrue(summary.texts("Snapshots").getFirst().contains("Microsoft:" + SystemExamples.SNAPSHOT));
        assertTrue(summary.value("MemoryUsage").isNull());
    }

    @ParameterizedTest
    @MethodSource("scopes")
    void showsNothingOfWhatIsOnlyPlanned(Scope scope) {
        var planned = new SystemRow(
                Examples.SYSTEM,
                new VirtualSystem.Planned(Examples.SYSTEM, 1, SystemExamples.held(JobKind.IMPORT), List.of()),
                1);
        for (ClassView<?> view : SystemExamples.views(scope)) {
            assertEquals(
                    List.of(),
                    SystemExamples.instances(view.className(), new SystemEntry(planned, null), scope),
                    view.className());
        }
    }
}
