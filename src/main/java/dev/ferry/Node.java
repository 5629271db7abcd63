package dev.ferry;

import dev.ferry.cim.served.ServedNamespaces;
import dev.ferry.cluster.NodeCertificate;
import dev.ferry.cluster.NodePresence;
import dev.ferry.cluster.TlsFiles;
import dev.ferry.journal.database.DataFolder;
import dev.ferry.journal.database.Database;
import dev.ferry.journal.database.EmbeddedDatabase;
import dev.ferry.journal.database.SchemaMigration;
import dev.ferry.security.Accounts;
import dev.ferry.view.Meta;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node: what it starts, in order, and stops in the opposite one. The data folder is locked first and let go last; the
 * database outlives everything that writes to it.
 */
public final class Node implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);

    private static final Duration DATABASE_LIMIT = Duration.ofMinutes(1);

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final Settings settings;
    private Running.Open doors = new Running.Open("", "");
    private final CompletionStage<?> told;
    private Optional<NodePresence> presence = Optional.empty();
    private Running running;

    private Node(Settings settings, CompletionStage<?> told) {
        this.settings = settings;
        this.told = told;
    }

    /** Starts a node, or stops what it has started and throws, with a sentence that tells what is wrong. */
    public static Node start(Settings settings) {
        return start(settings, new CompletableFuture<>());
    }

    /** The same; {@code told} completes when the node shall give up starting. */
    public static Node start(Settings settings, CompletionStage<?> told) {
        Node node = new Node(settings, told);
        try {
            node.startAll();
            return node;
        } catch (RuntimeException e) {
            node.close();
            throw e;
        }
    }

    private void startAll() {
        DataFolder data = keep(DataFolder.open(settings.node().data()));
        data.requireName(settings.node().name());
        Database database = keep(database(data));
        database.awaitAnswer(DATABASE_LIMIT, this::isWorthWaiting);
        SchemaMigration.ofThisBuild().apply(database);
        Meta meta = new Meta(database.dataSource());
        String clusterId = meta.putIfAbsent(Meta.CLUSTER_ID, UUID.randomUUID().toString());
        meta.requireSame(
                        Meta.NUMBER_OF_SHARDS,
                        Integer.toString(settings.cluster().numberOfShards()))
                .ifPresent(reason -> {
                    throw new Settings.Invalid(reason);
                });
        Accounts accounts = new Accounts(database.dataSource());
        accounts.ensureAdmin(
                Optional.ofNullable(System.getenv("FERRY_ADMIN_PASSWORD")).filter(text -> !text.isBlank()),
                () -> data.secret("admin.password"),
                () -> data.forgetSecret("admin.password"));
        Volumes.makeDefault(settings, clusterId, meta);
        presence = presence(database);
        Membership membership = new Membership(clusterId, presence, tls(database, clusterId), told);
        running = keep(Running.start(settings, database, membership));
        Optional<CimDoors> cim = settings.node().is(Settings.Role.API)
                ? Optional.of(keep(CimDoors.prepare(settings, database, clusterId)))
                : Optional.empty();
        doors = running.open(accounts, cim);
    }

    /** A server of our own has one node; any other may have several, which must know of each other. */
    private Optional<NodePresence> presence(Database database) {
        return settings.database().embedded()
                ? Optional.empty()
                : Optional.of(keep(NodePresence.claim(database, settings.node().name())));
    }

    /** A node without seeds speaks with nobody. */
    private Optional<TlsFiles> tls(Database database, String clusterId) {
        if (!settings.cluster().hasSeeds()) {
            return Optional.empty();
        }
        Settings.Tls given = settings.cluster().tls();
        if (given.isOwn()) {
            return Optional.of(keep(NodeCertificate.start(
                            database,
                            clusterId,
                            settings.node().name(),
                            settings.node().data(),
                            Clock.systemUTC()))
                    .files());
        }
        TlsFiles files =
                new TlsFiles(Path.of(given.keyFile()), Path.of(given.certificateFile()), Path.of(given.caFile()));
        files.usable(Instant.now()).ifPresent(reason -> {
            throw new Settings.Invalid("ferry.remote.tls: " + reason);
        });
        return Optional.of(files);
    }

    private Database database(DataFolder data) {
        Settings.DatabaseSettings wanted = settings.database();
        if (!wanted.embedded()) {
            return Database.open(wanted.url(), wanted.user(), wanted.password(), wanted.poolSize());
        }
        EmbeddedDatabase own = keep(EmbeddedDatabase.start(data.path()));
        return Database.open(own, wanted.poolSize());
    }

    /** Nodes and their database are often started together. */
    private boolean isWorthWaiting(String failure) {
        LOG.warn("waiting for the database {}: {}", settings.database().url(), failure);
        return !told.toCompletableFuture().isDone();
    }

    private <T extends AutoCloseable> T keep(T part) {
        started.push(part);
        return part;
    }

    /** Where the node serves REST; empty when it opens no doors. */
    public String url() {
        return doors.url();
    }

    /** The ports of the other doors, as they are printed; empty when it opens none. */
    public String otherDoors() {
        return doors.others();
    }

    public Settings settings() {
        return settings;
    }

    /** What this node says and does in the language of CIM. */
    public ServedNamespaces namespaces() {
        return running.namespaces();
    }

    /** Completes when the node has stopped by itself. */
    public CompletionStage<?> ended() {
        return running.ended();
    }

    /** Whether it stopped because it was taken out of the cluster; to be asked when it has ended. */
    public boolean isDowned() {
        return running.isDowned();
    }

    /** Why it took itself out of the cluster, when it did so because others had gone on in its place. */
    public Optional<String> reason() {
        return presence.map(here -> here.ended().toCompletableFuture().getNow(null));
    }

    @Override
    public synchronized void close() {
        while (!started.isEmpty()) {
            AutoCloseable part = started.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.error("{} did not stop cleanly", part.getClass().getSimpleName(), e);
            }
        }
    }
}
