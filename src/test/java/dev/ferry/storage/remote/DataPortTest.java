package dev.ferry.storage.remote;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.model.ReturnCode;
import dev.ferry.model.transfer.FileStamp;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.storage.CopyControl;
import dev.ferry.storage.CopyInterruptedException;
import dev.ferry.storage.CopyRequest;
import dev.ferry.storage.CopyResult;
import dev.ferry.storage.CopyThreads;
import dev.ferry.storage.Ownership;
import dev.ferry.storage.SparseCopy;
import dev.ferry.storage.Staging;
import dev.ferry.storage.StorageException;
import dev.ferry.storage.Volume;
import dev.ferry.storage.VolumeFile;
import dev.ferry.storage.VolumeSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Real files over real sockets: what one node reads of another. */
@Timeout(120)
class DataPortTest {
    private static final int MIB = 1 << 20;
    private static final DataLimits LIMITS = new DataLimits(4, 4 * MIB, Duration.ofSeconds(5));

    @TempDir
    Path folder;

    private final ExecutorService hashers = Executors.newFixedThreadPool(2);
    private final List<AutoCloseable> opened = new ArrayList<>();
    private Volume there;
    private Volume here;
    private DataPort port;

    @BeforeEach
    void open() throws Exception {
        there = volume("there", "node1");
        here = volume("here", "node2");
        port = port(LIMITS);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : opened.reversed()) {
            one.close();
        }
        hashers.close();
    }

    private Volume volume(String name, String node) throws StorageException {
        return Volume.initialise(
                new VolumeSettings("local", node, false, false, folder.resolve(name), List.of()), "cluster-1");
    }

    private DataPort port(DataLimits limits) throws IOException {
        DataPort made = DataPort.open(loopback(), Optional.empty(), place -> there.openRead(place.path()), limits);
        opened.add(made);
        return made;
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private DataPeer peer(String address) {
        return new DataPeer("node1", address, Optional.empty(), LIMITS);
    }

    private RemoteSource source(String file) throws StorageException {
        return source(file, port.address());
    }

    private RemoteSource source(String file, String address) throws StorageException {
        RemoteSource source = RemoteSource.open(peer(address), place(file));
        opened.add(source);
        return source;
    }

    private static VolumePath place(String file) {
        return new VolumePath("local", "node1", file);
    }

    /** Data in every other mebibyte and holes between, with an odd end. */
    private void writeDisk(String name, int mebibytes) throws IOException {
        Random random = new Random(7);
        try (FileChannel out = FileChannel.open(
                there.root().resolve(name),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE,
                StandardOpenOption.SPARSE)) {
            for (int i = 0; i < mebibytes; i++) {
                byte[] piece = new byte[MIB];
                random.nextBytes(piece);
                out.write(ByteBuffer.wrap(piece), 2L * i * MIB);
            }
            out.write(ByteBuffer.wrap(new byte[] {7}), 2L * mebibytes * MIB + 76);
        }
    }

    private static byte[] bytes(RemoteSource source, int length, long offset) throws StorageException {
        ByteBuffer into = ByteBuffer.allocateDirect(length);
        source.read(into, offset);
        byte[] got = new byte[into.flip().remaining()];
        into.get(got);
        return got;
    }

    private CopyResult copy(RemoteSource source, FileStamp expected, long epoch, CopyControl control)
            throws StorageException, CopyInterruptedException {
        Staging staging = new Staging(here, "job-1");
        staging.open();
        CopyRequest request =
                new CopyRequest(source, expected, staging.file(1, epoch), Optional.empty(), Ownership.PUBLISHED);
        return new SparseCopy(CopyThreads.with(hashers)).copy(request, control);
    }

    private StorageException refused(ReturnCode code, String says, org.junit.jupiter.api.function.Executable work) {
        StorageException e = assertThrows(StorageException.class, work);
        assertEquals(code, e.refusal().code(), e.getMessage());
        assertTrue(e.getMessage().contains(says), e.getMessage());
        return e;
    }

    @Test
    void copiesASparseFileWithItsHolesAndPassesOnlyItsData() throws Exception {
        writeDisk("disk", 40);
        FileStamp stamp = there.stat("disk").orElseThrow().stamp();

        CopyResult result = copy(source("disk"), stamp, 1, CopyControl.none());

        assertEquals(
                -1, Files.mismatch(there.root().resolve("disk"), here.root().resolve(result.path())));
        assertTrue(result.allocatedBytes() < 42L * MIB, "holes were filled: " + result.allocatedBytes());
        assertTrue(port.servedBytes() < 41L * MIB, "holes were sent: " + port.servedBytes());
        assertTrue(port.servedBytes() >= 40L * MIB);
    }

    @Test
    void copiesAnEmptyFileAndOneThatIsAllHole() throws Exception {
        Files.write(there.root().resolve("empty"), new byte[0]);
        try (RandomAccessFile hole =
                new RandomAccessFile(there.root().resolve("hole").toFile(), "rw")) {
            hole.setLength(3L << 40);
        }
        for (String name : List.of("empty", "hole")) {
            RemoteSource source = source(name);
            assertEquals(-1, source.nextData(0), name);
            assertEquals(there.stat(name).orElseThrow().stamp(), source.stamp(), name);
        }
        ByteBuffer buffer = ByteBuffer.allocateDirect(100);
        source("hole").read(buffer, (3L << 40) - 60);
        assertEquals(60, buffer.position(), "only the end of the file is short");
    }

    @Test
    void tellsWhereDataIsLikeTheFileItself() throws Exception {
        Random random = new Random(11);
        try (FileChannel out = FileChannel.open(
                there.root().resolve("crumbs"),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE,
                StandardOpenOption.SPARSE)) {
            for (long i = 0; i < 6_000; i++) {
                out.write(ByteBuffer.wrap(new byte[] {1}), i * 16_384 + random.nextInt(4096));
            }
        }
        RemoteSource remote = source("crumbs");
        try (VolumeFile local = there.openRead("crumbs")) {
            for (long at = 0; at >= 0 && at < local.stamp().sizeBytes(); at += 16_384) {
                assertEquals(local.nextData(at), remote.nextData(at), "from " + at);
            }
            for (int i = 0; i < 200; i++) {
                long at = random.nextLong(local.stamp().sizeBytes());
                assertEquals(local.nextData(at), remote.nextData(at), "from " + at);
            }
        }
    }

    @Test
    void readsTheSameBytesWhereverOneBegins() throws Exception {
        writeDisk("disk", 12);
        byte[] whole = Files.readAllBytes(there.root().resolve("disk"));
        RemoteSource source = source("disk");
        Random random = new Random(3);
        for (int i = 0; i < 60; i++) {
            int at = random.nextInt(whole.length);
            int length = Math.min(1 + random.nextInt(6 * MIB), whole.length - at);
            assertArrayEquals(Arrays.copyOfRange(whole, at, at + length), bytes(source, length, at));
        }
    }

    @Test
    void goesOnAfterACutAndPullsOnlyWhatIsMissing() throws Exception {
        writeDisk("disk", 200);
        FileStamp stamp = there.stat("disk").orElseThrow().stamp();
        CopyControl cut = new CopyControl() {
            private int chunks;

            @Override
            public void checkpoint() {
                if (++chunks == 150) {
                    port.close();
                }
            }

            @Override
            public void moved(long readBytes, long writtenBytes) {}
        };
        StorageException lost = refused(ReturnCode.NOT_AVAILABLE, "node1", () -> copy(source("disk"), stamp, 1, cut));
        assertTrue(lost.passing(), "the job waits for the node");

        DataPort again = port(LIMITS);
        CopyResult result = copy(source("disk", again.address()), stamp, 2, CopyControl.none());

        assertEquals(
                -1, Files.mismatch(there.root().resolve("disk"), here.root().resolve(result.path())));
        assertTrue(result.adoptedBytes() >= 150L * MIB - 68L * MIB, "adopted " + result.adoptedBytes());
        long missing = 201L * MIB - result.adoptedBytes();
        assertTrue(again.servedBytes() <= missing + MIB, again.servedBytes() + " served for " + missing + " missing");
    }

    @Test
    void refusesAFileThatChangedSinceItWasLookedAtAndWhileItIsRead() throws Exception {
        writeDisk("disk", 20);
        FileStamp stamp = there.stat("disk").orElseThrow().stamp();
        RemoteSource source = source("disk");
        CopyControl writer = new CopyControl() {
            private int chunks;

            @Override
            public void checkpoint() {
                if (++chunks == 9) {
                    try (RandomAccessFile file =
                            new RandomAccessFile(there.root().resolve("disk").toFile(), "rw")) {
                        file.write(1);
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                }
            }

            @Override
            public void moved(long readBytes, long writtenBytes) {}
        };
        assertFalse(refused(ReturnCode.IN_USE, "changed", () -> copy(source, stamp, 1, writer))
                .passing());
        refused(ReturnCode.IN_USE, "changed", () -> copy(source("disk"), stamp, 2, CopyControl.none()));
        Files.delete(there.root().resolve("disk"));
        refused(ReturnCode.INVALID_PARAMETER, "disk", () -> source("disk"));
    }

    @Test
    void servesNothingOutsideItsVolumesAndNothingOfItsOwnFolder() {
        refused(ReturnCode.INVALID_PARAMETER, "Ferry's own", () -> source(".ferry/volume.json"));
        refused(ReturnCode.INVALID_PARAMETER, "folder", () -> source("missing/file"));
        assertThrows(IllegalArgumentException.class, () -> place("a/../../etc/passwd"));
    }

    @Test
    void makesTheLineAnewWhenItWasCutAtAnyByte() throws Exception {
        writeDisk("disk", 6);
        byte[] whole = Files.readAllBytes(there.root().resolve("disk"));
        for (long bytes : List.of(0L, 1L, 33L, 34L, 50L, 70_000L, 262_190L, 3_000_000L)) {
            try (CuttingRelay relay = new CuttingRelay(port.address(), bytes);
                    RemoteSource source = source("disk", relay.address())) {
                assertArrayEquals(whole, bytes(source, whole.length, 0), "cut after " + bytes);
                assertEquals(2, relay.connections(), "cut after " + bytes);
            }
        }
    }

    @Test
    void noticesBytesThatWereDamagedOnTheWay() throws Exception {
        writeDisk("disk", 6);
        try (CuttingRelay relay = new CuttingRelay(port.address(), Long.MAX_VALUE)) {
            relay.flipAt(1_000_000);
            RemoteSource source = source("disk", relay.address());
            byte[] whole = Files.readAllBytes(there.root().resolve("disk"));
            assertArrayEquals(Arrays.copyOf(whole, 2 * MIB), bytes(source, 2 * MIB, 0));
            assertEquals(2, relay.connections(), "the damaged answer was thrown away, and asked for again");
        }
    }

    @Test
    void closesOnGarbageAndGoesOnServing() throws Exception {
        writeDisk("disk", 1);
        Random random = new Random(5);
        int colon = port.address().lastIndexOf(':');
        int number = Integer.parseInt(port.address().substring(colon + 1));
        for (int i = 0; i < 40; i++) {
            byte[] garbage = new byte[1 + random.nextInt(200)];
            random.nextBytes(garbage);
            if (i % 2 == 0 && garbage.length > 4) {
                // A length that is allowed, so that the body is looked at.
                garbage[0] = 0;
                garbage[1] = 0;
                garbage[2] = 0;
                garbage[3] = (byte) Math.min(127, garbage.length - 4);
            }
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), number)) {
                socket.setSoTimeout(10_000);
                OutputStream out = socket.getOutputStream();
                out.write(garbage);
                socket.shutdownOutput();
                int answer = read(socket);
                assertTrue(answer == -1 || answer == Wire.REFUSED, "answered " + answer);
            }
        }
        assertEquals(0, source("disk").nextData(0));
    }

    /** A port that closes with bytes unread resets the connection: that is an end like any other. */
    private static int read(Socket socket) {
        try {
            return socket.getInputStream().read();
        } catch (IOException _) {
            return -1;
        }
    }

    @Test
    void takesNoMoreConnectionsThanItMayAndGivesUpSilentOnes() throws Throwable {
        writeDisk("disk", 1);
        DataPort small = port(new DataLimits(2, MIB, Duration.ofMinutes(1)));
        source("disk", small.address());
        source("disk", small.address());
        assertTrue(refused(ReturnCode.NOT_AVAILABLE, "node1", () -> source("disk", small.address()))
                .passing());
        DataPort impatient = port(new DataLimits(2, MIB, Duration.ofSeconds(1)));
        RemoteSource first = source("disk", impatient.address());
        source("disk", impatient.address());
        untilServed(() -> source("disk", impatient.address()));
        // The one who has just been served keeps a place, until it has been silent for long enough.
        untilServed(() -> first.nextData(0));
    }

    private static void untilServed(Executable asking) throws Throwable {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < deadline) {
            try {
                asking.execute();
                return;
            } catch (StorageException _) {
                // Its place is still taken.
            }
        }
        throw new AssertionError("silent connections keep their places");
    }

    @Test
    void isNotOpenedToOthersWithoutCertificates() {
        IOException refused = assertThrows(
                IOException.class,
                () -> DataPort.open(
                        new InetSocketAddress("0.0.0.0", 0),
                        Optional.empty(),
                        place -> there.openRead(place.path()),
                        LIMITS));
        assertTrue(refused.getMessage().contains("certificates"), refused.getMessage());
    }

    @Test
    void aNodeThatIsNotThereIsAPassingFailure() {
        String address = port.address();
        port.close();
        assertTrue(refused(ReturnCode.NOT_AVAILABLE, "node1", () -> source("disk", address))
                .passing());
        refused(ReturnCode.NOT_AVAILABLE, "no address", () -> source("disk", "nonsense"));
    }
}
