package dev.ferry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.method.Call;
import dev.ferry.cim.method.Returned;
import dev.ferry.cim.object.Cursor;
import dev.ferry.cim.object.Page;
import dev.ferry.cim.object.Paging;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.served.ServedNamespace;
import dev.ferry.cim.served.ServedNamespaces;
import dev.ferry.cim.text.EmbeddedText;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimInstance.Property;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.cim.wql.Query;
import dev.ferry.model.Caller;
import dev.ferry.testkit.TestSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real node, asked in the language of CIM: what a client does, without a wire between. */
@Timeout(300)
class CimAtANodeTest {
    private static final String SERVICE = "Msvm_VirtualSystemManagementService";
    private static final String ROOT = "C:\\Ferry\\";
    private static final Caller ANNA = new Caller("anna", "test", "127.0.0.1");

    @TempDir
    static Path data;

    private static Node node;
    private static ServedNamespaces namespaces;

    @BeforeAll
    static void start() {
        node = Node.start(TestSettings.of(data));
        namespaces = node.namespaces();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void carriesASystemThroughTheFirstNamespace() throws Exception {
        ServedNamespace v1 = namespaces.of(Namespace.V1);
        ObjectPath system = defined(v1, "DefineVirtualSystem", "DefinedSystem", "first", disk("first.raw"));
        assertEquals(
                "first",
                v1.objects().get(v1.scope(), system).text("ElementName").orElseThrow());

        CimInstance settings = only(
                v1, "ASSOCIATORS OF {" + system.relative() + "} WHERE ResultClass=Msvm_VirtualSystemExportSettingData");
        String wanted = EmbeddedText.write(
                settings.with("CreateVmExportSubdirectory", CimValue.of(true)),
                v1.scope().schema());
        ended(
                v1,
                call(
                        v1,
                        "ExportVirtualSystemEx",
                        given("ComputerSystem", CimValue.of(system)),
                        given("ExportDirectory", CimValue.of(ROOT + "out")),
                        given("ExportSettingData", CimValue.of(wanted))));
        assertTrue(Files.exists(data.resolve("volumes/local/out/first/ferry.manifest.json")));

        ended(v1, call(v1, "DestroyVirtualSystem", given("ComputerSystem", CimValue.of(system))));
        assertEquals(Optional.empty(), v1.objects().find(v1.scope(), system));

        Returned offered = call(
                v1, "GetVirtualSystemImportSettingData", given("ImportDirectory", CimValue.of(ROOT + "out\\first")));
        assertEquals(0, offered.value(), offered::toString);
        CimInstance import0 = EmbeddedText.read(
                offered.out().find("ImportSettingData").orElseThrow().value().text(),
                v1.scope().schema());
        assertEquals("first", import0.text("Name").orElseThrow());
        CimInstance kept = import0.with("GenerateNewId", CimValue.of(false)).with("Name", CimValue.of("first again"));
        ended(
                v1,
                call(
                        v1,
                        "ImportVirtualSystemEx",
                        given("ImportDirectory", CimValue.of(ROOT + "out\\first")),
                        given(
                                "ImportSettingData",
                                CimValue.of(EmbeddedText.write(kept, v1.scope().schema())))));
        CimInstance back = only(v1, "SELECT * FROM Msvm_ComputerSystem WHERE ElementName = 'first again'");
        assertEquals(system, back.path().orElseThrow());
        assertEquals(3, back.number("EnabledState").orElseThrow());

        Returned taken = call(
                v1,
                "ImportVirtualSystem",
                given("ImportDirectory", CimValue.of(ROOT + "out\\first")),
                given("GenerateNewID", CimValue.of("false")));
        assertEquals(32774, taken.value(), taken::toString);
        assertTrue(taken.why().orElseThrow().message().contains("first again"), taken::toString);
    }

    @ParameterizedTest
    @EnumSource(
            value = Namespace.class,
            names = {"V2", "CLUSTER"})
    void exportsAndDestroysInTheOthers(Namespace namespace) throws Exception {
        ServedNamespace served = namespaces.of(namespace);
        String name = "of-" + namespace.name().toLowerCase(Locale.ROOT);
        ObjectPath system = defined(served, "DefineSystem", "ResultingSystem", name, disk(name + ".raw"));
        Returned refused = call(
                served,
                "ExportSystemDefinition",
                given("ComputerSystem", CimValue.of(system)),
                given("ExportDirectory", CimValue.of("relative")));
        assertEquals(32773, refused.value(), refused::toString);
        CimInstance job = ended(
                served,
                call(
                        served,
                        "ExportSystemDefinition",
                        given("ComputerSystem", CimValue.of(system)),
                        given("ExportDirectory", CimValue.of(ROOT + name)),
                        given("ExportSettingData", CimValue.of(""))));
        assertEquals(62, job.number("JobType").orElseThrow());
        assertTrue(Files.exists(data.resolve("volumes/local/" + name + "/ferry.manifest.json")));
        assertEquals(
                List.of(system),
                all(
                                served,
                                "ASSOCIATORS OF {" + job.path().orElseThrow().relative()
                                        + "} WHERE AssocClass=Msvm_AffectedJobElement")
                        .stream()
                        .map(instance -> instance.path().orElseThrow())
                        .toList());
        ended(served, call(served, "DestroySystem", given("AffectedSystem", CimValue.of(system))));
        assertEquals(Optional.empty(), served.objects().find(served.scope(), system));
    }

    @ParameterizedTest
    @EnumSource(Namespace.class)
    void findsEachInstanceByItsPathAndEachEndOfEachLink(Namespace namespace) throws Exception {
        ServedNamespace served = namespaces.of(namespace);
        defined(
                namespaces.of(Namespace.V2),
                "DefineSystem",
                "ResultingSystem",
                "seen in " + namespace,
                disk(namespace + "-seen.raw"));
        int found = 0;
        for (String className : served.objects().catalog().views().stream()
                .map(view -> view.className())
                .distinct()
                .toList()) {
            for (CimInstance instance : all(served, "SELECT * FROM " + className)) {
                ObjectPath path = instance.path().orElseThrow();
                assertEquals(
                        path, served.objects().get(served.scope(), path).path().orElseThrow());
                found++;
                for (Property property : instance.properties()) {
                    if (property.value() instanceof CimValue.Reference(ObjectPath end)
                            && end.namespace().equalsIgnoreCase(namespace.path())) {
                        assertTrue(
                                served.objects().find(served.scope(), end).isPresent(),
                                () -> path + " leads to " + end + ", which is not there");
                    }
                }
            }
        }
        assertTrue(found > 0);
    }

    @Test
    void letsWhoMayOnlyLookLookAndChangeNothing() throws Exception {
        ServedNamespace v2 = namespaces.of(Namespace.V2);
        ObjectPath system = defined(v2, "DefineSystem", "ResultingSystem", "kept", disk("kept.raw"));
        Returned no = v2.invoker()
                .invoke(
                        v2.scope(),
                        new Call(
                                ANNA,
                                false,
                                service(v2),
                                "DestroySystem",
                                List.of(given("AffectedSystem", CimValue.of(system)))));
        assertEquals(32769, no.value());
        assertTrue(v2.objects().find(v2.scope(), system).isPresent());
    }

    private static String disk(String name) throws IOException {
        Path file = data.resolve("volumes/local/disks").resolve(name);
        Files.createDirectories(file.getParent());
        byte[] bytes = new byte[2 << 20];
        new Random(name.hashCode()).nextBytes(bytes);
        Files.write(file, bytes);
        return ROOT + "disks\\" + name;
    }

    private static ObjectPath defined(ServedNamespace served, String method, String result, String name, String disk)
            throws CimFailure {
        boolean first = served.scope().namespace() == Namespace.V1;
        String settings = "<INSTANCE CLASSNAME=\""
                + (first ? "Msvm_VirtualSystemGlobalSettingData" : "Msvm_VirtualSystemSettingData")
                + "\"><PROPERTY NAME=\"ElementName\" TYPE=\"string\"><VALUE>" + name + "</VALUE></PROPERTY></INSTANCE>";
        String resource = "<INSTANCE CLASSNAME=\""
                + (first ? "Msvm_ResourceAllocationSettingData" : "Msvm_StorageAllocationSettingData")
                + "\"><PROPERTY NAME=\"ResourceType\" TYPE=\"uint16\"><VALUE>" + (first ? 21 : 31)
                + "</VALUE></PROPERTY><PROPERTY.ARRAY NAME=\"" + (first ? "Connection" : "HostResource")
                + "\" TYPE=\"string\"><VALUE.ARRAY><VALUE>" + disk
                + "</VALUE></VALUE.ARRAY></PROPERTY.ARRAY></INSTANCE>";
        Returned answer = call(
                served,
                method,
                given(first ? "SystemSettingData" : "SystemSettings", CimValue.of(settings)),
                given(first ? "ResourceSettingData" : "ResourceSettings", CimValue.strings(List.of(resource))));
        assertEquals(0, answer.value(), answer::toString);
        return answer.out().find(result).orElseThrow().value() instanceof CimValue.Reference(ObjectPath path)
                ? path
                : ObjectPath.ofClass("None");
    }

    private static Property given(String name, CimValue value) {
        return new Property(name, value);
    }

    private static ObjectPath service(ServedNamespace served) throws CimFailure {
        return only(served, "SELECT * FROM " + SERVICE).path().orElseThrow();
    }

    private static Returned call(ServedNamespace served, String method, Property... given) throws CimFailure {
        return served.invoker().invoke(served.scope(), new Call(ANNA, true, service(served), method, List.of(given)));
    }

    /** Polls as clients do, and holds what they see: a job that runs, never goes back, and ends well. */
    private static CimInstance ended(ServedNamespace served, Returned started) throws CimFailure {
        assertEquals(4096, started.value(), started::toString);
        assertTrue(started.out().find("Job").orElseThrow().value() instanceof CimValue.Reference);
        ObjectPath path =
                ((CimValue.Reference) started.out().find("Job").orElseThrow().value()).path();
        long percent = 0;
        while (true) {
            CimInstance job = served.objects().get(served.scope(), path);
            long state = job.number("JobState").orElseThrow();
            assertTrue(job.number("PercentComplete").orElseThrow() >= percent, job::toString);
            percent = job.number("PercentComplete").orElseThrow();
            if (state != 4) {
                assertEquals(7, state, job::toString);
                assertEquals(0, job.number("ErrorCode").orElseThrow());
                return job;
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static CimInstance only(ServedNamespace served, String query) throws CimFailure {
        List<CimInstance> found = all(served, query);
        assertEquals(1, found.size(), () -> query + ": " + found);
        return found.getFirst();
    }

    private static List<CimInstance> all(ServedNamespace served, String query) throws CimFailure {
        List<CimInstance> all = new ArrayList<>();
        Optional<Cursor> next = Optional.of(Cursor.START);
        while (next.isPresent()) {
            Page page = served.objects().query(served.scope(), Query.parse(query), new Paging(3, next.get()));
            assertFalse(page.instances().isEmpty() && page.next().isPresent());
            all.addAll(page.instances());
            next = page.next();
        }
        return all;
    }
}
