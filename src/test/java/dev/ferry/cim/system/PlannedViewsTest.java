package dev.ferry.cim.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.object.Scope;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimValue;
import dev.ferry.model.Guid;
import dev.ferry.model.job.JobKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class PlannedViewsTest {
    private static final String ID = Guid.derived("drafted");
    private static final String FOUND = "Microsoft:" + Guid.derived("new");
    private static final String MISSING = "Microsoft:" + Guid.derived("new parent");

    static Stream<Scope> scopes() {
        return Stream.of(SystemExamples.V2, SystemExamples.CLUSTER);
    }

    private static List<CimInstance> of(String className) {
        return SystemExamples.instances(className, SystemExamples.drafted(null), SystemExamples.V2);
    }

    private static CimInstance settings(String instanceId) {
        return of("Msvm_VirtualSystemSettingData").stream()
                .filter(instance -> instance.text("InstanceID").orElseThrow().equals(instanceId))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("scopes")
    void showsAPlannedSystemAndNoOther(Scope scope) {
        CimInstance system = SystemExamples.instances("Msvm_PlannedComputerSystem", SystemExamples.drafted(null), scope)
                .getFirst();
        assertEquals(ID, system.text("Name").orElseThrow());
        assertEquals("Büro 7", system.text("ElementName").orElseThrow());
        assertEquals("Planned Virtual Machine", system.text("Caption").orElseThrow());
        assertEquals("alice", system.text("PrimaryOwnerName").orElseThrow());
        assertEquals(6, system.number("EnabledState").orElseThrow(), "it was saved");
        assertEquals(12, system.number("RequestedState").orElseThrow());
        assertEquals(12, system.number("TransitioningToState").orElseThrow());
        assertEquals(CimValue.uint16s(List.of(2)), system.value("OperationalStatus"));
        assertEquals(List.of(), SystemExamples.instances("Msvm_PlannedComputerSystem", SystemExamples.entry(), scope));
        for (String other : List.of(
                "Msvm_ComputerSystem",
                "Msvm_SummaryInformation",
                "Msvm_VirtualSystemExportSettingData",
                "Msvm_HostedDependency",
                "Msvm_SnapshotOfVirtualSystem")) {
            assertEquals(List.of(), SystemExamples.instances(other, SystemExamples.drafted(null), scope), other);
        }
    }

    @Test
    void isInServiceWhileAJobHoldsIt() {
        CimInstance held = SystemExamples.instances(
                        "Msvm_PlannedComputerSystem",
                        SystemExamples.drafted(SystemExamples.held(JobKind.VALIDATE)),
                        SystemExamples.V2)
                .getFirst();
        assertEquals(CimValue.uint16s(List.of(11)), held.value("OperationalStatus"));
        assertEquals(List.of("In service"), held.texts("StatusDescriptions"));
    }

    @Test
    void hasTheSettingsOfItsPlanAndTheFolderThatSomebodyChose() {
        CimInstance own = settings("Microsoft:" + ID);
        assertEquals(
                "Microsoft:Hyper-V:System:Planned",
                own.text("VirtualSystemType").orElseThrow());
        assertEquals("C:\\systems\\b", own.text("ConfigurationDataRoot").orElseThrow());
        assertTrue(own.value("ConfigurationFile").isNull());
        assertTrue(own.flag("IsSaved").orElseThrow());
        CimInstance found = settings(FOUND);
        assertEquals(
                "Microsoft:Hyper-V:Snapshot:Planned",
                found.text("VirtualSystemType").orElseThrow());
        assertEquals(ID, found.text("VirtualSystemIdentifier").orElseThrow());
        assertTrue(found.text("Parent").orElseThrow().contains(MISSING));
    }

    @Test
    void tellsOfAMissingSnapshotWhoItIsAndNothingElse() {
        CimInstance missing = settings(MISSING);
        assertEquals(
                "Microsoft:Hyper-V:Snapshot:Missing",
                missing.text("VirtualSystemType").orElseThrow());
        assertEquals(Guid.derived("parent"), missing.text("ElementName").orElseThrow());
        assertEquals(ID, missing.text("VirtualSystemIdentifier").orElseThrow());
        assertTrue(missing.value("VirtualSystemSubType").isNull());
        assertTrue(missing.value("IsSaved").isNull());
        assertTrue(of("Msvm_MemorySettingData").stream()
                .noneMatch(memory -> memory.text("InstanceID").orElseThrow().startsWith(MISSING)));
    }

    @Test
    void namesTheFilesOfItsDrivesAsThePlanDoes() {
        List<CimInstance> disks = of("Msvm_StorageAllocationSettingData");
        assertEquals(2, disks.size(), "its own, and the snapshot's");
        assertEquals(List.of("D:\\disks\\größe.vhdx"), disks.getFirst().texts("HostResource"));
        assertFalse(of("Msvm_SyntheticEthernetPortSettingData").isEmpty());
        assertFalse(of("Msvm_VirtualSystemSettingDataComponent").isEmpty());
    }

    @Test
    void leadsToItsSettingsAndToAllItsSnapshots() {
        CimInstance state = of("Msvm_SettingsDefineState").getFirst();
        assertEquals(
                "Msvm_PlannedComputerSystem",
                state.reference("ManagedElement").orElseThrow().className());
        assertEquals(Optional.of("Microsoft:" + ID), id(state, "SettingData"));
        assertEquals(
                List.of(FOUND, MISSING),
                of("Msvm_ElementSettingData").stream()
                        .map(link -> id(link, "SettingData").orElseThrow())
                        .toList());
        CimInstance family = of("Msvm_ParentChildSettingData").getFirst();
        assertEquals(Optional.of(MISSING), id(family, "Antecedent"));
        assertEquals(Optional.of(FOUND), id(family, "Dependent"));
        assertEquals(
                Optional.of(FOUND), id(of("Msvm_MostCurrentSnapshotInBranch").getFirst(), "Dependent"));
    }

    private static Optional<String> id(CimInstance link, String end) {
        return link.reference(end).map(path -> path.key("InstanceID").text());
    }
}
