package dev.ferry.journal.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** One real server for all tests of a JVM, and an empty database of it for each that asks. */
public final class TestDatabase {
    /** Unpacked once per build, not once per test. */
    public static final Path BINARIES = Path.of("target", "postgresql", PostgresBinaries.VERSION);

    private static final int POOL = 4;
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static EmbeddedDatabase server;

    private TestDatabase() {}

    /** An empty database with the schema of this build; the caller closes it. */
    public static Database migrated() {
        Database database = empty();
        SchemaMigration.ofThisBuild().apply(database);
        return database;
    }

    /** A database without a table. */
    public static Database empty() {
        EmbeddedDatabase running = server();
        String name = "test" + NUMBER.incrementAndGet();
        try (Database admin = Database.open(running, 1);
                Connection connection = admin.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return Database.open(
                running.url().replace("/ferry?", "/" + name + "?"), running.user(), running.password(), POOL);
    }

    private static synchronized EmbeddedDatabase server() {
        if (server == null) {
            try {
                Path folder = Files.createTempDirectory("ferry-test-database-");
                server = EmbeddedDatabase.start(folder, BINARIES);
                EmbeddedDatabase started = server;
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started, folder)));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
        return server;
    }

    private static void stop(EmbeddedDatabase running, Path folder) {
        try {
            running.close();
            PostgresBinaries.deleteTree(folder);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
