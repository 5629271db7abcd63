package dev.ferry.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.model.ReturnCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ExportOnDiskTest {
    private static final int MIB = TestVolume.MIB;
    private static final String DISK = "Virtual Hard Disks/disk.vhdx";
    private static final String EXPORT = "exports/web";

    @TempDir
    Path folder;

    private final ExecutorService hashers = Executors.newFixedThreadPool(2);
    private Path root;
    private Volume volume;
    private Staging staging;
    private Publisher publisher;
    private List<Publisher.Move> moves;
    private Optional<Publisher.Move> manifest;

    @BeforeEach
    void stageAnExport() throws Exception {
        root = folder.resolve("v");
        volume = TestVolume.in(root);
        TestVolume.write(root.resolve("source"), 12L * MIB, MIB, 0, 2L * MIB, 9L * MIB);
        staging = new Staging(volume, "job-1");
        staging.open();
        publisher = new Publisher(staging, Ownership.PUBLISHED, 3);
        CopyResult copied = copy();
        TreeFile.write(volume, staging.path("1.tree"), copied.tree(), Ownership.PUBLISHED);
        ManifestFile.write(volume, staging.path("manifest"), manifestOf(copied), Ownership.PUBLISHED);
        var verified = new ReadBack(hashers).verify(volume, copied.path(), copied.tree(), CopyControl.none());
        assertTrue(verified.isSound());
        moves = new ArrayList<>();
        moves.add(new Publisher.Move(copied.path(), EXPORT + "/" + DISK, verified.stamp()));
        moves.add(move("1.tree", ManifestFile.treePath(1)));
        manifest = Optional.of(move("manifest", ManifestFile.NAME));
    }

    @AfterEach
    void stop() {
        hashers.close();
    }

    private CopyResult copy() throws Exception {
        try (VolumeFile from = volume.openRead("source")) {
            var target = staging.file(1, 1);
            var request = new CopyRequest(from, from.stamp(), target, Optional.empty(), Ownership.PUBLISHED);
            return new SparseCopy(CopyThreads.with(hashers)).copy(request, CopyControl.none());
        }
    }

    private static Manifest manifestOf(CopyResult copied) {
        return new Manifest(
                new Manifest.SystemName("D351C151-DAC7-4042-B434-B72D522C1E4A", "web \"digest\" : \"1\""),
                "job-1",
                Instant.parse("2026-01-02T03:04:05Z"),
                "a note",
                false,
                List.of(new Manifest.Entry(
                        DISK,
                        copied.sizeBytes(),
                        copied.allocatedBytes(),
                        copied.tree().root(),
                        ManifestFile.treePath(1))),
                List.of(new Manifest.UnincludedFile("C:\\iso\\boot.iso", "a DVD is not exported")));
    }

    private Publisher.Move move(String staged, String target) throws StorageException {
        String path = staging.path(staged);
        return new Publisher.Move(
                path, EXPORT + "/" + target, volume.stat(path).orElseThrow().stamp());
    }

    private VerifyExport.Report verify() throws Exception {
        return new VerifyExport(hashers).verify(volume, EXPORT, CopyControl.none());
    }

    private String onlyDamage() throws Exception {
        List<Damage> damages = verify().damages();
        assertEquals(1, damages.size(), damages.toString());
        return damages.getFirst().message();
    }

    private Path published(String path) {
        return root.resolve(EXPORT).resolve(path);
    }

    private void rewriteManifest(UnaryOperator<String> change) throws IOException {
        Path file = published(ManifestFile.NAME);
        Files.writeString(file, change.apply(Files.readString(file)));
    }

    @Test
    void isSoundOnceItIsPublishedHoweverOften() throws Exception {
        publisher.publish(moves, manifest);
        publisher.publish(moves, manifest);

        VerifyExport.Report report = verify();
        assertTrue(report.isSound(), report.damages().toString());
        assertEquals(List.of(), report.extraFiles());
        assertEquals(0640, volume.stat(EXPORT + "/" + DISK).orElseThrow().mode());
        assertEquals(0750, volume.stat(EXPORT).orElseThrow().mode());
        staging.remove();
        staging.remove();
        assertEquals(List.of(), Staging.jobs(volume));
    }

    @Test
    void goesOnWithAPublishThatWasCutOff() throws Exception {
        volume.makeFolders(EXPORT + "/Virtual Hard Disks", Ownership.PUBLISHED);
        volume.renameNoReplace(moves.getFirst().stagedPath(), moves.getFirst().targetPath());

        publisher.publish(moves, manifest);

        assertTrue(verify().isSound());
    }

    @Test
    void publishesNothingThatWasWrittenToSinceItWasVerified() throws Exception {
        TestVolume.flip(root.resolve(moves.getFirst().stagedPath()), 5);

        TestVolume.assertSays(
                TestVolume.refusal(ReturnCode.FAILED, () -> publisher.publish(moves, manifest)),
                "since it was verified");
        assertFalse(Files.exists(root.resolve("exports")));
    }

    @Test
    void publishesOverNothing() throws Exception {
        Files.createDirectories(published("Virtual Hard Disks"));
        Files.writeString(published(DISK), "somebody else's");

        TestVolume.assertSays(
                TestVolume.refusal(ReturnCode.INVALID_PARAMETER, () -> publisher.publish(moves, manifest)), "occupied");
        assertEquals("somebody else's", Files.readString(published(DISK)));
    }

    @Test
    void undoLeavesNothing() throws Exception {
        publisher.publish(moves, manifest);

        Publisher.Undone undone = publisher.undo(moves, manifest);
        publisher.undo(moves, manifest);

        assertEquals(List.of(), undone.left());
        assertEquals(List.of(".ferry", "source"), volume.list("", 10));
    }

    @Test
    void undoKeepsWhatSomebodyElsePutThere() throws Exception {
        publisher.publish(moves, manifest);
        Files.delete(published(DISK));
        Files.writeString(published(DISK), "somebody else's");

        Publisher.Undone undone = publisher.undo(moves, manifest);

        assertEquals("somebody else's", Files.readString(published(DISK)));
        assertTrue(undone.left().contains(EXPORT + "/" + DISK));
        assertFalse(Files.exists(published(ManifestFile.NAME)));
    }

    @Test
    void undoKeepsFoldersThatWereThereBefore() throws Exception {
        Files.createDirectories(root.resolve("exports"));
        publisher.publish(moves, manifest);

        publisher.undo(moves, manifest);

        assertTrue(Files.isDirectory(root.resolve("exports")));
        assertFalse(Files.exists(root.resolve(EXPORT)));
    }

    @Test
    void findsAFlippedByteAndItsChunk() throws Exception {
        publisher.publish(moves, manifest);
        TestVolume.flip(published(DISK), 9L * MIB + 100);

        Damage damage = verify().damages().getFirst();

        assertEquals(9, damage.chunk());
        assertEquals(9L * MIB, damage.offset());
        assertEquals(DISK, damage.path());
    }

    @Test
    void findsDataWhereAHoleWas() throws Exception {
        publisher.publish(moves, manifest);
        TestVolume.flip(published(DISK), 5L * MIB);

        assertEquals(5, verify().damages().getFirst().chunk());
    }

    @Test
    void findsWhatIsMissingShortOrALink() throws Exception {
        publisher.publish(moves, manifest);
        Path disk = published(DISK);
        Path away = folder.resolve("away");
        Files.move(disk, away);
        assertTrue(onlyDamage().endsWith("is missing"));

        Files.createSymbolicLink(disk, away);
        assertTrue(onlyDamage().endsWith("is a link instead of a file"));

        Files.delete(disk);
        Files.write(disk, new byte[7]);
        assertTrue(onlyDamage().contains("has 7 bytes instead of"));
    }

    @Test
    void tellsExtraFilesWithoutCallingThemDamage() throws Exception {
        publisher.publish(moves, manifest);
        Files.writeString(published("readme.txt"), "x");

        assertTrue(verify().isSound());
        assertEquals(List.of("readme.txt"), verify().extraFiles());
    }

    @Test
    void findsAnAlteredTree() throws Exception {
        publisher.publish(moves, manifest);
        TestVolume.flip(published(ManifestFile.treePath(1)), 40);

        assertTrue(onlyDamage().contains("check sum"));
    }

    @Test
    void findsAnyChangedByteOfTheManifest() throws Exception {
        publisher.publish(moves, manifest);
        Path file = published(ManifestFile.NAME);
        byte[] good = Files.readAllBytes(file);
        for (int at = 0; at < good.length; at += 13) {
            byte[] bad = good.clone();
            bad[at] ^= 1;
            Files.write(file, bad);
            assertFalse(verify().isSound(), "byte " + at);
        }
        Files.write(
                file, new String(good, StandardCharsets.UTF_8).substring(0, 200).getBytes(StandardCharsets.UTF_8));
        assertFalse(verify().isSound());
        Files.delete(file);
        assertEquals(ManifestFile.NAME, verify().damages().getFirst().path());
    }

    @Test
    void refusesAManifestOfAnUnknownFormat() throws Exception {
        publisher.publish(moves, manifest);
        rewriteManifest(text -> text.replace("ferry-export/1", "ferry-export/9"));

        TestVolume.assertSays(
                TestVolume.refusal(ReturnCode.INVALID_PARAMETER, () -> ManifestFile.read(volume, EXPORT)),
                "ferry-export/9");
    }

    @Test
    void refusesAManifestThatLeadsOutOfItsFolder() {
        for (String path : List.of("../x", "/etc/passwd", "a//b", "a\\..\\b", "", "./a")) {
            var entry = new Manifest.Entry(path, 1, 1, "0".repeat(64), ManifestFile.treePath(1));
            var bad = new Manifest(
                    new Manifest.SystemName("x", "x"), "j", Instant.EPOCH, "", false, List.of(entry), List.of());

            TestVolume.refusal(ReturnCode.FAILED, () -> ManifestFile.parse(ManifestFile.toBytes(bad), "test"));
        }
    }

    @Test
    void readsWhatItWrote() throws Exception {
        CopyResult copied = copy();
        Manifest written = manifestOf(copied);

        assertEquals(written, ManifestFile.parse(ManifestFile.toBytes(written), "test"));
        ChunkTree read = TreeFile.read(volume, staging.path("1.tree"), copied.sizeBytes());
        assertEquals(-1, read.firstDifference(copied.tree()));
        assertEquals(copied.tree().root(), read.root());
        TreeFile.write(volume, staging.path("1.tree"), read, Ownership.PUBLISHED);
    }
}
