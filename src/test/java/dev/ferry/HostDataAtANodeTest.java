package dev.ferry;

import static dev.ferry.HardwareClient.all;
import static dev.ferry.HardwareClient.call;
import static dev.ferry.HardwareClient.defined;
import static dev.ferry.HardwareClient.ended;
import static dev.ferry.HardwareClient.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.HardwareClient.Words;
import dev.ferry.cim.CimFailure;
import dev.ferry.cim.method.Returned;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimInstance.Property;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.testkit.TestSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What hosts keep about a system, at a real node: items for its guest, and the scope that it resides in. */
@Timeout(300)
class HostDataAtANodeTest {
    private static final String ROOT = "C:\\Ferry\\";

    @TempDir
    static Path data;

    private static Node node;

    @BeforeAll
    static void start() {
        node = Node.start(TestSettings.of(data));
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Namespace.class,
            names = {"V1", "V2", "CLUSTER"})
    void keepsItemsWithTheDefinition(Namespace namespace) throws Exception {
        Words words = Words.of(node, namespace);
        ObjectPath system = defined(words, "talks-" + namespace, disk("talks-" + namespace + ".raw"));

        assertEquals(0, items(words, "AddKvpItems", system, "colour", "azure").value());
        assertTrue(definition(system).contains("azure"));
        assertEquals(32773, items(words, "AddKvpItems", system, "colour", "red").value());
        assertEquals(
                0, items(words, "ModifyKvpItems", system, "colour", "crimson").value());
        assertTrue(definition(system).contains("crimson"));
        assertEquals(
                32773, items(words, "ModifyKvpItems", system, "shape", "round").value());
        assertEquals(0, items(words, "RemoveKvpItems", system, "colour", "").value());
        assertTrue(!definition(system).contains("crimson"));
        assertEquals(32773, items(words, "RemoveKvpItems", system, "colour", "").value());
    }

    @Test
    void givesAnImportedSystemItsScopeAndKeepsItThroughAnExport() throws Exception {
        Words words = Words.of(node, Namespace.V1);
        ObjectPath system = defined(words, "scoped", disk("scoped.raw"));
        assertEquals(0, items(words, "AddKvpItems", system, "colour", "violet").value());

        export(words, system, "first");
        importCopy(words, "first\\scoped", "scoped-2", "accounting");
        CimInstance second = global(words, "scoped-2");
        assertEquals("accounting", second.text("ScopeOfResidence").orElseThrow());
        ObjectPath copied = ObjectPath.of(
                "Msvm_ComputerSystem",
                List.of(
                        new ObjectPath.Key("CreationClassName", CimValue.of("Msvm_ComputerSystem")),
                        new ObjectPath.Key(
                                "Name", CimValue.of(second.text("SystemName").orElseThrow()))));

        export(words, copied, "again");
        importCopy(words, "again\\scoped-2", "scoped-3", "");
        assertEquals(
                "accounting", global(words, "scoped-3").text("ScopeOfResidence").orElseThrow());
        assertTrue(global(words, "scoped").text("ScopeOfResidence").isEmpty());
        assertTrue(definition(ObjectPath.of(
                        "Msvm_ComputerSystem",
                        "Name",
                        global(words, "scoped-3").text("SystemName").orElseThrow()))
                .contains("violet"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Namespace.class,
            names = {"V2", "CLUSTER"})
    void tellsHowLargeTheFilesOfASystemAre(Namespace namespace) throws Exception {
        Words words = Words.of(node, namespace);
        ObjectPath system = defined(words, "large-" + namespace, disk("large-" + namespace + ".raw"));
        String guid = system.key("Name").text();
        ObjectPath settings = ObjectPath.of("Msvm_VirtualSystemSettingData", "InstanceID", "Microsoft:" + guid);

        Returned told = call(words, "GetSizeOfSystemFiles", new Property("Vssd", CimValue.of(settings)));
        assertEquals(0, told.value(), told::toString);
        CimValue size = told.out().find("Size").orElseThrow().value();
        assertEquals(
                Files.size(definitionFile(guid)),
                assertInstanceOf(CimValue.Whole.class, size).number().longValueExact());
    }

    private static Returned items(Words words, String method, ObjectPath system, String name, String value)
            throws CimFailure {
        CimInstance item = CimInstance.of("Msvm_KvpExchangeDataItem")
                .with("Name", CimValue.of(name))
                .with("Data", CimValue.of(value))
                .with("Source", CimValue.uint16(0));
        return call(
                words,
                method,
                new Property("TargetSystem", CimValue.of(system)),
                new Property("DataItems", CimValue.strings(List.of(text(words, item)))));
    }

    private static void export(Words words, ObjectPath system, String folder) throws CimFailure {
        CimInstance wanted = CimInstance.of("Msvm_VirtualSystemExportSettingData")
                .with("CreateVmExportSubdirectory", CimValue.of(true));
        ended(
                words,
                call(
                        words,
                        "ExportVirtualSystemEx",
                        new Property("ComputerSystem", CimValue.of(system)),
                        new Property("ExportDirectory", CimValue.of(ROOT + folder)),
                        new Property("ExportSettingData", CimValue.of(text(words, wanted)))));
    }

    private static void importCopy(Words words, String folder, String name, String scope) throws CimFailure {
        CimInstance wanted = CimInstance.of("Msvm_VirtualSystemImportSettingData")
                .with("GenerateNewId", CimValue.of(true))
                .with("CreateCopy", CimValue.of(true))
                .with("Name", CimValue.of(name))
                .with("SecurityScope", CimValue.of(scope));
        ended(
                words,
                call(
                        words,
                        "ImportVirtualSystemEx",
                        new Property("ImportDirectory", CimValue.of(ROOT + folder)),
                        new Property("ImportSettingData", CimValue.of(text(words, wanted)))));
    }

    private static CimInstance global(Words words, String name) throws CimFailure {
        List<CimInstance> found =
                all(words, "SELECT * FROM Msvm_VirtualSystemGlobalSettingData WHERE ElementName = '" + name + "'");
        assertEquals(1, found.size(), found::toString);
        return found.getFirst();
    }

    private static String disk(String name) throws IOException {
        Path file = data.resolve("volumes/local/disks").resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[1 << 20]);
        return ROOT + "disks\\" + name;
    }

    private static String definition(ObjectPath system) throws IOException {
        return new String(Files.readAllBytes(definitionFile(system.key("Name").text())), StandardCharsets.UTF_16LE);
    }

    /** The system's own, and not that of an export. */
    private static Path definitionFile(String guid) throws IOException {
        try (var files = Files.walk(data.resolve("volumes/local"))) {
            return files.filter(path -> path.getFileName().toString().equals(guid + ".xml"))
                    .filter(path -> List.of("first", "again").stream()
                            .noneMatch(folder -> path.startsWith(
                                    data.resolve("volumes/local").resolve(folder))))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
