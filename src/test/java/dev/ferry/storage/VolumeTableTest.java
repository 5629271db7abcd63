package dev.ferry.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.model.ReturnCode;
import dev.ferry.model.volume.VolumePath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class VolumeTableTest {
    @TempDir
    Path folder;

    private VolumeTable table;
    private Path root;

    @BeforeEach
    void initialise() throws Exception {
        Path real = Files.createDirectory(folder.resolve("real"));
        root = Files.createSymbolicLink(folder.resolve("csv1"), real);
        Volume csv1 = TestVolume.in(root);
        Volume local = Volume.initialise(
                new VolumeSettings("local", "n1", false, true, folder.resolve("local"), List.of("C:\\Ferry")),
                TestVolume.CLUSTER);
        table = new VolumeTable(List.of(csv1, local));
    }

    @Test
    void knowsOnePlaceByAllItsNames() throws StorageException {
        VolumePath place = new VolumePath("csv1", "", "a/B.vhdx");

        assertEquals(place, table.resolve(root + "/a/B.vhdx"));
        assertEquals(place, table.resolve(folder.resolve("real") + "//a/./B.vhdx/"));
        assertEquals(place, table.resolve("C:\\ClusterStorage\\Volume1\\a\\B.vhdx"));
        assertEquals(place, table.resolve("c:/CLUSTERSTORAGE\\volume1/a/B.vhdx\\"));
        assertEquals(place, table.resolve("\\\\FILER\\VMs\\a\\B.vhdx"));
        assertEquals(place, table.resolve("a/B.vhdx", true));
        assertEquals(new VolumePath("local", "n1", "x"), table.resolve("C:\\ferry\\x"));
        assertEquals(new VolumePath("csv1", "", ""), table.resolve("C:\\ClusterStorage\\Volume1\\"));
    }

    @Test
    void writesAPlaceInBothForms() {
        VolumePath place = new VolumePath("csv1", "", "a/B.vhdx");

        assertEquals("C:\\ClusterStorage\\Volume1\\a\\B.vhdx", table.windowsText(place));
        assertEquals(root + "/a/B.vhdx", table.posixText(place));
        assertEquals("local@n2:/x", table.windowsText(new VolumePath("local", "n2", "x")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C:\\ClusterStorage\\Volume1\\a\\..\\b",
                "C:\\ClusterStorage\\Volume10\\a",
                "C:\\Windows",
                "D:\\x",
                "/etc/passwd",
                "\\\\?\\C:\\ClusterStorage\\Volume1\\a",
                "//./C:/x",
                "\\\\other\\vms\\a",
                "C:\\Ferry\\a.vhd:stream",
                "C:ferry\\a",
                "\\a",
                "C:\\Ferry\\CON",
                "C:\\Ferry\\com1.txt\\x",
                "C:\\Ferry\\.FERRY\\volume.json",
                "C:\\Ferry\\a\0b",
                "relative/path",
                " "
            })
    void refusesWhatIsNoPlaceOnAVolume(String text) {
        StorageException e = TestVolume.refusal(ReturnCode.INVALID_PARAMETER, () -> table.resolve(text));

        TestVolume.assertSays(e, "Volumes here: csv1 at ");
    }

    @Test
    void escapesWhatWindowsOrLinuxCannotHold() {
        assertEquals("web %3A prod%2Fa", FileNames.escape("web : prod/a"));
        assertEquals("%43ON.txt", FileNames.escape("CON.txt"));
        assertEquals("a.%2E", FileNames.escape("a.."));
        assertEquals(".%2E", FileNames.escape(".."));
        assertEquals("100%", FileNames.escape("100%"));
        assertEquals("%253A", FileNames.escape("%3A"));
        assertEquals("%2Eferry", FileNames.escape(".ferry"));
        assertEquals("B\u00fcro \ud83d\ude00", FileNames.escape("B\u00fcro \ud83d\ude00"));
    }

    @Test
    void cutsLongNamesAndKeepsThemApart() {
        String one = FileNames.escape("\ud83d\ude00".repeat(100) + "1");
        String two = FileNames.escape("\ud83d\ude00".repeat(100) + "2");

        assertNotEquals(one, two);
        assertTrue(one.getBytes(StandardCharsets.UTF_8).length <= 255);
        assertTrue(FileNames.escape(":".repeat(200)).length() <= 255);
    }

    @Test
    void numbersNamesThatAreTheSameWithoutCase() {
        assertEquals(
                List.of("disk.vhdx", "DISK (3).vhdx", "disk (2).vhdx", "a"),
                FileNames.distinct(List.of("disk.vhdx", "DISK.vhdx", "disk (2).vhdx", "a")));
    }
}
