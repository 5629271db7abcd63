package dev.ferry.endpoint.cimxml;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.host.HostPaths;
import dev.ferry.cim.host.HostViews;
import dev.ferry.cim.method.Invocation;
import dev.ferry.cim.method.Invoker;
import dev.ferry.cim.method.MethodTable;
import dev.ferry.cim.method.Returned;
import dev.ferry.cim.object.Catalog;
import dev.ferry.cim.object.ClassView;
import dev.ferry.cim.object.FakeFamily;
import dev.ferry.cim.object.Making;
import dev.ferry.cim.object.Objects;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.served.ServedNamespace;
import dev.ferry.cim.text.EmbeddedText;
import dev.ferry.cim.value.CimDateTime;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.endpoint.SealedText;
import dev.ferry.endpoint.Visitor;
import dev.ferry.endpoint.cimxml.dsp0201.RequestReader;
import dev.ferry.endpoint.cimxml.dsp0201.Unreadable;
import dev.ferry.model.Caller;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the recorder of the exchanges had, in the real schemas: a host, its service, and two systems. Methods only write down how they were called. */
final class World {
    static final String ALPHA = "B7D6A5C4-0001-4D1E-9A8B-000000000001";
    static final String BETA = "B7D6A5C4-0002-4D1E-9A8B-000000000002";
    static final String JOB = "605EE5C7-DD6F-450D-A796-A2D10E546960";
    static final Visitor ADMIN = new Visitor(new Caller("admin", "cimxml", "127.0.0.1"), true);
    static final Visitor VIEWER = new Visitor(new Caller("eve", "cimxml", "127.0.0.1"), false);
    private static final byte[] KEY = "the same key at every node".getBytes(StandardCharsets.UTF_8);
    private static final Instant NOW = Instant.parse("2026-11-20T10:11:12.123456Z");
    private static final Map<Namespace, Scope> SCOPES = new EnumMap<>(Namespace.class);

    final List<Invocation> called = new ArrayList<>();
    private final Map<Namespace, ServedNamespace> served = new EnumMap<>(Namespace.class);
    private final Operations operations;

    /** A system of the recorder; its name, and how many milliseconds it has been on. */
    record Row(String id, String name, int state, String millis) {}

    static {
        for (Namespace namespace : Namespace.values()) {
            try {
                SCOPES.put(namespace, new Scope(namespace, namespace.schema(), "hvnode1"));
            } catch (CimFailure e) {
                throw new AssertionError(e);
            }
        }
    }

    World() {
        for (Namespace namespace : Namespace.values()) {
            served.put(namespace, serve(namespace));
        }
        this.operations =
                new Operations(this::named, new SealedText(KEY, Duration.ofHours(1), InstantSource.fixed(NOW)));
    }

    static Scope scope(Namespace namespace) {
        return SCOPES.get(namespace);
    }

    ServedNamespace named(String path) throws CimFailure {
        return Namespace.find(path)
                .map(served::get)
                .orElseThrow(() -> new CimFailure(
                        CimStatus.INVALID_NAMESPACE, "there is no namespace " + CimFailure.quoted(path)));
    }

    String answer(String request, Visitor visitor) throws Unreadable {
        return operations.answer(RequestReader.read(request), visitor);
    }

    String answer(String request) throws Unreadable {
        return answer(request, ADMIN);
    }

