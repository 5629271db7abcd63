package dev.ferry.cim.method;

import static dev.ferry.cim.Refusals.refuses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.object.Catalog;
import dev.ferry.cim.object.ClassView;
import dev.ferry.cim.object.FakeFamily;
import dev.ferry.cim.object.Objects;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.object.Toy;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimInstance.Property;
import dev.ferry.cim.value.CimType;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.model.Caller;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class InvokerTest {
    private static final String DESK = "T_Desk.CreationClassName=\"T_Desk\",Name=\"desk\"";
    private static final Caller CALLER = new Caller("jo", "wsman", "10.0.0.7");

    private final List<Invocation> invocations = new ArrayList<>();
    private final MethodTable methods = new MethodTable().add("T_Desk", "Export", this::record);
    private final Invoker invoker = new Invoker(new Toy().objects(), methods);

    private Returned record(Invocation invocation) {
        invocations.add(invocation);
        return Returned.jobStarted();
    }

    private Returned call(boolean mayChange, String target, String method, Property... given) throws CimFailure {
        return invoker.invoke(Toy.SCOPE, new Call(CALLER, mayChange, ObjectPath.parse(target), method, List.of(given)));
    }

    private Returned call(String target, String method, Property... given) throws CimFailure {
        return call(true, target, method, given);
    }

    private static Property given(String name, String text) {
        return new Property(name, CimValue.of(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                DESK,
                "T_Service.CreationClassName=\"T_Desk\",Name=\"desk\"",
                "T_Service.Name=\"DESK\"",
                "T_Element.Name=\"desk\",CreationClassName=\"T_Desk\"",
                "T_Desk=@",
                "T_Service"
            })
    void reachesTheMethodOfTheObjectByWhateverPathMeansIt(String target) throws CimFailure {
        assertEquals(4096, call(target, "export").value());
        Invocation invocation = invocations.getLast();
        assertEquals(DESK, invocation.target().relative());
        assertEquals("Export", invocation.method().name());
        assertEquals(CALLER, invocation.caller());
    }

    @Test
    void doesAsTheSuperclassDoesWhereTheClassHasNothingOfItsOwn() throws CimFailure {
        methods.add("T_Service", "Plain", this::record).add("T_Service", "Export", _ -> Returned.completed());
        assertEquals(4096, call(DESK, "Plain").value());
        assertEquals(4096, call(DESK, "Export").value());
    }

    @Test
    void givesParametersTheirDeclaredTypes() throws CimFailure {
        call(
                DESK,
                "Export",
                given("WITHSTATE", "true"),
                given("depth", "3"),
                given("System", "\\\\NODE1\\root\\virtualization\\v2:T_Machine.Name=\"m\""),
                given("Settings", "instance of T_Part { Slot = 2; };"),
                given("More", "instance of T_Wheel { Slot = 4; };"));
        Invocation invocation = invocations.getLast();
        assertEquals(Optional.of(true), invocation.flag("WithState"));
        assertEquals(CimValue.uint8(3), invocation.value("Depth"));
        assertEquals("T_Machine", invocation.reference("System").orElseThrow().className());
        assertEquals(
                Optional.of(2L),
                invocation.embedded("Settings", "T_Part").orElseThrow().number("Slot"));
        assertEquals(
                List.of("T_Wheel"),
                invocation.embeddeds("More", "T_Part").stream()
                        .map(CimInstance::className)
                        .toList());
    }

    @Test
    void takesWhatHasNoValueForNotGiven() throws CimFailure {
        call(
                DESK,
                "Export",
                given("System", ""),
                given("Settings", " "),
                new Property("Depth", CimValue.none()),
                new Property("Job", CimValue.none()));
        Invocation invocation = invocations.getLast();
        assertEquals(Optional.empty(), invocation.flag("WithState"));
        assertEquals(Optional.empty(), invocation.reference("System"));
        assertEquals(Optional.empty(), invocation.number("Depth"));
        assertEquals(Optional.empty(), invocation.embedded("Settings", "T_Part"));
    }

    @ParameterizedTest
    @CsvSource({
        "Colour, red, INVALID_PARAMETER, no parameter 'Colour'",
        "WithState, perhaps, TYPE_MISMATCH, WithState is declared boolean",
        "Depth, 256, TYPE_MISMATCH, uint8",
        "System, not a path, TYPE_MISMATCH, System",
        "Job, T_Order='x', INVALID_PARAMETER, only given back"
    })
    void refusesParametersThatTheDeclarationDoesNotHave(String name, String text, CimStatus status, String part) {
        refuses(status, () -> call(DESK, "Export", given(name, text.replace('\'', '"'))), "Export", part);
        assertTrue(invocations.isEmpty());
    }

    @Test
    void refusesAParameterThatIsGivenTwice() {
        refuses(
                CimStatus.INVALID_PARAMETER,
                () -> call(DESK, "Export", given("Depth", "1"), given("DEPTH", "1")),
                "Depth",
                "twice");
    }

    @Test
    void refusesMethodsClassesAndObjectsThatAreNotThere() {
        refuses(CimStatus.METHOD_NOT_FOUND, () -> call(DESK, "Sing"), "T_Desk", "'Sing'");
        refuses(CimStatus.METHOD_NOT_FOUND, () -> call("T_Order=\"o1\"", "Export"), "T_Order");
        refuses(CimStatus.INVALID_CLASS, () -> call("T_Ghost=\"x\"", "Export"), "T_Ghost");
        refuses(CimStatus.NOT_FOUND, () -> call("T_Desk.Name=\"other\"", "Export"), "other");
        assertTrue(invocations.isEmpty());
    }

    @Test
    void callsStaticMethodsOfTheClassItself() throws CimFailure {
        methods.add("T_Desk", "Count", this::record);
        assertEquals(4096, call("T_Desk", "Count", given("Of", "1")).value());
        assertEquals(4096, call("T_Service", "Count").value());
        assertEquals(4096, call("T_Desk.Name=\"nobody\"", "Count").value());
    }

    @ParameterizedTest
    @CsvSource({"Define, 1", "Export, 32770", "Plain, 32770", "Polish, 32770", "Count, 32770"})
    void saysNotSupportedWithTheNumberThatTheMethodDocuments(String method, long number) throws CimFailure {
        Invoker untied = new Invoker(new Toy().objects(), new MethodTable());
        Returned returned = untied.invoke(Toy.SCOPE, new Call(CALLER, true, ObjectPath.parse(DESK), method, List.of()));
        assertEquals(number, returned.value());
        assertTrue(returned.why().orElseThrow().message().contains("T_Desk." + method));
    }

    @Test
    void changesNothingAtANodeThatIsCutOffAndStillReads() throws CimFailure {
        MethodTable both =
                new MethodTable().add("T_Service", "Export", this::record).addRead("T_Service", "Plain", this::record);
        Refusal cut = Refusal.of(ReturnCode.NOT_AVAILABLE, "this node has been cut off", "ask another node");
        Invoker still = new Invoker(new Toy().objects(), both, () -> Optional.of(cut));
        Call export = new Call(CALLER, true, ObjectPath.parse(DESK), "Export", List.of());
        Call plain = new Call(CALLER, true, ObjectPath.parse(DESK), "Plain", List.of());
        assertEquals(32777, still.invoke(Toy.SCOPE, export).value());
        assertTrue(invocations.isEmpty());
        assertEquals(4096, still.invoke(Toy.SCOPE, plain).value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Define", "Export", "Plain"})
    void deniesAccessToACallerThatMayNotChangeThings(String method) throws CimFailure {
        Returned returned = call(false, DESK, method);
        assertEquals(32769, returned.value());
        assertTrue(returned.why().orElseThrow().message().contains("jo"));
        assertTrue(invocations.isEmpty());
    }

    @Test
    void letsEveryCallerAskWhatChangesNothing() throws CimFailure {
        methods.addRead("T_Desk", "Plain", this::record);
        assertEquals(4096, call(false, DESK, "Plain").value());
    }

    @Test
    void failsAsAnOperationWhereTheMethodHasNoNumberToSayItWith() {
        refuses(CimStatus.NOT_SUPPORTED, () -> call(DESK, "Refresh"), "Refresh");
        refuses(CimStatus.ACCESS_DENIED, () -> call(false, DESK, "Refresh"), "Refresh");
        methods.add("T_Desk", "Refresh", _ -> {
            throw new CimFailure(CimStatus.TYPE_MISMATCH, "no");
        });
        refuses(CimStatus.TYPE_MISMATCH, () -> call(DESK, "Refresh"), "no");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "instance of T_Machine { Size = 1; };|32776",
                "instance of T_Part { Slot = \"many\"; };|32776",
                "instance of T_Part { Wings = 2; };|32776",
                "instance of T_Ghost { };|32776",
                "<NOTHING/>|32773",
                "instance of|32773"
            })
    void tellsByItsNumberThatAnEmbeddedInstanceCannotBeRead(String text, long number) throws CimFailure {
        methods.add("T_Desk", "Define", invocation -> {
            invocation.embedded("Definition", "T_Part");
            return Returned.completed();
        });
        Returned returned = call(DESK, "Define", given("Definition", text));
        assertEquals(number, returned.value());
        assertTrue(returned.why().orElseThrow().message().length() > 10);
    }

    @ParameterizedTest
    @EnumSource(
            value = CimStatus.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"TYPE_MISMATCH", "INVALID_CLASS", "NO_SUCH_PROPERTY", "INVALID_PARAMETER", "SERVER_LIMITS_EXCEEDED"
            })
    void leavesOtherFailuresToTheOperation(CimStatus status) {
        methods.add("T_Desk", "Define", _ -> {
            throw new CimFailure(status, "for this reason");
        });
        refuses(status, () -> call(DESK, "Define"), "for this reason");
    }

    @Test
    void knowsAWholeNumberOfAnotherWidth() throws CimFailure {
        call(DESK, "Export", new Property("Depth", CimValue.of(CimType.UINT64, 7)));
        assertEquals(CimValue.uint8(7), invocations.getLast().value("Depth"));
    }

    /** The management service of a real namespace, and nothing else of it. */
    private Returned callService(Namespace namespace, String target, String method) throws CimFailure {
        String service = "Msvm_VirtualSystemManagementService";
        FakeFamily<String> family = new FakeFamily<>(name -> name, (_, _) -> true);
        family.rows.put("vmms", "vmms");
        ClassView<String> view = ClassView.of(
                service,
                family,
                (name, scope) -> List.of(scope.make(service)
                        .set("CreationClassName", service)
                        .set("Name", name)
                        .set("SystemCreationClassName", "Msvm_ComputerSystem")
                        .set("SystemName", scope.host())));
        Scope scope = new Scope(namespace, namespace.schema(), "node1");
        MethodTable ties = new MethodTable().add(service, "ExportVirtualSystem", this::record);
        return new Invoker(new Objects(new Catalog(scope.schema(), List.of(view))), ties)
                .invoke(scope, new Call(CALLER, true, ObjectPath.parse(target), method, List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "V1, CIM_VirtualSystemManagementService, ExportVirtualSystem, 4096",
        "V1, Msvm_VirtualSystemManagementService, ExportVirtualSystem, 4096",
        "V1, CIM_VirtualSystemManagementService, AddKvpItems, 32770",
        "V2, CIM_VirtualSystemManagementService, ExportSystemDefinition, 32770",
        "V2, Msvm_VirtualSystemManagementService, AddFeatureSettings, 1",
        "V2, CIM_VirtualSystemManagementService, DefineSystem, 1",
        "CLUSTER, CIM_VirtualSystemManagementService, DefineSystem, 1"
    })
    void answersTheRealServiceByThePathOfItsSuperclassToo(
            Namespace namespace, String className, String method, long number) throws CimFailure {
        String target = className + ".CreationClassName=\"Msvm_VirtualSystemManagementService\",Name=\"vmms\","
                + "SystemCreationClassName=\"Msvm_ComputerSystem\",SystemName=\"NODE1\"";
        assertEquals(number, callService(namespace, target, method).value());
    }
}
