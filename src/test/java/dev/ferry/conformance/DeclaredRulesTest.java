package dev.ferry.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.schema.CimClass;
import dev.ferry.cim.schema.CimMethod;
import dev.ferry.cim.schema.CimParameter;
import dev.ferry.cim.schema.CimProperty;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.schema.Qualifiers;
import dev.ferry.cim.value.CimValue;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients learn from the classes alone: parameters, numbers, keys, and which classes a namespace has. */
@Timeout(30)
class DeclaredRulesTest {
    private static final String STANDARD = "0 4096 32768 32769 32770 32771 32772 32773 32774 32775 32776 32777 32778";
    private static final String SERVICE = "Msvm_VirtualSystemManagementService";

    private static CimClass type(Namespace namespace, String className) throws CimFailure {
        return namespace.schema().require(className);
    }

    private static CimMethod method(Namespace namespace, String className, String name) throws CimFailure {
        return type(namespace, className).method(name).orElseThrow(() -> new AssertionError(name));
    }

    private static String numbers(Qualifiers qualifiers) {
        return qualifiers.value("ValueMap") instanceof CimValue.Array(var _, var elements)
                ? elements.stream().map(CimValue::text).collect(Collectors.joining(" "))
                : "";
    }

    private static String told(CimParameter parameter) {
        return (parameter.isOut() ? "out " : "") + parameter.name() + " "
                + (parameter.type().isReference()
                        ? parameter.type().referenceClass()
                        : parameter.type().type().word());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "V1|Msvm_VirtualSystemManagementService|ImportVirtualSystem|ImportDirectory string, GenerateNewID boolean, out Job CIM_ConcreteJob",
                "V1|CIM_VirtualSystemManagementService|ImportVirtualSystem|ImportDirectory string, GenerateNewID boolean, out Job CIM_ConcreteJob",
                "V1|CIM_VirtualSystemManagementService|ExportVirtualSystem|ComputerSystem CIM_ComputerSystem, CopyVmState boolean, ExportDirectory string, out Job CIM_ConcreteJob",
                "V1|Msvm_VirtualSystemManagementService|ImportVirtualSystemEx|ImportDirectory string, ImportSettingData string, out Job CIM_ConcreteJob",
                "V1|Msvm_VirtualSystemManagementService|GetVirtualSystemImportSettingData|ImportDirectory string, out ImportSettingData string, out Job CIM_ConcreteJob",
                "V1|Msvm_VirtualSystemManagementService|ExportVirtualSystemEx|ComputerSystem CIM_ComputerSystem, ExportDirectory string, ExportSettingData string, out Job CIM_ConcreteJob",
                "V2|Msvm_VirtualSystemManagementService|ExportSystemDefinition|ComputerSystem CIM_ComputerSystem, ExportDirectory string, ExportSettingData string, out Job CIM_ConcreteJob",
                "CLUSTER|Msvm_VirtualSystemManagementService|ExportSystemDefinition|ComputerSystem CIM_ComputerSystem, ExportDirectory string, ExportSettingData string, out Job CIM_ConcreteJob",
                "V2|Msvm_VirtualSystemReferencePointService|ImportReferencePointMetadata|AffectedSystem Msvm_ComputerSystem, ConfigFilePath string, RuntimeStateFilePath string, out Job CIM_ConcreteJob",
                "V1|Msvm_VirtualSystemManagementService|ApplyVirtualSystemSnapshot|ComputerSystem CIM_ComputerSystem, SnapshotSettingData CIM_VirtualSystemSettingData"
            })
    void givesEachMethodItsParameters(Namespace namespace, String className, String name, String parameters)
            throws CimFailure {
        assertEquals(
                parameters,
                method(namespace, className, name).parameters().stream()
                        .map(DeclaredRulesTest::told)
                        .collect(Collectors.joining(", ")));
    }

    @ParameterizedTest
    @CsvSource({
        "V1, ImportVirtualSystem, ''",
        "V1, ImportVirtualSystemEx, ''",
        "V1, GetVirtualSystemImportSettingData, ''",
        "V1, ExportVirtualSystem, ''",
        "V1, ExportVirtualSystemEx, ''",
        "V2, ExportSystemDefinition, ''",
        "V2, ImportSystemDefinition, ' 32779'",
        "V2, ImportSnapshotDefinitions, ' 32779'",
        "V2, ValidatePlannedSystem, ' 32779'",
        "V2, RealizePlannedSystem, ''",
        "CLUSTER, ExportSystemDefinition, ''"
    })
    void givesEachTransferTheStandardCodes(Namespace namespace, String name, String more) throws CimFailure {
        assertEquals(STANDARD + more, numbers(method(namespace, SERVICE, name).qualifiers()));
    }

    @ParameterizedTest
    @CsvSource({"V1, ImportVirtualSystem", "V1, ExportVirtualSystem"})
    void marksTheOldestMethodsAsDeprecated(Namespace namespace, String name) throws CimFailure {
        for (String className : List.of(SERVICE, "CIM_VirtualSystemManagementService")) {
            assertTrue(method(namespace, className, name)
                    .qualifiers()
                    .find("Deprecated")
                    .isPresent());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "V1, Msvm_VirtualSystemExportSettingData, CopySnapshotConfiguration, uint8, 0 1 2",
        "V2, Msvm_VirtualSystemExportSettingData, CopySnapshotConfiguration, uint8, 0 1 2 3",
        "V2, Msvm_VirtualSystemExportSettingData, CaptureLiveState, uint8, 0 1 2",
        "V2, Msvm_VirtualSystemExportSettingData, BackupIntent, uint8, 0 1",
        "V2, Msvm_CollectionSnapshotExportSettingData, BackupIntent, uint16, 1 2",
        "V2, Msvm_VirtualSystemReferencePoint, ReferencePointType, uint16, 1 2",
        "CLUSTER, Msvm_VirtualSystemReferencePoint, ReferencePointType, uint16, 1 2",
        "V1, Msvm_Error, PerceivedSeverity, uint16, 0 2 3 4 5",
        "V2, Msvm_Error, PerceivedSeverity, uint16, 0 2 3 4 5",
        "CLUSTER, Msvm_Error, PerceivedSeverity, uint16, 0 1 2 3 4 5 6 7",
        "CLUSTER, Msvm_RedundancySet, RedundancyStatus, uint16, 0 1 2 3 4 5"
    })
    void numbersEachChoiceAsItIsDocumentedThere(
            Namespace namespace, String className, String property, String word, String numbers) throws CimFailure {
        CimProperty declared = type(namespace, className).requireProperty(property);
        assertEquals(word, declared.type().type().word());
        assertEquals(numbers, numbers(declared.qualifiers()));
    }

    @ParameterizedTest
    @CsvSource({"V2", "CLUSTER"})
    void countsTypesOfReferencePointsFromZeroInTheParameter(Namespace namespace) throws CimFailure {
        CimParameter parameter = method(namespace, "Msvm_VirtualSystemReferencePointService", "CreateReferencePoint")
                .parameter("ReferencePointType")
                .orElseThrow();
        assertEquals("0 1", numbers(parameter.qualifiers()));
    }

    @ParameterizedTest
    @CsvSource({
        "Caption, false",
        "CurrentResourcePaths, false",
        "SourceNetworkConnections, false",
        "SourceResourcePaths, true",
        "TargetResourcePaths, true",
        "TargetNetworkConnections, true",
        "GenerateNewId, true",
        "CreateCopy, true",
        "Name, true",
        "SecurityScope, true"
    })
    void tellsWhichImportSettingsMayBeChanged(String property, boolean mayBeWritten) throws CimFailure {
        CimProperty declared = type(Namespace.V1, Orders.IMPORT_SETTINGS).requireProperty(property);
        assertEquals(mayBeWritten, declared.qualifiers().flag("Write"));
        if (property.endsWith("s")) {
            assertTrue(declared.type().isArray());
            assertEquals("Indexed", declared.qualifiers().text("ArrayType").orElse(""));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "V2, Msvm_VirtualSystemImportSettingData",
        "CLUSTER, Msvm_VirtualSystemImportSettingData",
        "V1, Msvm_PlannedComputerSystem",
        "V1, Msvm_ExportJob",
        "V2, Msvm_ExportJob",
        "V2, Msvm_RedundancySet",
        "V2, Msvm_ComponentCS",
        "V2, Msvm_ConcreteIdentity",
        "V2, Msvm_FailoverIndication"
    })
    void lacksTheClassesThatTheNamespaceNeverHad(Namespace namespace, String className) throws CimFailure {
        assertTrue(namespace.schema().find(className).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "Msvm_VirtualSystemExportSettingData",
        "Msvm_SystemExportSettingData",
        "Msvm_PlannedComputerSystem",
        "Msvm_VirtualSystemReferencePointService",
        "Msvm_ReferencePointOfVirtualSystem",
        "Msvm_ResourceAllocationSettingData",
        "Msvm_StorageAllocationSettingData",
        "Msvm_VirtualSystemSettingDataComponent",
        "Msvm_LastAppliedSnapshot"
    })
    void marksWhatIsAddedToTheCluster(String className) throws CimFailure {
        assertTrue(type(Namespace.CLUSTER, className).qualifiers().flag("FerryAdded"));
        assertFalse(type(Namespace.CLUSTER, "Msvm_RedundancySet").qualifiers().flag("FerryAdded"));
    }

    @ParameterizedTest
    @CsvSource({"V1", "V2", "CLUSTER"})
    void hasNoMethodThatOffersExportSettings(Namespace namespace) throws CimFailure {
        assertTrue(type(namespace, SERVICE)
                .method("GetVirtualSystemExportSettingData")
                .isEmpty());
    }
}
