package dev.ferry.conformance;

import static dev.ferry.conformance.CimClient.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.method.Returned;
import dev.ferry.cim.schema.CimProperty;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each setting of exports and imports, in two runs that differ by it alone: what lies on disk then differs as the setting means. */
@Timeout(300)
class SettingsOnDiskTest {
    @TempDir
    static Path folder;

    private static final ForeignSystem TREE = ForeignSystem.of("exported");
    private static final Map<Map<String, CimValue>, Trace> EXPORTED = new HashMap<>();

    private static Ground ground;
    private static Trace imported;

    @BeforeAll
    static void start() throws Exception {
        ground = Ground.start(folder);
        CimClient v1 = ground.in(Namespace.V1);
        TREE.makeAt(ground.volume().resolve("exported"), "here");
        v1.completed(v1.call(
                "ImportVirtualSystem",
                given("ImportDirectory", Ground.path("exported")),
                given("GenerateNewID", CimValue.of(false))));
        imported = importedWith("plain", Map.of()).trace();
    }

    @AfterAll
    static void stop() {
        ground.close();
    }

    /** The second namespace has every setting that the others have, and all hand them on to the same export. */
    static Stream<SettingRow> exports() {
        return SettingRows.exports(ground.in(Namespace.V2), TREE).stream();
    }

    static Stream<SettingRow> imports() {
        return SettingRows.imports().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("exports")
    void changesAnExportByItselfAlone(SettingRow row) throws Exception {
        Trace before = EXPORTED.get(row.base());
        if (before == null) {
            before = exported(row.name() + "-without", row.base(), 0);
            EXPORTED.put(row.base(), before);
        }
        Trace after = exported(row.name(), row.with(), row.refused());
        if (row.refused() == 0) {
            row.holds(after.against(before));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("imports")
    void changesAnImportByItselfAlone(SettingRow row) throws Exception {
        Made made = importedWith(row.name(), row.with());
        assertEquals(row.refused(), made.code(), made::why);
        if (row.refused() == 0) {
            row.holds(made.trace().against(imported));
        }
    }

    /** So that none is forgotten. */
    @ParameterizedTest
    @EnumSource(
            value = Namespace.class,
            names = {"V1", "V2", "CLUSTER"})
    void isHeldForEverySettingThatIsDeclared(Namespace namespace) throws CimFailure {
        assertEquals(
                declared(namespace, Orders.EXPORT_SETTINGS), settings(SettingRows.exports(ground.in(namespace), TREE)));
        if (namespace == Namespace.V1) {
            assertEquals(declared(namespace, Orders.IMPORT_SETTINGS), settings(SettingRows.imports()));
        }
    }

    private static Set<String> declared(Namespace namespace, String className) throws CimFailure {
        return new TreeSet<>(namespace.schema().require(className).properties().stream()
                .map(CimProperty::name)
                .toList());
    }

    private static Set<String> settings(List<SettingRow> rows) {
        return new TreeSet<>(rows.stream().map(SettingRow::setting).toList());
    }

    private static Trace exported(String to, Map<String, CimValue> settings, long code) throws CimFailure, IOException {
        CimClient client = ground.in(Namespace.V2);
        Orders orders = new Orders(client);
        Returned answer = orders.export(
                client.service("Msvm_ComputerSystem WHERE Name = '" + TREE.id() + "'"),
                Ground.path(to),
                orders.exportSettings(SettingRow.given(settings)));
        assertEquals(code, orders.outcome(answer), answer::toString);
        if (code != 0) {
            return new Trace(new TreeSet<>());
        }
        Map<String, String> placeholders = new HashMap<>(TREE.placeholders());
        placeholders.put(to, "HERE");
        return Trace.of(ground.volume().resolve(to), placeholders);
    }

    private record Made(long code, String why, Trace trace) {}

    /** Each of a folder of its own, with a folder beside it that has the same files with other bytes. */
    private static Made importedWith(String row, Map<String, CimValue> settings) throws CimFailure, IOException {
        String own = "row-" + row;
        ForeignSystem system = ForeignSystem.of(own);
        Path here = ground.volume().resolve(own);
        system.makeAt(here.resolve("in"), "here");
        system.makeAt(here.resolve("other"), "there");
        CimClient v1 = ground.in(Namespace.V1);
        Orders orders = new Orders(v1);
        Returned offered =
                v1.call("GetVirtualSystemImportSettingData", given("ImportDirectory", Ground.path(own + "/in")));
        assertEquals(0, offered.value(), offered::toString);
        CimInstance sent = v1.read(offered, "ImportSettingData")
                .with("GenerateNewId", CimValue.of(false))
                .with("TargetVmDataRoot", CimValue.of(Ground.path(own + "/to")));
        for (Map.Entry<String, CimValue> setting : settings.entrySet()) {
            sent = sent.with(setting.getKey(), SettingRows.at(own, setting.getValue()));
        }
        Returned answer = v1.call(
                "ImportVirtualSystemEx",
                given("ImportDirectory", Ground.path(own + "/in")),
                given("ImportSettingData", v1.text(sent)));
        Map<String, String> placeholders = new HashMap<>(system.placeholders());
        placeholders.put(own, "ROW");
        long code = orders.outcome(answer);
        Trace trace = Trace.of(here, placeholders);
        assertTrue(!trace.lines().isEmpty());
        return new Made(code, answer.toString(), trace);
    }
}
