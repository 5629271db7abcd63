package dev.ferry.cim.schema;

import static dev.ferry.cim.Refusals.refuses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.Samples;
import dev.ferry.cim.mof.MofSource;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimType;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.DeclaredType;
import dev.ferry.cim.value.ObjectPath;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(10)
class SchemaTest {
    private final Schema schema = Samples.schema();

    private static Schema of(String text) throws CimFailure {
        return Schema.read("root/x", List.of(new MofSource("x.mof", text)));
    }

    private static List<String> names(List<CimClass> classes) {
        return classes.stream().map(CimClass::name).toList();
    }

    @Test
    void findsClassesInAnyLetterCase() throws CimFailure {
        assertEquals("Msvm_ConcreteJob", schema.require("msvm_concreteJOB").name());
        refuses(
                CimStatus.INVALID_CLASS,
                () -> schema.require("Msvm_Nothing"),
                "root/virtualization/v2",
                "'Msvm_Nothing'");
    }

    @Test
    void knowsWhoInheritsFromWhom() {
        assertTrue(schema.isSubclass("msvm_computersystem", "CIM_ManagedElement"));
        assertTrue(schema.isSubclass("CIM_Job", "CIM_Job"));
        assertFalse(schema.isSubclass("CIM_Job", "Msvm_ConcreteJob"));
        assertFalse(schema.isSubclass("Nobody", "CIM_Job"));
        assertEquals(
                List.of("CIM_ComputerSystem", "CIM_ManagedSystemElement", "CIM_ManagedElement"),
                schema.derivation("Msvm_ComputerSystem"));
        assertEquals(
                List.of(
                        "CIM_ComputerSystem",
                        "Msvm_ComputerSystem",
                        "Msvm_PlannedComputerSystem",
                        "Msvm_VirtualSystemManagementService"),
                names(schema.subclasses("CIM_ManagedSystemElement")));
        assertEquals(
                List.of("CIM_ComputerSystem", "Msvm_VirtualSystemManagementService"),
                names(schema.directSubclasses("cim_managedsystemelement")));
        assertEquals(List.of("CIM_ManagedElement", "CIM_Dependency", "Msvm_Event"), names(schema.directSubclasses("")));
    }

    @Test
    void givesAClassWhatItInheritsAndTellsWhereItIsFrom() throws CimFailure {
        CimClass system = schema.require("Msvm_ComputerSystem");
        CimProperty name = system.property("NAME").orElseThrow();

        assertEquals("CIM_ManagedSystemElement", name.originClass());
        assertEquals("CIM_ComputerSystem", name.declaredIn());
        assertTrue(name.isKey());
        assertEquals(
                List.of("Name", "CreationClassName"),
                system.keys().stream().map(CimProperty::name).toList());
        assertEquals(
                List.of("ProcessID"),
                system.ownProperties().stream().map(CimProperty::name).toList());
        assertEquals(
                CimValue.uint16(5),
                system.property("EnabledState").orElseThrow().defaultValue());
        assertEquals(
                CimValue.uint16s(List.of(1, 2, 3)),
                schema.require("Msvm_VirtualSystemExportSettingData")
                        .property("Codes")
                        .orElseThrow()
                        .defaultValue());
    }

    @Test
    void knowsMethodsWithTheirParametersOfSuperclassesToo() throws CimFailure {
        CimMethod method = schema.require("Msvm_PlannedComputerSystem")
                .method("requestStateChange")
                .orElseThrow();

        assertEquals("CIM_ComputerSystem", method.originClass());
        assertEquals(Optional.of(DeclaredType.of(CimType.UINT32)), method.returns());
        CimParameter job = method.parameter("job").orElseThrow();
        assertTrue(job.isOut() && !job.isIn());
        assertTrue(method.parameter("RequestedState").orElseThrow().isIn());
        CimMethod own = schema.require("Msvm_ComputerSystem")
                .method("RequestStateChange")
                .orElseThrow();
        assertEquals("Msvm_ComputerSystem", own.declaredIn());
        assertFalse(own.parameter("Job").orElseThrow().isIn(), "out alone is not in");
        CimMethod export = schema.require("Msvm_VirtualSystemManagementService")
                .method("ExportSystemDefinition")
                .orElseThrow();
        assertTrue(export.isStatic());
        assertEquals(
                Optional.of("Msvm_VirtualSystemExportSettingData"),
                export.parameter("ExportSettingData").orElseThrow().embeddedClass());
    }

