package dev.ferry.journal.database;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of our own, for one data folder: made at the first start, taken over when it outlived a killed node,
 * started again when it dies, stopped by {@link #close()}. The caller holds the lock of the data folder.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final int PORTS_TO_TRY = 3;
    private static final long BACK_OFF_SECONDS = 1;
    private static final long RESTARTING_ENDS_SECONDS = 70;

    private final PostgresCluster cluster;
    private final String url;
    private final Thread watch;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Object lifecycle = new Object();
    private Postmaster server;

    private EmbeddedDatabase(PostgresCluster cluster, Postmaster server) {
        this.cluster = cluster;
        this.server = server;
        this.url = server.url();
        this.watch = Thread.ofPlatform().daemon().name("ferry-postgresql-watch").unstarted(this::keepAlive);
    }

    /** Starts or takes over the server of {@code <data>/postgresql}; returns when it answers. */
    public static EmbeddedDatabase start(Path data) {
        Path folder = data.toAbsolutePath().resolve("postgresql");
        return start(folder, folder.resolve(PostgresBinaries.VERSION));
    }

    /** With programs that several folders share. */
    public static EmbeddedDatabase start(Path folder, Path binaries) {
        var cluster = new PostgresCluster(
                folder.toAbsolutePath().normalize(), binaries.toAbsolutePath().normalize());
        cluster.prepare();
        Optional<Postmaster> survivor = Postmaster.running(cluster);
        if (survivor.isPresent() && survivor.get().awaitReady()) {
            LOG.info(
                    "PostgreSQL (pid {}) was still running; taken over",
                    survivor.get().process().pid());
            return watched(cluster, survivor.get());
        }
        return watched(cluster, launch(cluster));
    }

    public String url() {
        return url;
    }

    public String user() {
        return PostgresCluster.USER;
    }

    public String password() {
        return cluster.password();
    }

    /** The server's process, a new one after it died. */
    public long pid() {
        synchronized (lifecycle) {
            return server.process().pid();
        }
    }

    /** Stops the server; nothing that was committed is lost. */
    @Override
    public void close() {
        closing.countDown();
        Postmaster last;
        synchronized (lifecycle) {
            last = server;
        }
        last.stop();
        try {
            if (!watch.join(Duration.ofSeconds(RESTARTING_ENDS_SECONDS))) {
                LOG.warn("the watch of PostgreSQL did not end");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static EmbeddedDatabase watched(PostgresCluster cluster, Postmaster server) {
        var database = new EmbeddedDatabase(cluster, server);
        database.watch.start();
        return database;
    }

    /** Between our look at a port and the server's, somebody may take it: then another one. */
    private static Postmaster launch(PostgresCluster cluster) {
        for (int i = 0; i < PORTS_TO_TRY; i++) {
            Postmaster server = Postmaster.launch(cluster, cluster.choosePort());
            if (readyOrStopped(server)) {
                LOG.info(
                        "PostgreSQL {} (pid {}) at {}",
                        PostgresBinaries.VERSION,
                        server.process().pid(),
                        server.url());
                return server;
            }
        }
        throw new DatabaseRefused(
                "PostgreSQL in " + cluster.folder() + " does not start: " + cluster.lastWords(),
                "Remove the cause that it names, then start again.");
    }

    /** A server that we started and cannot use does not stay behind. */
    private static boolean readyOrStopped(Postmaster server) {
        try {
            return server.awaitReady();
        } catch (DatabaseRefused e) {
            server.stop();
            throw e;
        }
    }

    private void keepAlive() {
        while (!isClosing(0)) {
            Postmaster watched;
            synchronized (lifecycle) {
                watched = server;
            }
            if (watched.awaitExit(Duration.ofHours(1)) && !isClosing(0)) {
                LOG.error(
                        "PostgreSQL (pid {}) died; it is started again",
                        watched.process().pid());
                restart(watched.port());
            }
        }
    }

    /** On the same port: the pools of this node know no other. */
    private void restart(int port) {
        do {
            try {
                Postmaster next;
                synchronized (lifecycle) {
                    if (isClosing(0)) {
                        return;
                    }
                    next = Postmaster.launch(cluster, port);
                    server = next;
                }
                if (next.awaitReady()) {
                    LOG.info("PostgreSQL is back (pid {})", next.process().pid());
                    return;
                }
                LOG.error("PostgreSQL did not start again: {}", cluster.lastWords());
            } catch (RuntimeException e) {
                LOG.error("PostgreSQL did not start again", e);
            }
        } while (!isClosing(BACK_OFF_SECONDS));
    }

    private boolean isClosing(long seconds) {
        try {
            return closing.await(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
