package dev.ferry.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.model.ReturnCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class SparseCopyTest {
    private static final int MIB = TestVolume.MIB;
    private static final int RISK_BYTES = 65 * MIB;

    @TempDir
    Path folder;

    private final ExecutorService hashers = Executors.newFixedThreadPool(2);
    private Path root;
    private Volume volume;
    private Staging staging;

    @BeforeEach
    void initialise() throws StorageException {
        root = folder.resolve("v");
        volume = TestVolume.in(root);
        staging = new Staging(volume, "job-1");
        staging.open();
    }

    @AfterEach
    void stop() {
        hashers.close();
    }

    private CopyResult copy(String source, long epoch, CopyControl control) throws Exception {
        return copy(source, epoch, control, Optional.empty());
    }

    private CopyResult copy(String source, long epoch, CopyControl control, Optional<ChunkTree> tree) throws Exception {
        try (VolumeFile from = volume.openRead(source)) {
            var request = new CopyRequest(from, from.stamp(), staging.file(1, epoch), tree, Ownership.PUBLISHED);
            return new SparseCopy(CopyThreads.with(hashers)).copy(request, control);
        }
    }

    private void assertSame(String source, CopyResult result) throws Exception {
        assertEquals(-1, Files.mismatch(root.resolve(source), root.resolve(result.path())));
    }

    /** Mostly random data with holes, zeros and a short end. */
    private void writeDisk(String name, int mebibytes) throws Exception {
        long[] offsets = LongStream.range(0, mebibytes)
                .filter(i -> i % 8 != 3)
                .map(i -> i * MIB)
                .toArray();
        TestVolume.write(root.resolve(name), (long) mebibytes * MIB + 77, MIB, offsets);
    }

    @Test
    void copiesWithHolesAndCountsEachDataByteOnce() throws Exception {
        writeDisk("a", 40);
        TestVolume.Tally tally = new TestVolume.Tally();

        CopyResult result = copy("a", 1, tally);

        assertSame("a", result);
        FileFacts source = volume.stat("a").orElseThrow();
        assertTrue(result.allocatedBytes() <= source.allocatedBytes() + 64 * 1024, "holes were filled");
        try (VolumeFile file = volume.openRead("a")) {
            assertEquals(SparseCopy.dataBytes(file), tally.read);
        }
        assertEquals(result.bytesWritten(), tally.written);
        assertEquals(0640, volume.stat(result.path()).orElseThrow().mode());
        assertEquals(volume.stat(result.path()).orElseThrow().stamp(), result.staged());
    }

    @Test
    void copiesAnEmptyFile() throws Exception {
        volume.createNew("empty", 0600).close();

        CopyResult result = copy("empty", 1, CopyControl.none());

        assertEquals(0, result.sizeBytes());
        assertEquals(
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                result.tree().root());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 33, 34, 70, 100, 105})
    void goesOnAfterACrash(int chunk) throws Exception {
        writeDisk("a", 120);
        assertThrows(TestVolume.Crash.class, () -> copy("a", 1, TestVolume.crashingAt(chunk)));
        TestVolume.Tally tally = new TestVolume.Tally();

        CopyResult result = copy("a", 2, tally);

        assertSame("a", result);
        long copiedBefore = (chunk - 1L) * MIB;
        assertTrue(result.rewrittenBytes() <= RISK_BYTES, "rewrote " + result.rewrittenBytes());
        assertTrue(result.adoptedBytes() >= copiedBefore - RISK_BYTES, "adopted " + result.adoptedBytes());
        assertEquals(
                copy("a", 3, CopyControl.none()).tree().root(), result.tree().root());
        try (VolumeFile file = volume.openRead("a")) {
            assertEquals(SparseCopy.dataBytes(file), tally.read);
        }
    }

    @Test
    void keepsAllThatItCopiedWhenItIsStoppedInOrder() throws Exception {
        writeDisk("a", 20);
        CopyControl stopping = new CopyControl() {
            private int passed;

            @Override
            public void checkpoint() throws CopyInterruptedException {
                if (++passed == 11) {
                    throw new CopyInterruptedException("suspended");
                }
            }

            @Override
            public void moved(long readBytes, long writtenBytes) {}
        };
        assertThrows(CopyInterruptedException.class, () -> copy("a", 1, stopping));

        CopyResult result = copy("a", 2, CopyControl.none());

        assertSame("a", result);
        assertEquals(10L * MIB, result.adoptedBytes());
        assertEquals(0, result.rewrittenBytes());
    }

    @Test
    void doesNotTrustWhatLiesBehindTheDurablePart() throws Exception {
        writeDisk("a", 40);
        assertThrows(TestVolume.Crash.class, () -> copy("a", 1, TestVolume.crashingAt(30)));
        // On a slow disk some of it has been flushed, and counts.
        long durable = CopyLog.peek(volume, staging.file(1, 1).logPath()).done();
        for (long chunk = durable; chunk < 40; chunk++) {
            TestVolume.flip(root.resolve(staging.file(1, 1).path()), chunk * MIB + 5);
        }

        CopyResult result = copy("a", 2, CopyControl.none());

        assertSame("a", result);
        assertTrue(result.rewrittenBytes() > 0 || durable >= 29, "durable before it: " + durable);
    }

    @Test
    void doesNotTrustATornRecord() throws Exception {
        writeDisk("a", 120);
        assertThrows(TestVolume.Crash.class, () -> copy("a", 1, TestVolume.crashingAt(100)));
        Path log = root.resolve(staging.file(1, 1).logPath());
        TestVolume.flip(log, Files.size(log) - 10);

        assertSame("a", copy("a", 2, CopyControl.none()));
    }

    @Test
    void copiesALargeSparseFileInNoTime() throws Exception {
        long size = 64L << 30;
        TestVolume.write(root.resolve("big"), size, 64 << 10, 0, 1L << 30, 33L << 30, size - (64 << 10));
        AtomicInteger looks = new AtomicInteger();
        CopyControl counting = new CopyControl() {
            @Override
            public void checkpoint() {
                looks.incrementAndGet();
            }

            @Override
            public void moved(long readBytes, long writtenBytes) {}
        };

        CopyResult result = copy("big", 1, counting);

        assertEquals(size, result.sizeBytes());
        assertEquals(256 << 10, result.bytesWritten());
        assertTrue(result.allocatedBytes() <= 512 << 10, "allocated " + result.allocatedBytes());
        ReadBack.Verified verified = new ReadBack(hashers).verify(volume, result.path(), result.tree(), counting);
        assertTrue(verified.isSound());
        assertTrue(looks.get() <= 32, "passed over its holes in " + looks + " pieces");
    }

    @Test
    void leavesAWriterThatLivesAloneAndSalvagesWhatIsOnTheDisk() throws Exception {
        writeDisk("a", 60);
        assertThrows(TestVolume.Crash.class, () -> copy("a", 1, TestVolume.crashingAt(40)));
        CopyResult result;
        try (VolumeFile living = volume.openWrite(staging.file(1, 1).path())) {
            assertTrue(living.tryLock());
            result = copy("a", 2, CopyControl.none());
            // It wakes and writes on, where it was and where it was not.
            living.write(ByteBuffer.allocateDirect(MIB), 0);
            living.write(ByteBuffer.allocateDirect(MIB), 45L * MIB);
        }
        assertSame("a", result);
        assertTrue(result.salvagedBytes() > 0, "salvaged " + result.salvagedBytes());
        assertEquals(List.of("1.2", "1.2.hashes"), volume.list(staging.folder()));
        assertFalse(TestVolume.refusal(ReturnCode.IN_USE, () -> copy("a", 1, CopyControl.none()))
                .passing());
    }

    @Test
    void salvagesWhereLocksSayNothingAboutOtherNodes() throws Exception {
        writeDisk("a", 60);
        VolumeSettings same = TestVolume.settings(root);
        var settings = new VolumeSettings(same.name(), "", true, false, root, same.aliases());
        staging = new Staging(Volume.open(settings, TestVolume.CLUSTER).under(WriteLease.UNSHARED), "job-1");
        assertThrows(TestVolume.Crash.class, () -> copy("a", 1, TestVolume.crashingAt(40)));

        CopyResult result = copy("a", 2, CopyControl.none());

        assertSame("a", result);
        assertTrue(result.salvagedBytes() > 0, "salvaged " + result.salvagedBytes());
    }

    @Test
    void salvagesAfterASalvageThatWasCutOffFromWhatIsStillGood() throws Exception {
        writeDisk("a", 60);
        assertThrows(TestVolume.Crash.class, () -> copy("a", 1, TestVolume.crashingAt(40)));
        // What a crash leaves of a new file before its log is there.
        volume.createNew(staging.file(1, 2).path(), 0600).close();

        CopyResult result = copy("a", 3, CopyControl.none());

        assertSame("a", result);
        assertTrue(result.adoptedBytes() > 0, "adopted " + result.adoptedBytes());
    }

    @Test
    void refusesASourceThatChanged() throws Exception {
        writeDisk("a", 4);
        CopyControl meddling = new CopyControl() {
            @Override
            public void checkpoint() {
                try {
                    TestVolume.flip(root.resolve("a"), 10);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public void moved(long readBytes, long writtenBytes) {}
        };

        TestVolume.assertSays(
                TestVolume.refusal(ReturnCode.IN_USE, () -> copy("a", 1, meddling)), "changed while it was copied");
        assertTrue(volume.stat(staging.file(1, 1).path()).isEmpty());
    }

    @Test
    void adoptsNothingOnceTheSourceIsAnother() throws Exception {
        writeDisk("a", 40);
        assertThrows(TestVolume.Crash.class, () -> copy("a", 1, TestVolume.crashingAt(35)));
        TestVolume.flip(root.resolve("a"), 10);

        CopyResult result = copy("a", 2, CopyControl.none());

        assertSame("a", result);
        assertEquals(0, result.adoptedBytes());
    }

    @Test
    void namesTheChunkThatIsNotWhatTheManifestSays() throws Exception {
        writeDisk("a", 8);
        ChunkTree tree = copy("a", 1, CopyControl.none()).tree();
        staging.remove();
        staging.open();
        TestVolume.flip(root.resolve("a"), 5L * MIB + 9);

        StorageException e =
                TestVolume.refusal(ReturnCode.FAILED, () -> copy("a", 1, CopyControl.none(), Optional.of(tree)));

        TestVolume.assertSays(e, "chunk 5 (at offset 5242880)");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void neverTriesAFailedFlushAgainAndGoesOnInANewFile(int failing) throws Exception {
        writeDisk("a", 100);
        AtomicInteger flushes = new AtomicInteger();
        long voided;
        try (VolumeFile from = volume.openRead("a")) {
            var request =
                    new CopyRequest(from, from.stamp(), staging.file(1, 1), Optional.empty(), Ownership.PUBLISHED);
            SparseCopy copier = new SparseCopy(CopyThreads.with(hashers), file -> {
                if (flushes.incrementAndGet() == failing) {
                    throw StorageException.failed("the disk reported an input/output error", "");
                }
                file.syncData();
            });

            TestVolume.refusal(ReturnCode.FAILED, () -> copier.copy(request, CopyControl.none()));

            assertEquals(failing, flushes.get(), "no flush comes after one that failed");
            assertTrue(volume.stat(staging.file(1, 1).path()).isEmpty());
            voided = volume.stat(staging.file(1, 1).voidPath())
                    .orElseThrow()
                    .stamp()
                    .inode();
        }
        CopyResult result = copy("a", 2, CopyControl.none());

        assertSame("a", result);
        assertNotEquals(voided, result.staged().inode());
        assertEquals(failing == 1 ? 0 : 1, Long.signum(result.salvagedBytes()));
        assertEquals(List.of("1.2", "1.2.hashes"), volume.list(staging.folder()));
    }
}