    @Test
    void carriesQualifiersOnAsTheirFlavorsSay() throws CimFailure {
        CimClass base = schema.require("CIM_Dependency");
        CimClass link = schema.require("Msvm_AffectedJobElement");

        assertTrue(base.isAbstract() && base.isAssociation());
        assertTrue(link.isAssociation());
        assertFalse(link.isAbstract(), "Abstract is restricted");
        CimProperty antecedent = link.property("Antecedent").orElseThrow();
        assertTrue(antecedent.isKey(), "Key goes to what overrides");
        assertTrue(antecedent.qualifiers().find("Key").orElseThrow().propagated());
        assertEquals(Optional.of("Antecedent"), antecedent.qualifiers().text("Override"));
        assertEquals(DeclaredType.referenceTo("Msvm_ConcreteJob"), antecedent.type());
        assertEquals(
                Optional.of("The root of all that is managed."),
                schema.require("CIM_Job").qualifiers().text("Description"));
        assertEquals(Optional.empty(), schema.require("CIM_Job").qualifiers().text("Version"));
    }

    @Test
    void takesOnlyWhatIsDeclaredForTheNamespace() throws CimFailure {
        Schema x = of("class A {};\n#pragma namespace(\"root\\\\X\")\nclass B : A {};"
                + "\n#pragma namespace(\"root\\\\y\")\nclass C {};");

        assertEquals(List.of("A", "B"), names(x.classes()));
    }

    @Test
    void doesNotMindInWhichOrderClassesCome() throws CimFailure {
        Schema x = of("class C : B {}; class B : A { string P; }; class A { [Key] string K; };");

        assertEquals(List.of("C", "B", "A"), names(x.classes()));
        assertEquals(
                List.of("K", "P"),
                x.require("C").properties().stream().map(CimProperty::name).toList());
    }

    @Test
    void linksALongChainOfClasses() throws CimFailure {
        StringBuilder text = new StringBuilder();
        for (int i = 5000; i > 0; i--) {
            text.append("class C").append(i).append(" : C").append(i - 1).append(" {};\n");
        }
        assertEquals(5000, of(text + "class C0 {};").derivation("C5000").size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INVALID_SUPERCLASS|class A : Z {};|class A has the superclass Z, which is not declared",
                "INVALID_SUPERCLASS|class A : B {}; class B : A {};|is a superclass of itself",
                "ALREADY_EXISTS|class A {}; class a {};|class a is already declared at x.mof, line 1",
                "ALREADY_EXISTS|class A { string P; uint8 p; };|class A, property p is declared twice",
                "ALREADY_EXISTS|class A { void M(); void m(); };|class A, method m is declared twice",
                "ALREADY_EXISTS|class A { void M(string X, string x); };|method M, parameter x is declared twice",
                "ALREADY_EXISTS|Qualifier Q : string; Qualifier q : string;|the qualifier q is already declared",
                "INVALID_PARAMETER|class A { string P; }; class B : A { uint8 P; };|class B, property P is uint8"
                        + " (0 to 255), but class A has it as string",
                "INVALID_PARAMETER|class A { string P; }; class B : A { string P[]; };|is array of string",
                "INVALID_PARAMETER|class A {}; class B : A { [Override] string P; };|class B, property P overrides P,"
                        + " which no superclass has",
                "INVALID_PARAMETER|class A {}; class B : A {}; class L { A REF E; }; class M : L { M REF E; };"
                        + "|class M, property E is reference to M",
                "INVALID_PARAMETER|class A { uint8 M(); }; class B : A { uint16 M(); };"
                        + "|class B, method M returns something else than in class A",
                "INVALID_PARAMETER|class A { uint8 M(string X); }; class B : A { uint8 M(); };"
                        + "|class B, method M lacks the parameter X that it has in class A",
                "INVALID_PARAMETER|class A { uint8 M(string X); }; class B : A { uint8 M(uint8 X); };"
                        + "|class B, method M, parameter X is uint8",
                "TYPE_MISMATCH|class A { uint8 P = 256; };|class A, property P is declared uint8 (0 to 255)",
                "TYPE_MISMATCH|class A { uint8 P = {1}; };|class A, property P is declared uint8",
                "TYPE_MISMATCH|Qualifier Q : uint8 = \"x\";|the default of the qualifier Q is not uint8",
                "TYPE_MISMATCH|Qualifier Q : uint8, Scope(any); [Q(\"x\")] class A {};|class A, the qualifier Q",
                "INVALID_PARAMETER|Qualifier Q : uint8, Scope(method); [Q(1)] class A {};"
                        + "|class A may not have the qualifier Q, which is not for a class",
                "INVALID_PARAMETER|Qualifier Q : uint8, Scope(any), Flavor(DisableOverride); [Q(1)] class A {};"
                        + " [Q(2)] class B : A {};|class B may not change the qualifier Q that it inherits",
                "INVALID_CLASS|class L { Nobody REF N; };|class L, property N refers to Nobody, which is not declared"
            })
    void refusesWhatContradictsItself(CimStatus status, String text, String sentence) {
        refuses(status, () -> of(text), sentence);
    }

