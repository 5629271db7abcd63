package dev.ferry.storage.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cluster.NodeCertificate;
import dev.ferry.journal.database.Database;
import dev.ferry.journal.database.TestDatabase;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.storage.StorageException;
import dev.ferry.storage.Volume;
import dev.ferry.storage.VolumeSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who may read files of another node: nodes of the cluster, and nobody else. */
@Timeout(60)
class DataTlsTest {
    private static final DataLimits LIMITS = new DataLimits(4, 1 << 20, Duration.ofSeconds(5));
    private static final VolumePath FILE = new VolumePath("local", "node1", "disk");
    private static final byte[] BYTES = {1, 2, 3, 5, 8};

    @TempDir
    Path folder;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private Database database;
    private Volume volume;
    private DataPort port;

    @BeforeEach
    void open() throws Exception {
        database = keep(TestDatabase.migrated());
        volume = Volume.initialise(
                new VolumeSettings("local", "node1", false, false, folder.resolve("v"), List.of()), "cluster-1");
        Files.write(volume.root().resolve("disk"), BYTES);
        port = keep(DataPort.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Optional.of(node(database, "cluster-1", "node1")),
                place -> volume.openRead(place.path()),
                LIMITS));
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : opened.reversed()) {
            one.close();
        }
    }

    private <T extends AutoCloseable> T keep(T one) {
        opened.add(one);
        return one;
    }

    private DataTls node(Database where, String cluster, String name) {
        try (NodeCertificate own =
                NodeCertificate.start(where, cluster, name, folder.resolve(name), Clock.systemUTC())) {
            return own.files()::context;
        }
    }

    private byte[] read(Optional<DataTls> tls) throws StorageException {
        try (RemoteSource source = RemoteSource.open(new DataPeer("node1", port.address(), tls, LIMITS), FILE)) {
            ByteBuffer into = ByteBuffer.allocateDirect(BYTES.length);
            source.read(into, 0);
            byte[] got = new byte[into.flip().remaining()];
            into.get(got);
            return got;
        }
    }

    private void assertShut(Optional<DataTls> tls) {
        StorageException e = assertThrows(StorageException.class, () -> read(tls));
        assertEquals(ReturnCode.NOT_AVAILABLE, e.refusal().code(), e.getMessage());
        assertTrue(e.passing(), "certificates can be put right while the job waits");
        assertEquals(0, port.servedBytes(), "not a byte was answered");
    }

    @Test
    void servesANodeOfTheCluster() throws StorageException {
        assertEquals(List.of(1, 2, 3, 5, 8), ints(read(Optional.of(node(database, "cluster-1", "node2")))));
        assertTrue(port.servedBytes() > BYTES.length);
    }

    private static List<Integer> ints(byte[] bytes) {
        List<Integer> all = new ArrayList<>();
        for (byte one : bytes) {
            all.add((int) one);
        }
        return all;
    }

    @Test
    void servesNobodyOfAnotherCluster() {
        Database other = keep(TestDatabase.migrated());
        assertShut(Optional.of(node(other, "cluster-2", "stranger")));
    }

    @Test
    void servesNobodyWithoutACertificateAndNobodyInClear() {
        assertShut(Optional.of(DataTlsTest::believing));
        assertShut(Optional.empty());
    }

    /** A client that shows nothing, and believes anybody. */
    private static SSLContext believing() throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(null, new TrustManager[] {new Credulous()}, new SecureRandom());
        return context;
    }

    @SuppressWarnings("CustomX509TrustManager")
    private static final class Credulous implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @Test
    void believesNoServerOfAnotherCluster() throws Exception {
        Database other = keep(TestDatabase.migrated());
        DataPort stranger = keep(DataPort.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Optional.of(node(other, "cluster-2", "stranger")),
                place -> volume.openRead(place.path()),
                LIMITS));
        DataPeer peer =
                new DataPeer("node1", stranger.address(), Optional.of(node(database, "cluster-1", "node2")), LIMITS);
        StorageException e = assertThrows(StorageException.class, () -> RemoteSource.open(peer, FILE));
        assertEquals(ReturnCode.NOT_AVAILABLE, e.refusal().code(), e.getMessage());
    }
}
