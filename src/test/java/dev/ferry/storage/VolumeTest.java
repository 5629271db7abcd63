package dev.ferry.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.model.ReturnCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class VolumeTest {
    @TempDir
    Path folder;

    private Path root;
    private Volume volume;

    @BeforeEach
    void initialise() throws StorageException {
        root = folder.resolve("csv1");
        volume = TestVolume.in(root);
    }

    @Test
    void isOnlineOnceInitialisedAndStaysTheSameVolume() throws StorageException {
        assertInstanceOf(VolumeStatus.Online.class, volume.status());
        assertEquals(volume.volumeId(), TestVolume.in(root).volumeId());
        assertTrue(volume.room().freeBytes() > 0);
        assertTrue(volume.list(".ferry/tmp").isEmpty());
    }

    @Test
    void isOfflineAndNotEmptyWithoutItsMarker() throws IOException {
        Files.delete(root.resolve(".ferry/volume.json"));

        assertTrue(TestVolume.refusal(ReturnCode.NOT_AVAILABLE, volume::require).passing());
        assertInstanceOf(VolumeStatus.Offline.class, volume.status());
        TestVolume.refusal(ReturnCode.NOT_AVAILABLE, () -> volume.createNew("a", 0600));
        assertFalse(Files.exists(root.resolve("a")));
    }

    @Test
    void comesBackWhenItIsMountedAgain() throws Exception {
        Path away = folder.resolve("away");
        Files.move(root, away);
        Files.createDirectory(root);
        TestVolume.refusal(ReturnCode.NOT_AVAILABLE, () -> volume.createNew("a", 0600));
        TestVolume.refusal(ReturnCode.NOT_AVAILABLE, volume::require);

        Files.delete(root);
        Files.move(away, root);
        volume.requireWritable();

        volume.createNew("a", 0600).close();
    }

    @Test
    void isReadOnlyForAnotherCluster() throws StorageException {
        Volume other = Volume.open(TestVolume.settings(root), "cluster-2");

        other.require();
        assertInstanceOf(VolumeStatus.ReadOnly.class, other.status());
        TestVolume.refusal(ReturnCode.ACCESS_DENIED, other::requireWritable);
    }

    @Test
    void followsNoLinkAndLeavesNoRoot() throws Exception {
        Files.createDirectory(root.resolve("real"));
        Files.writeString(root.resolve("real/file"), "x");
        Files.createSymbolicLink(root.resolve("link"), root.resolve("real"));
        Files.createSymbolicLink(root.resolve("real/out"), Path.of("/etc/passwd"));

        TestVolume.assertSays(
                TestVolume.refusal(ReturnCode.INVALID_PARAMETER, () -> volume.openRead("link/file")), "through a link");
        TestVolume.refusal(ReturnCode.INVALID_PARAMETER, () -> volume.openRead("real/out"));
        TestVolume.refusal(ReturnCode.INVALID_PARAMETER, () -> volume.openWrite("real/../../x"));
        TestVolume.refusal(ReturnCode.INVALID_PARAMETER, () -> volume.makeFolders("link/new", Ownership.STAGED));
        TestVolume.refusal(ReturnCode.INVALID_PARAMETER, () -> volume.openRead("/etc/passwd"));
        assertEquals(FileFacts.Kind.LINK, volume.stat("real/out").orElseThrow().kind());
    }

    @Test
    void opensNoPipeAndDoesNotWaitForIt() throws Exception {
        assertEquals(
                0,
                new ProcessBuilder("mkfifo", root.resolve("pipe").toString())
                        .start()
                        .waitFor());

        TestVolume.refusal(ReturnCode.INVALID_PARAMETER, () -> volume.openRead("pipe"));
    }

    @Test
    void renamesOverNothing() throws Exception {
        volume.writeDurably("a", new byte[] {1}, 0640);
        volume.writeDurably("b", new byte[] {2}, 0640);

        TestVolume.assertSays(
                TestVolume.refusal(ReturnCode.INVALID_PARAMETER, () -> volume.renameNoReplace("a", "b")), "occupied");
        volume.replace("a", "b");
        assertEquals(1, volume.readSmall("b", 10)[0]);
        assertEquals(0640, volume.stat("b").orElseThrow().mode());
    }

    @Test
    void tellsWhichFoldersItMade() throws StorageException {
        volume.makeFolders("a/b", Ownership.PUBLISHED);

        assertEquals(List.of("a/b/c", "a/b/c/d"), volume.makeFolders("a/b/c/d", Ownership.PUBLISHED));
        assertEquals(0750, volume.stat("a/b/c").orElseThrow().mode());
        assertFalse(volume.removeFolderIfEmpty("a/b"));
        assertTrue(volume.removeFolderIfEmpty("a/b/c/d"));
    }

    @Test
    void findsNamesWithoutCaseAndInAnyUnicodeForm() throws Exception {
        Files.createDirectories(root.resolve("Exports/Bu\u0308ro"));
        Files.writeString(root.resolve("Exports/Bu\u0308ro/Disk.VHDX"), "x");

        assertEquals(Optional.of("Exports/Bu\u0308ro/Disk.VHDX"), volume.realName("exports/B\u00dcRO/disk.vhdx"));
        assertEquals(Optional.empty(), volume.realName("exports/none/x"));
        assertEquals("Exports/new/X", volume.targetName("exports/new/X"));
    }

    @Test
    void refusesToGuessBetweenTwoNames() throws Exception {
        Files.writeString(root.resolve("disk.vhd"), "x");
        Files.writeString(root.resolve("DISK.vhd"), "x");

        assertEquals(Optional.of("disk.vhd"), volume.realName("disk.vhd"));
        TestVolume.assertSays(
                TestVolume.refusal(ReturnCode.INVALID_PARAMETER, () -> volume.realName("Disk.vhd")),
                "DISK.vhd, disk.vhd");
    }

    @Test
    void refusesImportFoldersWithLinksPipesAndSecondNames() throws Exception {
        Inventory.Rules rules = Inventory.Rules.ofImport(3);
        Files.createDirectories(root.resolve("in/sub"));
        Files.writeString(root.resolve("in/sub/a"), "x");
        assertEquals("sub/a", Inventory.survey(volume, "in", rules).getFirst().path());

        Files.createLink(root.resolve("in/b"), root.resolve("in/sub/a"));
        TestVolume.assertSays(
                TestVolume.refusal(ReturnCode.INVALID_PARAMETER, () -> Inventory.survey(volume, "in", rules)),
                "hard link");
        Files.delete(root.resolve("in/b"));
        Files.createSymbolicLink(root.resolve("in/c"), Path.of("sub/a"));
        TestVolume.refusal(ReturnCode.INVALID_PARAMETER, () -> Inventory.survey(volume, "in", rules));
    }

    @Test
    void boundsAnInventory() throws Exception {
        Files.createDirectories(root.resolve("in"));
        for (int i = 0; i < 4; i++) {
            Files.writeString(root.resolve("in/" + i), "x");
        }

        TestVolume.refusal(
                ReturnCode.INVALID_PARAMETER, () -> Inventory.survey(volume, "in", Inventory.Rules.lenient(3)));
    }

    @Test
    void namesVolumePathAndBytesWhenTheDiskIsFull() throws Exception {
        Path small = Files.createDirectory(folder.resolve("small"));
        Process mount = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", small.toString())
                .redirectErrorStream(true)
                .start();
        Assumptions.assumeTrue(mount.waitFor() == 0, "only root may mount a file system of one MiB");
        try {
            Volume full = TestVolume.in(small);
            byte[] much = "x".repeat(2 * TestVolume.MIB).getBytes(StandardCharsets.UTF_8);

            StorageException e = TestVolume.refusal(ReturnCode.FAILED, () -> full.writeDurably("big", much, 0640));

            assertTrue(e.passing());
            TestVolume.assertSays(e, "csv1:/.ferry/tmp/");
            TestVolume.assertSays(e, " bytes at offset ");
            assertTrue(full.list(".ferry/tmp").isEmpty());
            full.requireWritable();
        } finally {
            assertEquals(
                    0, new ProcessBuilder("umount", small.toString()).start().waitFor());
        }
    }
}