    @Test
    void givesKeysOfAPathTheirDeclaredTypes() throws CimFailure {
        Schema x =
                of("class A { [Key] uint32 N; [Key] datetime T; [Key] A REF R; };" + "class One { [Key] string Id; };");
        ObjectPath path = x.typed(ObjectPath.parse("a.n=5,t=\"20261120101112.000000+000\",r=\"One.Id=\\\"x\\\"\""));

        assertEquals("A", path.className());
        assertEquals(CimValue.uint32(5), path.key("N"));
        assertTrue(path.key("T") instanceof CimValue.Time);
        assertTrue(path.key("R") instanceof CimValue.Reference(var to)
                && to.className().equals("One"));
        assertEquals("One.Id=\"v\"", x.typed(ObjectPath.parse("one=\"v\"")).toString());
        assertTrue(x.typed(ObjectPath.parse("ONE")).isClass());
    }

    @Test
    void refusesAPathThatFitsNoClass() {
        refuses(CimStatus.INVALID_CLASS, () -> schema.typed(ObjectPath.parse("Nobody.K=1")), "'Nobody'");
        refuses(
                CimStatus.INVALID_PARAMETER,
                () -> schema.typed(ObjectPath.parse("Msvm_ConcreteJob.Id=1")),
                "class Msvm_ConcreteJob has no key 'Id'");
        refuses(
                CimStatus.INVALID_PARAMETER,
                () -> schema.typed(ObjectPath.parse("Msvm_ComputerSystem.Name=\"x\"")),
                "lacks the key CreationClassName");
        refuses(
                CimStatus.INVALID_PARAMETER,
                () -> schema.typed(ObjectPath.parse("Msvm_ComputerSystem=\"x\"")),
                "has 2");
        refuses(
                CimStatus.TYPE_MISMATCH,
                () -> schema.typed(ObjectPath.parse("Msvm_ConcreteJob.InstanceID=5")),
                "key InstanceID is declared string and cannot hold '5'");
    }

    @Test
    void makesAPathOfAnInstance() throws CimFailure {
        CimClass job = schema.require("Msvm_ConcreteJob");

        assertEquals(
                ObjectPath.parse("Msvm_ConcreteJob.InstanceID=\"x\""),
                job.pathOf(CimInstance.of("Msvm_ConcreteJob").with("InstanceID", CimValue.of("x"))));
        assertEquals(
                "Msvm_Error=@",
                schema.require("Msvm_Error")
                        .pathOf(CimInstance.of("Msvm_Error"))
                        .toString());
        refuses(
                CimStatus.INVALID_PARAMETER,
                () -> job.pathOf(CimInstance.of("Msvm_ConcreteJob")),
                "key InstanceID has no value");
    }

    @Test
    void givesParametersTheirDeclaredTypes() throws CimFailure {
        CimMethod method = schema.require("Msvm_ComputerSystem")
                .method("RequestStateChange")
                .orElseThrow();

        assertEquals(CimValue.uint16(3), method.typed("requestedstate", CimValue.of("3")));
        assertTrue(method.typed("Job", CimValue.of("CIM_Job.InstanceID=\"1\"")) instanceof CimValue.Reference);
        assertEquals(CimValue.none(), method.typed("TimeoutPeriod", CimValue.none()));
        refuses(
                CimStatus.TYPE_MISMATCH,
                () -> method.typed("RequestedState", CimValue.of("-1")),
                "method RequestStateChange, parameter RequestedState is declared uint16 (0 to 65535) and "
                        + "cannot hold '-1'");
        refuses(
                CimStatus.INVALID_PARAMETER,
                () -> method.typed("Nothing", CimValue.of("x")),
                "method RequestStateChange has no parameter 'Nothing'");
    }
}
