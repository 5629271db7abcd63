package dev.ferry.cluster;

import dev.ferry.journal.database.Database;
import dev.ferry.journal.database.DatabaseRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's certificates, in the folder {@code tls} of its data: one for other nodes, one for those who come to its doors. Each is issued by the node itself with the authority's key from the
 * database, at the start and again while it runs. The key stays the same, so that whoever reads the files between two writes
 * finds a certificate that fits.
 */
public final class NodeCertificate implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NodeCertificate.class);
    private static final Duration LOOK = Duration.ofHours(1);

    private final Authority authority;
    private final Kind kind;
    private final Clock clock;
    private final TlsFiles files;
    private final ScheduledExecutorService renewals = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("ferry-certificate").factory());

    private interface Issue {
        X509Certificate of(PublicKey owner, Instant now) throws GeneralSecurityException;
    }

    /** What it is for: how its files are called, who issues it, and whether one that is there is still of this kind. */
    private record Kind(String name, Issue issue, Predicate<X509Certificate> fits) {}

    private NodeCertificate(Authority authority, Kind kind, Path folder, Clock clock) {
        this.authority = authority;
        this.kind = kind;
        this.clock = clock;
        this.files = new TlsFiles(
                folder.resolve(kind.name() + ".key"),
                folder.resolve(kind.name() + ".crt"),
                folder.resolve("authority.crt"));
    }

    /** Makes what is missing or worn, and keeps it fresh until it is closed. */
    public static NodeCertificate start(Database database, String clusterId, String node, Path data, Clock clock) {
        Authority authority = authority(database, clusterId, clock);
        return started(
                authority,
                new Kind("node", (owner, now) -> authority.issue(clusterId, node, owner, now), _ -> true),
                data,
                clock);
    }

    /** The same for the doors, whose visitors know this node by these names and addresses. */
    public static NodeCertificate forDoors(
            Database database, String clusterId, List<String> names, Path data, Clock clock) {
        Authority authority = authority(database, clusterId, clock);
        return started(
                authority,
                new Kind(
                        "doors",
                        (owner, now) -> authority.issueServer(names, owner, now),
                        certificate -> ServerTls.names(certificate).containsAll(names)),
                data,
                clock);
    }

    private static Authority authority(Database database, String clusterId, Clock clock) {
        try {
            return new AuthorityTable(database.dataSource()).getOrCreate(clusterId, clock.instant());
        } catch (SQLException | GeneralSecurityException e) {
            throw new DatabaseRefused(
                    "The certificates of the cluster cannot be read from " + database + ": " + e.getMessage() + ".",
                    "See that the database answers, then start again.",
                    e);
        }
    }

    private static NodeCertificate started(Authority authority, Kind kind, Path data, Clock clock) {
        Path folder = data.resolve("tls");
        try {
            NodeCertificate own = new NodeCertificate(authority, kind, folder, clock);
            own.renew();
            var _ = own.renewals.scheduleWithFixedDelay(
                    own::tryRenew, LOOK.toMinutes(), LOOK.toMinutes(), TimeUnit.MINUTES);
            return own;
        } catch (IOException | GeneralSecurityException e) {
            throw new DatabaseRefused(
                    "This node's certificate in " + folder + " cannot be made: " + e.getMessage() + ".",
                    "See that this user may write there; a folder that is removed is made again.",
                    e);
        }
    }

    public TlsFiles files() {
        return files;
    }

    private void tryRenew() {
        try {
            renew();
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            LOG.error("the certificate in {} could not be renewed; it is tried again in an hour", files, e);
        }
    }

    /** Answers whether there was anything to do. */
    boolean renew() throws IOException, GeneralSecurityException {
        Files.createDirectories(files.key().getParent(), mode("rwx------"));
        Instant now = clock.instant();
        Optional<PrivateKey> key = present(files.key()).flatMap(NodeCertificate::key);
        Optional<X509Certificate> certificate = present(files.certificate()).flatMap(NodeCertificate::certificate);
        String ca = Pem.of(authority.certificate());
        Optional<PublicKey> owner = certificate
                .map(Certificate::getPublicKey)
                .filter(known -> key.filter(own -> belongTogether(own, known)).isPresent());
        if (owner.isPresent()
                && isGood(certificate.get(), authority.certificate(), now)
                && kind.fits().test(certificate.get())
                && present(files.authority()).filter(ca::equals).isPresent()) {
            return false;
        }
        PublicKey named = owner.isPresent() ? owner.get() : newKey();
        write(files.authority(), ca);
        write(files.certificate(), Pem.of(kind.issue().of(named, now)));
        LOG.info("a certificate was issued: {}", files.certificate());
        return true;
    }

    /** Of this authority, and not past two thirds of its life. */
    static boolean isGood(X509Certificate certificate, X509Certificate authority, Instant now) {
        try {
            certificate.verify(authority.getPublicKey());
        } catch (GeneralSecurityException _) {
            return false;
        }
        Instant from = certificate.getNotBefore().toInstant();
        Instant until = certificate.getNotAfter().toInstant();
        Duration third = Duration.between(from, until).dividedBy(3);
        return !now.isBefore(from) && now.isBefore(until.minus(third));
    }

    private PublicKey newKey() throws IOException, GeneralSecurityException {
        KeyPair fresh = Authority.newKeys();
        write(files.key(), Pem.of(fresh.getPrivate()));
        return fresh.getPublic();
    }

    /** What the one signs, the other confirms. */
    private static boolean belongTogether(PrivateKey key, PublicKey known) {
        try {
            Signature signature = Signature.getInstance(Authority.signature(key));
            signature.initSign(key);
            byte[] signed = signature.sign();
            signature.initVerify(known);
            return signature.verify(signed);
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private static Optional<PrivateKey> key(String text) {
        try {
            return Optional.of(Pem.key(text));
        } catch (GeneralSecurityException _) {
            return Optional.empty();
        }
    }

    private static Optional<X509Certificate> certificate(String text) {
        try {
            return Optional.of(Pem.certificate(text));
        } catch (GeneralSecurityException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> present(Path file) throws IOException {
        return Files.exists(file) ? Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1)) : Optional.empty();
    }

    /** Whole or not there, and nobody else's to read at any moment. */
    private static void write(Path file, String text) throws IOException {
        Path fresh = Files.createTempFile(file.getParent(), ".new-", null, mode("rw-------"));
        Files.writeString(fresh, text, StandardCharsets.US_ASCII);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static FileAttribute<?> mode(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    @Override
    public void close() {
        renewals.shutdownNow();
    }
}
