package dev.ferry.cim.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.CimFailure;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class NamespaceTest {
    private static List<String> keys(CimClass type) {
        return type.keys().stream().map(CimProperty::name).toList();
    }

    @ParameterizedTest
    @EnumSource(Namespace.class)
    void compiles(Namespace namespace) throws CimFailure {
        Schema schema = namespace.schema();
        assertEquals(namespace.path(), schema.namespace());
        assertTrue(schema.find("CIM_ManagedElement").isPresent());
    }

    @ParameterizedTest
    @EnumSource(Namespace.class)
    void namesInItsFileTheNamespaceThatItIsFor(Namespace namespace) {
        String own = namespace.sources().getLast().text();
        assertTrue(own.contains("#pragma namespace (\"" + namespace.path() + "\")"), own.substring(0, 400));
    }

    @ParameterizedTest
    @EnumSource(Namespace.class)
    void givesEveryConcreteClassAWayToBeNamed(Namespace namespace) throws CimFailure {
        Set<String> nameless = new TreeSet<>();
        for (CimClass type : namespace.schema().classes()) {
            if (!type.isAbstract() && !type.isIndication() && type.keys().isEmpty()) {
                nameless.add(type.name());
            }
        }
        // What is only ever embedded.
        nameless.removeIf(name -> Set.of(
                        "CIM_Error",
                        "Msvm_Error",
                        "Msvm_SummaryInformation",
                        "Msvm_SummaryInformationBase",
                        "Msvm_VirtualMachineToDisks",
                        "Msvm_CompatibilityVector")
                .contains(name));
        assertEquals(Set.of(), nameless);
    }

    @ParameterizedTest
    @EnumSource(names = {"V1", "V2", "CLUSTER"})
    void namesAJobByItsInstanceIdAlone(Namespace namespace) throws CimFailure {
        assertEquals(List.of("InstanceID"), keys(namespace.schema().require("Msvm_ConcreteJob")));
        assertEquals(
                List.of("CreationClassName", "Name"),
                keys(namespace.schema().require("Msvm_ComputerSystem")).stream()
                        .sorted()
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "V1, ImportVirtualSystem",
        "V1, ImportVirtualSystemEx",
        "V1, ExportVirtualSystem",
        "V1, ExportVirtualSystemEx",
        "V1, GetVirtualSystemImportSettingData",
        "V2, ExportSystemDefinition",
        "V2, ImportSystemDefinition",
        "V2, RealizePlannedSystem",
        "V2, ValidatePlannedSystem",
        "CLUSTER, ExportSystemDefinition"
    })
    void declaresTheMethodsThatTheProductIsFor(Namespace namespace, String method) throws CimFailure {
        CimClass service = namespace.schema().require("Msvm_VirtualSystemManagementService");
        assertTrue(service.method(method).isPresent(), method);
    }

    @Test
    void isFoundByItsPathAsClientsWriteIt() {
        assertEquals(Optional.of(Namespace.V2), Namespace.find("Root\\Virtualization\\V2"));
        assertEquals(Optional.of(Namespace.CLUSTER), Namespace.find("root/hypervcluster/v2"));
        assertFalse(Namespace.find("root/cimv2").isPresent());
    }
}
