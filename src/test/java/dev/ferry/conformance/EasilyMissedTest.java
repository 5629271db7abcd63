package dev.ferry.conformance;

import static dev.ferry.conformance.CimClient.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.method.Returned;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimInstance.Property;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules of exports and imports in the first namespace that clients rely on and that are easily missed. */
@Timeout(300)
class EasilyMissedTest {
    @TempDir
    static Path folder;

    private static Ground ground;
    private static CimClient v1;
    private static Orders orders;

    @BeforeAll
    static void start() throws IOException {
        ground = Ground.start(folder);
        v1 = ground.in(Namespace.V1);
        orders = new Orders(v1);
    }

    @AfterAll
    static void stop() {
        ground.close();
    }

    private static Returned inPlace(String directory, boolean isNew) throws CimFailure {
        return v1.call(
                "ImportVirtualSystem",
                given("ImportDirectory", Ground.path(directory)),
                given("GenerateNewID", CimValue.of(isNew)));
    }

    private static String errors(CimInstance job) throws CimFailure {
        Returned answer = v1.call(job.path().orElseThrow(), "GetErrorEx");
        return CimClient.value(answer, "Errors").text();
    }

    private static Property subdirectory(boolean wanted) {
        return given("CreateVmExportSubdirectory", CimValue.of(wanted));
    }

    @Test
    void importsABareMachineFolderInPlaceOnceWithItsSavedStateAndAWarning() throws Exception {
        ForeignSystem.of("once").makeAt(ground.volume().resolve("once"), "once");
        CimInstance job = v1.completed(inPlace("once", false));
        assertEquals(7, job.number("JobState").orElseThrow());
        assertTrue(errors(job).contains("there is no manifest"), () -> job.toString());
        CimInstance system = v1.get(v1.affected(job));
        assertEquals(32769, system.number("EnabledState").orElseThrow());
        for (boolean isNew : List.of(false, true)) {
            Returned again = inPlace("once", isNew);
            assertEquals(32774, again.value(), again::toString);
            assertTrue(again.why().orElseThrow().message().contains(ForeignSystem.NAME), again::toString);
        }
    }

    @Test
    void leavesASystemWithoutSavedStateOffAfterAnImportInPlace() throws Exception {
        ObjectPath system = orders.defined("off", ground.disk("disks/off.raw"));
        v1.completed(orders.export(system, Ground.path("off"), null));
        v1.completed(orders.destroy(system));
        CimInstance back = v1.get(v1.affected(v1.completed(inPlace("off", false))));
        assertEquals(3, back.number("EnabledState").orElseThrow());
        assertEquals(system, back.path().orElseThrow());
    }

    @Test
    void refusesTheParentOfExportsAndNamesThem() throws Exception {
        for (String name : List.of("one child", "other child")) {
            v1.completed(orders.export(
                    orders.defined(name), Ground.path("parent"), orders.exportSettings(subdirectory(true))));
        }
        Returned refused = inPlace("parent", true);
        assertEquals(32773, refused.value(), refused::toString);
        String why = refused.why().orElseThrow().toString();
        assertTrue(why.contains("one child") && why.contains("other child"), why);
        v1.completed(inPlace("parent/one child", true));
    }

    @Test
    void importsTheVeryDirectoryThatWasExportedToWithoutASubdirectory() throws Exception {
        v1.completed(orders.export(
                orders.defined("direct"), Ground.path("direct"), orders.exportSettings(subdirectory(false))));
        v1.completed(inPlace("direct", true));
    }

    @Test
    void exportsTenSystemsAtOnceToOneDirectory() throws Exception {
        List<Returned> started = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            started.add(orders.export(
                    orders.defined("of ten " + i), Ground.path("ten"), orders.exportSettings(subdirectory(true))));
        }
        for (Returned one : started) {
            v1.completed(one);
        }
        for (int i = 0; i < 10; i++) {
            assertTrue(Files.exists(ground.volume().resolve("ten/of ten " + i + "/ferry.manifest.json")));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tellsThatADiskOutsideTheFolderIsNotChecked(boolean isCopied) throws Exception {
        String name = isCopied ? "with disk" : "without disk";
        ObjectPath system = orders.defined(name, ground.disk("disks/" + name + ".raw"));
        v1.completed(orders.export(
                system, Ground.path(name), orders.exportSettings(given("CopyVmStorage", CimValue.of(isCopied)))));
        v1.completed(orders.destroy(system));
        CimInstance job = v1.completed(inPlace(name, false));
        assertEquals(!isCopied, errors(job).contains("not checked"), () -> job.toString());
    }

    /** The nine lines that a host prints of the default settings. */
    @Test
    void offersTheDefaultExportSettingsOfAHost() throws Exception {
        ObjectPath system = orders.defined("defaults");
        CimInstance defaults =
                v1.only("ASSOCIATORS OF {" + system.relative() + "} WHERE ResultClass=" + Orders.EXPORT_SETTINGS);
        List<String> lines = defaults.properties().stream()
                .map(property -> property.name() + ": " + property.value().text())
                .sorted()
                .toList();
        assertEquals(
                List.of(
                        "Caption: Virtual System Export Setting Data",
                        "CopySnapshotConfiguration: 0",
                        "CopyVmRuntimeInformation: TRUE",
                        "CopyVmStorage: TRUE",
                        "CreateVmExportSubdirectory: FALSE",
                        "Description: Microsoft Virtual System Export Setting Data",
                        "ElementName: Microsoft Virtual System Export Setting Data",
                        "InstanceID: Microsoft:" + system.key("Name").text(),
                        "SnapshotVirtualSystem: "),
                lines);
    }
}
