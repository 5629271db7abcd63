package dev.ferry.journal.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** A server of its own for tests that take it away and give it back: unlike the embedded one it stays down until told. */
public final class RigDatabase implements AutoCloseable {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final PostgresCluster cluster;
    private final int port;
    private Postmaster server;

    private RigDatabase(PostgresCluster cluster) {
        this.cluster = cluster;
        this.port = cluster.choosePort();
    }

    public static RigDatabase start(Path folder) {
        PostgresCluster cluster = new PostgresCluster(
                folder.toAbsolutePath().normalize(),
                TestDatabase.BINARIES.toAbsolutePath().normalize());
        cluster.prepare();
        RigDatabase database = new RigDatabase(cluster);
        database.start();
        return database;
    }

    /** Returns when it answers. */
    public void start() {
        server = Postmaster.launch(cluster, port);
        if (!server.awaitReady()) {
            throw new IllegalStateException("PostgreSQL did not start: " + cluster.lastWords());
        }
    }

    /** SIGQUIT, "immediate": no checkpoint, clients are cut off; the next start recovers. */
    public void stopImmediately() {
        PostgresCommand.signal(server.process().pid(), "QUIT");
        if (!server.awaitExit(STOP_LIMIT)) {
            throw new IllegalStateException("PostgreSQL did not stop");
        }
    }

    /** Ends all sessions of clients; a server that is on its way up or down has none that matter. */
    public void endSessions() {
        try (Connection own = DriverManager.getConnection(url(), user(), password());
                Statement statement = own.createStatement()) {
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where backend_type = 'client backend' and pid <> pg_backend_pid()");
        } catch (SQLException e) {
            if (isRunning() && !"57P03".equals(e.getSQLState())) {
                throw new IllegalStateException(e);
            }
        }
    }

    public boolean isRunning() {
        return server.process().isAlive();
    }

    public int port() {
        return port;
    }

    public String user() {
        return PostgresCluster.USER;
    }

    public String password() {
        return cluster.password();
    }

    /** As a client at this machine reaches it. */
    public String url() {
        return cluster.url(port, PostgresCluster.DATABASE);
    }

    /** As a client reaches it that calls another address, behind which a relay is. */
    public String url(String host, int relayed) {
        return url().replace("127.0.0.1:" + port, host + ":" + relayed);
    }

    @Override
    public void close() {
        if (isRunning()) {
            server.stop();
        }
    }
}
