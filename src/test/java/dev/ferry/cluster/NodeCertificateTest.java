package dev.ferry.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.journal.database.Database;
import dev.ferry.journal.database.TestDatabase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who is believed, and for how long. */
@Timeout(60)
class NodeCertificateTest {
    private final Instant now = Instant.now();

    @TempDir
    Path folder;

    private Database database;

    @BeforeEach
    void open() {
        database = TestDatabase.migrated();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private NodeCertificate at(Database where, String cluster, String node, Instant now) {
        return NodeCertificate.start(where, cluster, node, folder.resolve(node), Clock.fixed(now, ZoneOffset.UTC));
    }

    private TlsFiles files(Database where, String cluster, String node) {
        try (NodeCertificate own = at(where, cluster, node, now)) {
            return own.files();
        }
    }

    @Test
    void letsNodesOfOneClusterBelieveEachOther() throws IOException, GeneralSecurityException {
        TlsFiles one = files(database, "c1", "node1");
        TlsFiles two = files(database, "c1", "node2");
        handshake(one, two);
        handshake(two, one);
        assertTrue(one.usable(now).isEmpty());
    }

    @Test
    void refusesACertificateOfAnotherAuthority() throws IOException {
        TlsFiles one = files(database, "c1", "node1");
        try (Database other = TestDatabase.migrated()) {
            // The same names throughout: only the authority is another.
            TlsFiles foreign = files(other, "c1", "node2");
            assertThrows(SSLHandshakeException.class, () -> handshake(one, foreign));
            assertThrows(SSLHandshakeException.class, () -> handshake(foreign, one));
            TlsFiles disguised = new TlsFiles(foreign.key(), foreign.certificate(), one.authority());
            assertThrows(SSLHandshakeException.class, () -> handshake(one, disguised));
            assertTrue(disguised.usable(now).isPresent());
        }
    }

    @Test
    void refusesACertificateOfTheSameAuthorityForAnotherCluster() {
        TlsFiles one = files(database, "c1", "node1");
        TlsFiles other = files(database, "c2", "node2");
        assertThrows(SSLHandshakeException.class, () -> handshake(one, other));
    }

    @Test
    void keepsTheFilesToItself() throws IOException {
        TlsFiles one = files(database, "c1", "node1");
        assertEquals("rwx------", permissions(one.key().getParent()));
        for (Path file : new Path[] {one.key(), one.certificate(), one.authority()}) {
            assertEquals("rw-------", permissions(file));
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void renewsACertificateAfterTwoThirdsOfItsLifeAndKeepsTheKey() throws IOException, GeneralSecurityException {
        TlsFiles files = files(database, "c1", "node1");
        String key = Files.readString(files.key());
        X509Certificate first = Pem.certificate(Files.readString(files.certificate()));
        at(database, "c1", "node1", now.plus(Duration.ofDays(19))).close();
        assertEquals(first, Pem.certificate(Files.readString(files.certificate())));
        Instant late = now.plus(Duration.ofDays(21));
        try (NodeCertificate own = at(database, "c1", "node1", late)) {
            X509Certificate second = Pem.certificate(Files.readString(files.certificate()));
            assertNotEquals(first, second);
            assertEquals(first.getPublicKey(), second.getPublicKey());
            assertTrue(second.getNotAfter().toInstant().isAfter(late.plus(Duration.ofDays(29))));
            assertFalse(own.renew());
        }
        assertEquals(key, Files.readString(files.key()));
    }

    @Test
    void makesAnewWhatIsSpoiltOrOfAnotherAuthority() throws IOException, GeneralSecurityException {
        TlsFiles files = files(database, "c1", "node1");
        Files.writeString(files.certificate(), "spoilt");
        files(database, "c1", "node1");
        assertTrue(files.usable(now).isEmpty());
        Files.writeString(files.key(), "spoilt");
        files(database, "c1", "node1");
        assertTrue(files.usable(now).isEmpty());
        try (Database other = TestDatabase.migrated()) {
            files(other, "c1", "node1");
            handshake(files, files(other, "c1", "node2"));
        }
    }

    /** Both ends in memory; throws what the first of them does not like. */
    private static void handshake(TlsFiles server, TlsFiles client) throws IOException, GeneralSecurityException {
        SSLEngine left = server.context().createSSLEngine();
        left.setUseClientMode(false);
        left.setSSLParameters(TlsFiles.serverParameters());
        SSLEngine right = client.context().createSSLEngine();
        right.setUseClientMode(true);
        left.beginHandshake();
        right.beginHandshake();
        ByteBuffer toLeft = ByteBuffer.allocate(1 << 16);
        ByteBuffer toRight = ByteBuffer.allocate(1 << 16);
        for (int i = 0;
                i < 100 && !(isDone(left) && isDone(right) && toLeft.position() + toRight.position() == 0);
                i++) {
            step(right, toRight, toLeft);
            step(left, toLeft, toRight);
        }
        assertTrue(isDone(left) && isDone(right), "the handshake did not end");
        assertTrue(left.getSession().getPeerCertificates().length > 0);
    }

    private static boolean isDone(SSLEngine engine) {
        return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
    }

    private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        ByteBuffer nothing = ByteBuffer.allocate(1 << 16);
        engine.wrap(ByteBuffer.allocate(0), out);
        in.flip();
        engine.unwrap(in, nothing);
        in.compact();
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }
}