    private ServedNamespace serve(Namespace namespace) {
        Scope scope = SCOPES.get(namespace);
        List<ClassView<?>> views = namespace == Namespace.INTEROP ? HostViews.views(namespace, null) : views(scope);
        Objects objects = new Objects(new Catalog(scope.schema(), views));
        MethodTable methods = new MethodTable();
        if (namespace != Namespace.INTEROP) {
            methods.add(HostPaths.SYSTEM, "RequestStateChange", call -> wrote(call, Returned.completed()));
            methods.addRead(HostPaths.MANAGEMENT, "GetSummaryInformation", call -> wrote(call, Returned.completed()));
            List<String> jobs = namespace == Namespace.V1
                    ? List.of("ExportVirtualSystem", "ExportVirtualSystemEx", "ImportVirtualSystem")
                    : List.of("ExportSystemDefinition", "ImportSystemDefinition");
            jobs.forEach(name -> methods.add(HostPaths.MANAGEMENT, name, this::started));
            if (namespace == Namespace.V1) {
                methods.addRead(HostPaths.MANAGEMENT, "GetVirtualSystemImportSettingData", this::offered);
            }
        }
        return new ServedNamespace(scope, objects, new Invoker(objects, methods));
    }

    private Returned wrote(Invocation call, Returned returned) {
        called.add(call);
        return returned;
    }

    private Returned started(Invocation call) {
        return wrote(
                call,
                Returned.jobStarted()
                        .with("Job", CimValue.of(call.scope().path("Msvm_ConcreteJob", "InstanceID", JOB))));
    }

    private Returned offered(Invocation call) throws CimFailure {
        CimInstance settings = CimInstance.of("Msvm_VirtualSystemImportSettingData")
                .with("Name", CimValue.of("vm <alpha> & \"beta\""))
                .with("GenerateNewId", CimValue.of(true));
        return wrote(
                call,
                Returned.completed()
                        .with(
                                "ImportSettingData",
                                CimValue.of(EmbeddedText.write(
                                        settings, call.scope().schema()))));
    }

    private static List<ClassView<?>> views(Scope scope) {
        FakeFamily<Row> rows = new FakeFamily<>(Row::id, (_, _) -> true);
        List.of(
                        new Row("HVNODE1", "HVNODE1", 2, "0"),
                        new Row(ALPHA, "vm-alpha", 3, "18446744073709551615"),
                        new Row(BETA, "vm-beta", 2, "18446744073709551615"))
                .forEach(row -> rows.rows.put(row.id(), row));
        List<ClassView<?>> views = new ArrayList<>(List.of(
                ClassView.of(HostPaths.SYSTEM, rows, World::system),
                ClassView.of(HostPaths.MANAGEMENT, rows, World::service)));
        if (scope.schema().find("Msvm_HostedDependency").isPresent()) {
            views.add(ClassView.of("Msvm_HostedDependency", rows, World::link));
        }
        return views;
    }

    private static List<Making> system(Row row, Scope scope) {
        return List.of(scope.make(HostPaths.SYSTEM)
                .set("CreationClassName", HostPaths.SYSTEM)
                .set("Name", row.id())
                .set("ElementName", row.name())
                .set("Caption", "Virtual Machine")
                .set("Description", "Operating <normally> & \"well\"")
                .set("EnabledState", row.state())
                .numbers("OperationalStatus", List.of(2))
                .set("InstallDate", CimValue.of(CimDateTime.of(NOW)))
                .set("OnTimeInMilliseconds", CimValue.of(row.millis())));
    }

    private static List<Making> service(Row row, Scope scope) {
        return isHost(row)
                ? List.of(scope.make(HostPaths.MANAGEMENT)
                        .set("CreationClassName", HostPaths.MANAGEMENT)
                        .set("Name", "vmms")
                        .set("SystemCreationClassName", HostPaths.SYSTEM)
                        .set("SystemName", "HVNODE1"))
                : List.of();
    }

    private static List<Making> link(Row row, Scope scope) {
        return isHost(row)
                ? List.of()
                : List.of(scope.make("Msvm_HostedDependency")
                        .set("Antecedent", path(scope, "HVNODE1"))
                        .set("Dependent", path(scope, row.id())));
    }

    private static boolean isHost(Row row) {
        return row.id().equals("HVNODE1");
    }

    static ObjectPath path(Scope scope, String name) {
        return scope.path(HostPaths.SYSTEM, "CreationClassName", HostPaths.SYSTEM, "Name", name);
    }
}
