package dev.ferry.endpoint.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.model.ReturnCode;
import dev.ferry.model.SnapshotId;
import dev.ferry.model.system.DriveAddress;
import dev.ferry.model.transfer.DefineWish;
import dev.ferry.model.transfer.ExportSettings;
import dev.ferry.model.transfer.ImportSettings.Macs;
import dev.ferry.model.transfer.ImportWish;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

@Timeout(30)
class BodiesTest {
    private static final String SNAPSHOT = "0B51A7A5-5F3C-4C6B-8C5B-4C9D2C8E7A10";

    @Test
    void givesANewSystemItsDefaults() {
        DefineWish wish = read("{\"name\": \"web\"}", SystemBodies.Define.class).wish();
        assertEquals(new DefineWish("web", 512L << 20, 1, 2, List.of(), List.of(), List.of(), ""), wish);
    }

    @Test
    void readsAnExportWithAllThatCanBeSaid() {
        ExportSettings plain =
                read("{\"directory\": \"d\"}", ExportBodies.Export.class).settings();
        assertEquals(
                new ExportSettings(ExportSettings.Snapshots.ALL, null, true, true, true, List.of(), false, "", false),
                plain);
        ExportSettings all = read("""
                {"directory": "d", "createSubdirectory": false, "copyStorage": false, "copyRuntime": false,
                 "snapshots": "{0b51a7a5-5f3c-4c6b-8c5b-4c9d2c8e7a10}", "excludeDisks": ["SCSI 0:1", "ide 1:0"],
                 "replace": true, "notes": "n", "sha256": true}
                """, ExportBodies.Export.class).settings();
        assertEquals(new SnapshotId(SNAPSHOT), all.snapshot());
        assertEquals(
                List.of(
                        new DriveAddress(DriveAddress.ControllerKind.SCSI, 0, 1),
                        new DriveAddress(DriveAddress.ControllerKind.IDE, 1, 0)),
                all.excludedDisks());
        for (String bad : List.of("SCSI 0", "SCSI 9:0", "SATA 0:1", "IDE 0:2", "")) {
            ExportBodies.Export body =
                    read("{\"directory\": \"d\", \"excludeDisks\": [\"" + bad + "\"]}", ExportBodies.Export.class);
            refused(ReturnCode.INVALID_PARAMETER, "no place of a disk", body::settings, bad);
        }
        ExportBodies.Export some = read("{\"directory\": \"d\", \"snapshots\": \"some\"}", ExportBodies.Export.class);
        refused(ReturnCode.INVALID_PARAMETER, "some", some::settings, "some");
    }

    @Test
    void readsAnImportWithAllThatCanBeSaid() {
        ImportBody body = read("""
                {"path": "p", "mode": "register", "newId": true, "name": "n", "target": "t", "node": "node2",
                 "disks": [{"current": "c", "source": "s"}], "vhdSource": "vs", "vhdTarget": "vt",
                 "stateSource": "ss", "snapshotSource": "sns", "networks": {"old": "new"}, "mac": "new",
                 "discardSavedState": true}
                """, ImportBody.class);
        assertEquals("node2", body.node());
        assertEquals(
                new ImportWish(
                        "p",
                        false,
                        true,
                        "n",
                        new ImportWish.Places(
                                "t", "vs", "vt", "ss", "sns", List.of(new ImportWish.DiskPlace("c", "s", ""))),
                        Map.of("old", "new"),
                        Macs.NEW,
                        true),
                body.wish());
        refused(ReturnCode.INVALID_PARAMETER, "path", read("{}", ImportBody.class)::wish, "{}");
        refused(ReturnCode.INVALID_PARAMETER, "mode", read("{\"path\": \"p\"}", ImportBody.class)::wish, "no mode");
        refused(
                ReturnCode.INVALID_PARAMETER,
                "copy or register",
                read("{\"path\": \"p\", \"mode\": \"move\"}", ImportBody.class)::wish,
                "move");
    }

    @Test
    void namesTheFieldAndTheTypeThatItWants() {
        Map<String, String> wrong = Map.ofEntries(
                Map.entry("{\"name\": 1}", "'name' is not a text"),
                Map.entry("{\"name\": true}", "'name' is not a text"),
                Map.entry("{\"name\": [\"a\"]}", "'name' is not a text"),
                Map.entry("{\"name\": {}}", "'name' is not a text"),
                Map.entry("{\"memoryBytes\": \"1\"}", "'memoryBytes' is not a whole number"),
                Map.entry("{\"memoryBytes\": 1.5}", "'memoryBytes' is not a whole number"),
                Map.entry("{\"memoryBytes\": 99999999999999999999}", "'memoryBytes'"),
                Map.entry("{\"processors\": 4294967297}", "'processors'"),
                Map.entry("{\"disks\": \"a\"}", "'disks' is not a list"),
                Map.entry("{\"disks\": [null]}", "'disks"),
                Map.entry("{\"disks\": [1]}", "'disks[0]' is not a text"),
                Map.entry("{\"newDisks\": [1]}", "'newDisks[0]' is not an object"),
                Map.entry("{\"newDisks\": [{\"size\": 1}]}", "newDisks[0].size"),
                Map.entry("{\"name\": \"a\", \"name\": \"b\"}", "Duplicate"),
                Map.entry("{\"name\": \"a\"} {}", "not JSON"),
                Map.entry("{\"name\": \"a\"", "not JSON"),
                Map.entry("[]", "not a JSON object"),
                Map.entry("null", "not a JSON object"),
                Map.entry("", "empty"),
                Map.entry("[".repeat(5000), "not JSON"),
                Map.entry("{\"nodes\": \"x\"}", "no field 'nodes'"));
        wrong.forEach((body, text) ->
                refused(ReturnCode.INCORRECT_DATA_TYPE, text, () -> read(body, SystemBodies.Define.class), body));
    }

    @Test
    void takesTheSameWishForTheSame() {
        String one = StrictJson.canonical(StrictJson.parse(bytes("{\"b\": [1, {\"d\": 1, \"c\": 2}], \"a\": null}")));
        String other = StrictJson.canonical(StrictJson.parse(bytes("{\"a\":null,\"b\":[1,{\"c\":2,\"d\":1}]}")));
        assertEquals(one, other);
    }

    private static <T> T read(String body, Class<T> type) {
        return StrictJson.read(StrictJson.parse(bytes(body)), type);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void refused(ReturnCode code, String text, Executable reading, String of) {
        Problem problem = assertThrows(RestRefused.class, reading, of).problem();
        assertEquals(code, problem.refusal().code(), of);
        assertTrue(problem.json().toString().contains(text), () -> of + ": " + problem.json());
    }
}
