package dev.ferry.journal.database;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One running server: its process (ours, or one that outlived the node that started it) and its port. */
record Postmaster(PostgresCluster cluster, ProcessHandle process, int port) {
    private static final Duration READY = Duration.ofSeconds(60);
    private static final Duration FAST_STOP = Duration.ofSeconds(30);
    private static final Duration IMMEDIATE_STOP = Duration.ofSeconds(10);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    /** The server that outlived a killed node, if there is one on this data folder. */
    static Optional<Postmaster> running(PostgresCluster cluster) {
        Optional<PostmasterFile> file = PostmasterFile.read(cluster.data());
        if (file.isEmpty() || !PostmasterFile.isServer(file.get().pid(), cluster.data())) {
            file.ifPresent(stale -> stale.removeIfForeign(cluster.data()));
            return Optional.empty();
        }
        return ProcessHandle.of(file.get().pid())
                .map(process -> new Postmaster(cluster, process, file.get().port()));
    }

    static Postmaster launch(PostgresCluster cluster, int port) {
        cluster.configure(port);
        List<String> command = List.of(
                cluster.program("postgres").toString(), "-D", cluster.data().toString());
        try {
            Process process = PostgresCommand.of(cluster.folder(), command)
                    .redirectErrorStream(true)
                    .redirectOutput(
                            cluster.folder().resolve("log").resolve("start.log").toFile())
                    .start();
            return new Postmaster(cluster, process.toHandle(), port);
        } catch (IOException e) {
            throw new DatabaseRefused(
                    "PostgreSQL cannot be started: " + e + ".",
                    "See that " + command.getFirst() + " can be run here.",
                    e);
        }
    }

    String url() {
        return cluster.url(port, PostgresCluster.DATABASE);
    }

    /** False when it died on the way. */
    boolean awaitReady() {
        long deadline = System.nanoTime() + READY.toNanos();
        while (System.nanoTime() < deadline) {
            boolean listens = PostmasterFile.read(cluster.data())
                    .filter(file -> file.pid() == process.pid() && file.ready())
                    .isPresent();
            if (listens && answers()) {
                return true;
            }
            if (awaitExit(LOOK_AGAIN)) {
                return false;
            }
        }
        throw new DatabaseRefused(
                "PostgreSQL in " + cluster.folder() + " was not ready within " + READY.toSeconds() + " s: "
                        + cluster.lastWords(),
                "After a long recovery, start again; else see its log.");
    }

    private boolean answers() {
        try (Connection _ = connect(PostgresCluster.DATABASE)) {
            return true;
        } catch (SQLException e) {
            return switch (e.getSQLState() == null ? "" : e.getSQLState()) {
                case "3D000" -> createDatabase();
                case "28P01", "28000" ->
                    throw new DatabaseRefused(
                            "The database in " + cluster.data() + " does not accept the password in "
                                    + cluster.folder().resolve("password") + ".",
                            "Restore the file that belongs to it.",
                            e);
                default -> false;
            };
        }
    }

    private boolean createDatabase() {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + PostgresCluster.DATABASE);
            return true;
        } catch (SQLException _) {
            return false;
        }
    }

    private Connection connect(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", PostgresCluster.USER);
        properties.setProperty("password", cluster.password());
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("socketTimeout", "10");
        return DriverManager.getConnection(cluster.url(port, database), properties);
    }

    /** True when the process has ended. */
    boolean awaitExit(Duration limit) {
        try {
            process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    /** Fast: clients are cut off, nothing acknowledged is lost. Then immediate, which recovers at the next start. */
    void stop() {
        for (var attempt : List.of(new Stop("INT", FAST_STOP), new Stop("QUIT", IMMEDIATE_STOP))) {
            if (!process.isAlive()) {
                return;
            }
            PostgresCommand.signal(process.pid(), attempt.signal());
            if (awaitExit(attempt.limit())) {
                return;
            }
        }
        throw new DatabaseRefused(
                "PostgreSQL (pid " + process.pid() + ") does not stop.", "End it with: kill -QUIT " + process.pid());
    }

    private record Stop(String signal, Duration limit) {}
}
